import { argumentOf, isInMemory } from "../call-sites.js";
import { callRow, factoryRow, isBlockingMethod, typeRow } from "../catalogue/lookup.js";
import { memberOf } from "../evaluate/attributes.js";
/** Whether an execution is a blocking call of the catalogue. Awaited calls never are. */
export function sinkOf(evaluator, execution, scope) {
    if (execution.awaited)
        return undefined;
    const sink = findSink(evaluator, execution, scope);
    return sink === undefined || sink.row.severity === "none" ? undefined : sink;
}
function findSink(evaluator, execution, scope) {
    const { expr } = execution;
    switch (execution.k) {
        case "call":
            return expr.k === "call" ? calledSink(expr, evaluator.value(expr.f, scope)) : undefined;
        case "enter": {
            const value = receiverOf(evaluator.value(expr, scope));
            return value?.k === "receiver" && value.row.entering === true ? receiverSink(value, "__enter__") : undefined;
        }
        case "iterate": {
            const value = receiverOf(evaluator.value(expr, scope));
            return value?.k === "receiver" && value.row.iterating === true ? receiverSink(value, "__iter__") : undefined;
        }
        case "read":
            return undefined;
    }
}
/** A receiver, or the one that an attribute of a receiver is: `process.stdout`. */
function receiverOf(value) {
    return value.k === "method" ? memberOf(value) : value;
}
function calledSink(call, callee) {
    if (callee.k === "partial")
        return calledSink(call, callee.target);
    if (callee.k === "method") {
        const { receiver, name } = callee;
        return isBlockingMethod(receiver.row, name) && !isQuiet(receiver.row, call)
            ? receiverSink(receiver, name)
            : undefined;
    }
    if (callee.k === "receiver")
        return isBlockingMethod(callee.row, "__call__") && !isQuiet(callee.row, call)
            ? { ...receiverSink(callee, "__call__"), name: callee.type }
            : undefined;
    if (callee.k !== "external")
        return undefined;
    const row = callRow(callee.name);
    if (row !== undefined)
        return isQuiet(row, call) ? undefined : { row, name: callee.name };
    const made = typeRow(callee.name) ?? factoryRow(callee.name);
    if (made?.constructing !== true || isInMemory(call) || isQuiet(made, call))
        return undefined;
    return made.unlessKeyword?.some((keyword) => argumentOf(call, keyword) !== undefined) === true
        ? undefined
        : { row: made, name: callee.name };
}
function receiverSink(receiver, method) {
    return { row: receiver.row, name: `${receiver.type}.${method}`, origin: receiver.origin };
}
/** `sleep(0)`, `get(block=False)`: the same call, but nobody waits. */
function isQuiet(row, call) {
    if (row.onlyForUrls === true && !isUrl(argumentOf(call, "url", 0)))
        return true;
    if (isBelow(row, call))
        return true;
    return (row.quietArguments ?? []).some(({ keyword, position, value }) => {
        const given = keyword === undefined ? argumentOf(call, "", position) : argumentOf(call, keyword, position);
        return (given !== undefined &&
            (((given.k === "const" || given.k === "ref") && (given.k === "const" ? given.v : given.n) === value) ||
                (given.k === "str" && JSON.stringify(given.v) === value)));
    });
}
function isBelow({ quietBelow }, call) {
    if (quietBelow === undefined)
        return false;
    const given = argumentOf(call, quietBelow.keyword, quietBelow.position);
    return given?.k === "const" && /^[\d_]+$/.test(given.v) && Number(given.v.replaceAll("_", "")) < quietBelow.value;
}
function isUrl(expr) {
    if (expr?.k === "str")
        return /^https?:/i.test(expr.v);
    return expr?.k === "ref" && /(?:^|[._])ur[il]s?$/i.test(expr.n);
}
