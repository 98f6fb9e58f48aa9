import { expressionsOf, partsOf, walkStatements } from "../../python/visit.js";
import { lastName, objectOf } from "../call-sites.js";
import { functionAt } from "../module.js";
const KEY_METHODS = new Set(["get", "pop", "setdefault"]);
/** How a function uses the data that `isSource` recognises, or that stands under one of `names`. Nested functions count as part of it. */
export function usesOf(fn, names, isSource) {
    const known = new Set(names);
    const found = [];
    const isData = (expr) => (expr.k === "ref" ? known.has(expr.n) : isSource(expr));
    const bodies = [fn.facts.body, ...innerBodies(fn)];
    for (const body of bodies)
        walkStatements(body, (statement) => collectNames(statement, isData, known));
    for (const body of bodies) {
        walkStatements(body, (statement) => {
            const loop = itemsLoop(statement, isData);
            if (loop !== undefined)
                found.push({ k: "items", loop });
            else
                for (const expr of expressionsOf(statement))
                    if (!isNaming(statement, expr, isData))
                        visit(expr, isData, found);
        });
    }
    return found;
}
function innerBodies(fn) {
    const found = [];
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k === "def")
            found.push(functionAt(fn.module, statement.fn).facts.body);
    });
    return found;
}
/** `data = await request.json()` gives the data a name. Only sources do: what is made of the data is something else. */
function collectNames(statement, isData, known) {
    if (statement.k !== "assign" || statement.e === undefined || statement.op !== undefined)
        return;
    if (statement.e.k === "ref" || !isData(statement.e))
        return;
    for (const target of statement.t)
        if (target.k === "ref")
            known.add(target.n);
}
function isNaming(statement, expr, isData) {
    return (statement.k === "assign" &&
        (statement.t.includes(expr) || (statement.e === expr && expr.k !== "ref" && isData(expr))));
}
function itemsLoop(statement, isData) {
    if (statement.k !== "for" || statement.i.k !== "call" || lastName(statement.i.f) !== "items")
        return undefined;
    const object = objectOf(statement.i.f);
    return object !== undefined && isData(object) ? statement : undefined;
}
function visit(expr, isData, found) {
    if (isData(expr)) {
        found.push({ k: "other" });
        return;
    }
    const key = keyRead(expr, isData);
    if (key !== undefined || (expr.k === "sub" && isData(expr.o))) {
        found.push(key ?? { k: "other" });
        return;
    }
    if (expr.k === "op" && /^(?:not )?in\b/.test(expr.op) && expr.i.slice(1).some(isData)) {
        found.push({ k: "checked" });
        return;
    }
    if (expr.k === "call")
        visitCall(expr, isData, found);
    else
        for (const part of partsOf(expr))
            visit(part, isData, found);
}
/** `data["name"]` and `data.get("name")`. */
function keyRead(expr, isData) {
    if (expr.k === "sub") {
        const [index] = expr.i;
        return isData(expr.o) && index?.k === "str" && index.f === undefined
            ? { k: "key", name: index.v, expr }
            : undefined;
    }
    if (expr.k !== "call" || !KEY_METHODS.has(lastName(expr.f)))
        return undefined;
    const object = objectOf(expr.f);
    const [first] = expr.a;
    return object !== undefined && isData(object) && first?.e.k === "str"
        ? { k: "key", name: first.e.v, expr }
        : undefined;
}
function visitCall(call, isData, found) {
    const object = objectOf(call.f);
    if (object !== undefined && isData(object))
        found.push({ k: "other" });
    else
        visit(call.f, isData, found);
    for (const [position, argument] of call.a.entries()) {
        const key = keyRead(argument.e, isData);
        if (key !== undefined)
            found.push({ ...key, into: { call, position, keyword: argument.n } });
        else if (!isData(argument.e))
            visit(argument.e, isData, found);
        else if (argument.s === "**")
            found.push({ k: "spread", call });
        else if (call.f.k === "ref" && CHECKS.has(call.f.n))
            found.push({ k: "checked" });
        else
            found.push({ k: "passed", call, position, keyword: argument.n });
    }
}
const CHECKS = new Set(["isinstance", "len", "type", "bool"]);
