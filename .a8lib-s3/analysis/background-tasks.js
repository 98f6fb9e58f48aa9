import { argumentOf, objectOf } from "./call-sites.js";
import { basesOf, lineage } from "./evaluate/attributes.js";
/** Every background task that the project's own code schedules. */
export function findScheduledTasks(evaluator, calls) {
    const found = [];
    for (const { call, scope } of calls.get("add_task") ?? []) {
        const tasks = objectOf(call.f);
        if (scope.module.aside || tasks === undefined || !isBackgroundTasks(evaluator, evaluator.value(tasks, scope)))
            continue;
        found.push(...scheduled(evaluator, call, scope, tasks));
    }
    for (const { call, scope } of calls.get("BackgroundTask") ?? []) {
        const callee = evaluator.value(call.f, scope);
        if (scope.module.aside || callee.k !== "external" || !/^(?:starlette|fastapi)\./.test(callee.name))
            continue;
        found.push(...scheduled(evaluator, call, scope, undefined));
    }
    return found;
}
function scheduled(evaluator, call, scope, tasks) {
    const func = argumentOf(call, "func", 0);
    if (func === undefined)
        return [];
    const given = call.a.filter((argument) => argument.e !== func);
    return [{ call, scope, tasks, func, target: targetOf(evaluator.value(func, scope)), given }];
}
function targetOf(value) {
    if (value.k === "partial")
        return targetOf(value.target);
    return value.k === "function" ? value.ref : undefined;
}
/** Whether a value is Starlette's list of tasks, FastAPI's, or a subclass of these. */
export function isBackgroundTasks(evaluator, value) {
    if (value.k === "foreign" || value.k === "external")
        return NAME.test(value.name);
    if (value.k !== "instance")
        return false;
    return lineage(evaluator, value.ref).some((ancestor) => basesOf(evaluator, ancestor).some((base) => base.k === "external" && NAME.test(base.name)));
}
const NAME = /^(?:fastapi|starlette)\.(?:\w+\.)*BackgroundTasks$/;
const QUEUES = [
    [/^celery(?:\.|$)/, "Celery"],
    [/^dramatiq(?:\.|$)/, "Dramatiq"],
    [/^arq(?:\.|$)/, "arq"],
    [/^taskiq(?:\.|$)/, "TaskIQ"],
    [/^rq(?:\.|$)/, "RQ"],
    [/^huey(?:\.|$)/, "Huey"],
    [/^procrastinate(?:\.|$)/, "Procrastinate"],
];
/** The task queue that the project's own code imports, and the first file that does. */
export function findTaskQueue(evaluator) {
    for (const module of evaluator.index.modules) {
        if (module.aside)
            continue;
        for (const statement of module.facts.body) {
            if (statement.k !== "import")
                continue;
            const known = QUEUES.find(([pattern]) => statement.i.some((name) => pattern.test(name.m)));
            if (known !== undefined)
                return { name: known[1], path: module.path };
        }
    }
    return undefined;
}
