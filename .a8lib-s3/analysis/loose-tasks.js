import { argumentOf, lastName, objectOf } from "./call-sites.js";
import { locate } from "./evaluate/names.js";
const STARTERS = /^asyncio\.(?:create_task|ensure_future)$/;
const LOOPS = /^(?:asyncio\.)?(?:get_running_loop|get_event_loop|new_event_loop)$/;
/** The project's own statements that start an asyncio task and drop it. Task groups keep theirs. */
export function findLooseTasks(evaluator, calls) {
    return ["create_task", "ensure_future"].flatMap((name) => (calls.get(name) ?? []).flatMap(({ call, execution, scope }) => {
        const started = argumentOf(call, "coro", 0) ?? argumentOf(call, "coro_or_future");
        if (scope.fn === undefined || scope.module.aside || started === undefined)
            return [];
        if (!execution.discarded || execution.awaited || !startsTask(evaluator, call, scope))
            return [];
        return [{ call, started, fn: scope.fn }];
    }));
}
function startsTask(evaluator, call, scope) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k === "external")
        return STARTERS.test(callee.name);
    const loop = objectOf(call.f);
    return (callee.k === "unknown" || callee.k === "method") && loop !== undefined && isLoop(evaluator, loop, scope);
}
/** `asyncio.get_running_loop()`, or a name that was assigned it. */
function isLoop(evaluator, expr, scope) {
    if (expr.k === "call") {
        const made = evaluator.value(expr.f, scope);
        return made.k === "external" && LOOPS.test(made.name) && lastName(expr.f) !== "";
    }
    if (expr.k !== "ref")
        return false;
    const place = locate(evaluator, expr.n, scope);
    const [only] = place?.bindings ?? [];
    return (place?.bindings.length === 1 &&
        only?.k === "assigned" &&
        only.value?.k === "call" &&
        isLoop(evaluator, only.value, place.scope));
}
