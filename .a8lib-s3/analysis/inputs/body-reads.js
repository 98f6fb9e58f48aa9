import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.js";
import { isBodyRead, readsJson } from "./request.js";
/** Where a handler reads JSON from the request's body: the first place, and how to recognise all of them. */
export function readInHandler(evaluator, fn) {
    const scope = { module: fn.module, fn };
    const raw = new Set();
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k !== "assign" || statement.e === undefined || !isBodyRead(evaluator, statement.e, scope))
            return;
        for (const target of statement.t)
            if (target.k === "ref")
                raw.add(target.n);
    });
    const isRawBody = (expr) => (expr.k === "ref" && raw.has(expr.n)) || isBodyRead(evaluator, expr, scope);
    const isSource = (expr) => readsJson(evaluator, expr, scope, isRawBody) !== undefined;
    let first;
    walkStatements(fn.facts.body, (statement) => {
        for (const expr of expressionsOf(statement)) {
            walkExpr(expr, (inner) => {
                if (first !== undefined || (inner.k !== "await" && inner.k !== "call"))
                    return;
                const of = readsJson(evaluator, inner, scope, isRawBody);
                if (of !== undefined)
                    first = { of, expr: inner };
            });
        }
    });
    return first === undefined ? undefined : { first, isSource };
}
