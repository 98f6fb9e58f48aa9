import { expressionsOf, partsOf, walkExpr, walkStatements } from "../../python/visit.js";
import { lastName } from "../call-sites.js";
/** Whether a loop sets whatever attributes the data names. A condition on the name, other than that the attribute exists, makes the copy a choice. */
export function setsAttributes(loop) {
    const key = loop.t.k === "tuple" && loop.t.i[0]?.k === "ref" ? loop.t.i[0].n : undefined;
    if (key === undefined)
        return false;
    let sets = false;
    let chosen = false;
    walkStatements(loop.body, (statement) => {
        if (statement.k === "if" && mentions(statement.t, key))
            chosen = true;
        for (const expr of expressionsOf(statement)) {
            walkExpr(expr, (inner) => {
                const name = inner.k === "call" && lastName(inner.f) === "setattr" ? inner.a[1]?.e : undefined;
                if (name?.k === "ref" && name.n === key)
                    sets = true;
            });
        }
    });
    return sets && !chosen;
}
function mentions(expr, name) {
    if (expr.k === "call" && lastName(expr.f) === "hasattr")
        return false;
    return (expr.k === "ref" && expr.n === name) || partsOf(expr).some((part) => mentions(part, name));
}
