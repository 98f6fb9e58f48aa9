import { walkStatements } from "../python/visit.js";
import { sinkOf } from "./blocking/sinks.js";
import { decorationOf } from "./decoration.js";
import { methodOf } from "./evaluate/attributes.js";
import { returnsData } from "./offloads.js";
/** Looks at an expression that should be a function: `f(x)`, `await f(x)`. Factories, partials and callable objects are fine, and so is all that is not known. */
export function calledEarly(evaluator, expr, scope) {
    const awaited = expr.k === "await";
    const call = awaited ? expr.e : expr;
    if (call.k !== "call")
        return undefined;
    if (!awaited && isSink(evaluator, call, scope))
        return { call, coroutine: false };
    const callee = evaluator.value(call.f, scope);
    if (callee.k !== "function" ||
        callee.ref.facts.generator ||
        decorationOf(evaluator, callee.ref).wrapper !== undefined)
        return undefined;
    if (callee.ref.facts.async && !awaited)
        return { call, coroutine: true };
    return givesData(evaluator, callee.ref) ? { call, coroutine: false } : undefined;
}
function isSink(evaluator, call, scope) {
    const execution = {
        k: "call",
        expr: call,
        p: call.p,
        q: call.q,
        awaited: false,
        discarded: false,
        inLoop: false,
        memo: undefined,
        guards: [],
    };
    return sinkOf(evaluator, execution, scope) !== undefined;
}
function givesData(evaluator, fn) {
    if (returnsData(fn) || returnsNothing(fn))
        return true;
    const returned = evaluator.returned(fn);
    const value = returned.k === "awaitable" ? returned.result : returned;
    return value.k === "instance" && methodOf(evaluator, value.ref, "__call__") === undefined;
}
/** A body that does something and never returns a value. */
function returnsNothing({ facts }) {
    const last = facts.body.at(-1);
    if (facts.returns !== undefined || last === undefined || last.k === "raise")
        return false;
    const onlyWords = facts.body.every((statement) => statement.k === "expr" && (statement.e.k === "str" || statement.e.k === "const"));
    return !onlyWords && !returnsValue(facts.body);
}
function returnsValue(body) {
    let found = false;
    walkStatements(body, (statement) => {
        if (statement.k === "return" && statement.e !== undefined)
            found = true;
    });
    return found;
}
