import { expressionsOf, walkExpr } from "../python/visit.js";
import { memoised } from "./module.js";
import { placedStatements } from "./statements.js";
/** Whether a provider does something after its `yield`: leaves a `with`, runs a `finally`, or has more statements. */
export const hasTeardown = memoised((fn) => placedStatements(fn.facts.body).some(({ statement, around, after }) => {
    let yields = false;
    for (const expr of expressionsOf(statement))
        walkExpr(expr, (part) => {
            if (part.k === "yield")
                yields = true;
        });
    return (yields &&
        (after.length > 0 ||
            around.some((outer) => outer.k === "with" || (outer.k === "try" && outer.finally.length > 0))));
}));
