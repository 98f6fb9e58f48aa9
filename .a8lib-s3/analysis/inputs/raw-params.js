import { expressionsOf, partsOf, walkExpr, walkStatements } from "../../python/visit.js";
import { lastName, objectOf } from "../call-sites.js";
import { usesOf } from "./data-uses.js";
import { requestPart } from "./request.js";
/** The query, path and form values that a handler reads by name, and the headers that it turns into numbers by hand. */
export function rawParameters(evaluator, fn) {
    const scope = { module: fn.module, fn };
    const found = [];
    const add = (part, name, expr) => {
        if ("p" in expr)
            found.push({ part, name, expr });
    };
    const visit = (expr, converted) => {
        const read = namedRead(evaluator, expr, scope);
        if (read !== undefined && (read.part !== "headers" || converted))
            add(read.part, read.name, expr);
        const converts = expr.k === "call" && expr.f.k === "ref" && /^(?:int|float)$/.test(expr.f.n);
        for (const part of partsOf(expr))
            visit(part, converts);
    };
    walkStatements(fn.facts.body, (statement) => {
        for (const expr of expressionsOf(statement))
            visit(expr, false);
    });
    const isForm = (expr) => expr.k === "await" && requestPart(evaluator, expr.e, scope) === "form()";
    if (mentionsForm(fn, isForm)) {
        for (const use of usesOf(fn, [], isForm))
            if (use.k === "key")
                add("form()", use.name, use.expr);
    }
    return found;
}
/** `request.query_params["name"]`, `request.query_params.get("name")`. */
function namedRead(evaluator, expr, scope) {
    const object = expr.k === "sub" ? expr.o : expr.k === "call" && lastName(expr.f) === "get" ? objectOf(expr.f) : undefined;
    const key = expr.k === "sub" ? expr.i[0] : expr.k === "call" ? expr.a[0]?.e : undefined;
    if (object === undefined || key?.k !== "str" || key.f !== undefined)
        return undefined;
    const part = requestPart(evaluator, object, scope);
    return part === "query_params" || part === "path_params" || part === "headers" ? { part, name: key.v } : undefined;
}
function mentionsForm(fn, isForm) {
    let found = false;
    walkStatements(fn.facts.body, (statement) => {
        for (const expr of expressionsOf(statement)) {
            walkExpr(expr, (inner) => {
                if (isForm(inner))
                    found = true;
            });
        }
    });
    return found;
}
