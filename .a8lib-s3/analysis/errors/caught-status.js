import { walkStatements } from "../../python/visit.js";
import { broadClauses, letsThrough } from "./broad-clauses.js";
import { httpExceptionIn, isHttpException } from "./status.js";
/** `try: raise HTTPException(404) except Exception: raise HTTPException(500)`: `HTTPException` is an `Exception` too, so it is caught and replaced. */
export function findCaughtStatuses(evaluator, served) {
    const found = [];
    for (const one of served) {
        const { fn } = one;
        if (fn.module.aside)
            continue;
        const scope = { module: fn.module, fn };
        for (const { statement, clause, before } of broadClauses(fn)) {
            if (letsThrough(clause) || before.some((earlier) => catchesStatus(evaluator, earlier, scope)))
                continue;
            const replacement = lastRaise(clause);
            const replacedBy = httpExceptionIn(evaluator, replacement?.e, scope)?.status;
            if (replacement === undefined || replacedBy === undefined)
                continue;
            const lost = directRaises(statement.body).flatMap((raised) => {
                const status = httpExceptionIn(evaluator, raised.e, scope)?.status;
                return status === undefined || status === replacedBy ? [] : [{ raised, status }];
            });
            const [first] = lost;
            if (first !== undefined)
                found.push({ fn, served: one, ...first, replacement, replacedBy, count: lost.length });
        }
    }
    return found;
}
/** An earlier clause that takes `HTTPException`, or one whose type is not known. */
function catchesStatus(evaluator, { type }, scope) {
    if (type === undefined)
        return true;
    const types = type.k === "tuple" ? type.i : [type];
    return types.some((each) => {
        const value = evaluator.value(each, scope);
        return value.k === "unknown" || isHttpException(evaluator, value);
    });
}
/** The `raise` that ends a clause, whatever it logs before. */
function lastRaise({ body }) {
    const last = body.at(-1);
    return last?.k === "raise" && last.e !== undefined ? last : undefined;
}
/** The `raise` statements of a block that no `try` of its own stands around. */
function directRaises(body) {
    const inner = new Set();
    const found = [];
    walkStatements(body, (statement) => {
        if (statement.k === "try" && statement.except.length > 0)
            walkStatements(statement.body, (nested) => inner.add(nested));
        if (statement.k === "raise" && !inner.has(statement))
            found.push(statement);
    });
    return found;
}
