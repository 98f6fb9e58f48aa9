import { walkStatements } from "../python/visit.js";
import { argumentOf } from "./call-sites.js";
import { decorationOf } from "./decoration.js";
import { sinkOf } from "./blocking/sinks.js";
/** Where the function to run stands among the arguments, by the offloader's qualified name. */
const OFFLOADERS = new Map([
    ["asyncio.to_thread", 0],
    ["fastapi.concurrency.run_in_threadpool", 0],
    ["starlette.concurrency.run_in_threadpool", 0],
    ["anyio.to_thread.run_sync", 0],
]);
/** Calls of offloaders whose first argument is a call that gives plain data, in `async def`. */
export function findEarlyCalls(evaluator, calls) {
    const found = [];
    for (const name of ["to_thread", "run_in_threadpool", "run_sync", "run_in_executor"]) {
        for (const site of calls.get(name) ?? []) {
            if (site.scope.module.aside || site.scope.fn?.facts.async !== true)
                continue;
            const position = name === "run_in_executor" ? 1 : offloadedPosition(evaluator, site);
            const given = position === undefined ? undefined : argumentOf(site.call, "func", position);
            if (given?.k !== "call" || !givesData(evaluator, given, site))
                continue;
            found.push({ site, inner: given, offloader: name });
        }
    }
    return found;
}
function offloadedPosition(evaluator, { call, scope }) {
    const callee = evaluator.value(call.f, scope);
    return callee.k === "external" ? OFFLOADERS.get(callee.name) : undefined;
}
/** Whether a call certainly gives something that cannot be called: the result of a blocking call, or of a function that returns data. */
function givesData(evaluator, call, { scope, execution }) {
    const sink = sinkOf(evaluator, { ...execution, k: "call", expr: call, p: call.p, q: call.q, awaited: false }, scope);
    if (sink !== undefined)
        return true;
    const callee = evaluator.value(call.f, scope);
    if (callee.k !== "function" ||
        callee.ref.facts.generator ||
        decorationOf(evaluator, callee.ref).wrapper !== undefined)
        return false;
    return returnsData(callee.ref);
}
const DATA_TYPES = /^(?:str|int|float|bool|bytes|dict|list|set|tuple|None|Dict|List|Set|Tuple)$/;
/** Whether what a function returns is certainly data, nothing to call. */
export function returnsData({ facts }) {
    if (facts.returns !== undefined) {
        const head = facts.returns.k === "sub" ? facts.returns.o : facts.returns;
        return head.k === "ref" ? DATA_TYPES.test(head.n) : head.k === "const";
    }
    const returned = [];
    walkStatements(facts.body, (statement) => {
        if (statement.k === "return" && statement.e !== undefined)
            returned.push(statement.e);
    });
    return (returned.length > 0 &&
        returned.every((expr) => ["str", "dict", "list", "set", "tuple", "const", "comp"].includes(expr.k)));
}
