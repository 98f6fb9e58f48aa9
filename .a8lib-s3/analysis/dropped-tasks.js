import { expressionsOf, walkExpr } from "../python/visit.js";
import { isBackgroundTasks } from "./background-tasks.js";
import { argumentOf } from "./call-sites.js";
import { parameterDependencies, callableOf } from "./routing/dependencies.js";
import { bindingsOfFunction } from "./scopes.js";
import { placedStatements } from "./statements.js";
/** The tasks that certainly never run, among those that path operations and their providers schedule. */
export function findDroppedTasks(evaluator, scheduled, handlers) {
    const handlersOf = schedulers(evaluator, handlers);
    const found = scheduled.flatMap((task) => {
        const { fn } = task.scope;
        if (fn === undefined || task.tasks?.k !== "ref")
            return [];
        const [binding, ...others] = bindingsOfFunction(fn).get(task.tasks.n) ?? [];
        if (binding === undefined || others.length > 0)
            return [];
        if (binding.k === "assigned")
            return isDetached(evaluator, task, fn) ? [{ task, fn, reason: { k: "detached" } }] : [];
        if (binding.k !== "parameter")
            return [];
        const users = handlersOf.get(fn.facts) ?? [];
        if (users.length === 0)
            return [];
        const raise = raisedAfter(fn, task.call);
        if (raise !== undefined)
            return [{ task, fn, reason: { k: "raised", raise } }];
        for (const user of users) {
            const response = responseWithBackground(evaluator, user, fn === user ? task.tasks.n : undefined);
            if (response !== undefined)
                return [{ task, fn, reason: { k: "replaced", response, in: user } }];
        }
        return [];
    });
    return oncePerReason(found);
}
/** Several tasks of one function that are lost for one reason are one thing to see: the first stands for them. */
function oncePerReason(found) {
    const seen = new Map();
    return found.filter(({ fn, task, reason }) => {
        const known = seen.get(fn.facts) ?? new Set();
        seen.set(fn.facts, known);
        const list = task.tasks?.k === "ref" ? task.tasks.n : "";
        const key = `${reason.k}:${list}:${reason.k === "raised" ? reason.raise.p : ""}`;
        if (known.has(key))
            return false;
        known.add(key);
        return true;
    });
}
/** For each function that FastAPI gives its list of tasks: the handlers whose response carries that list. */
function schedulers(evaluator, handlers) {
    const found = new Map();
    for (const handler of handlers) {
        const providers = parameterDependencies(evaluator, handler).flatMap((value) => callableOf(evaluator, value) ?? []);
        for (const fn of [handler, ...providers])
            found.set(fn.facts, [...(found.get(fn.facts) ?? []), handler]);
    }
    return found;
}
/** A `raise` that follows the call in its own block, with nothing around that could catch it. */
function raisedAfter(fn, call) {
    const placed = placedStatements(fn.facts.body).find(({ statement }) => statement.k === "expr" && statement.e === call);
    if (placed === undefined || placed.around.some((statement) => statement.k === "try"))
        return undefined;
    const end = placed.after.find((statement) => statement.k === "raise" || statement.k === "return");
    return end?.k === "raise" ? end : undefined;
}
const RESPONSE = /^(?:fastapi|starlette|sse_starlette)(?:\.\w+)*\.\w*Response$/;
/** A response that the handler returns always and that has tasks of its own, other than the list called `injected`. */
function responseWithBackground(evaluator, handler, injected) {
    const scope = { module: handler.module, fn: handler };
    const returned = placedStatements(handler.facts.body).flatMap(({ statement }) => statement.k === "return" ? [statement.e] : []);
    const responses = returned.map((expr) => responseOf(expr, handler));
    const own = responses.filter((response) => {
        const background = response === undefined ? undefined : argumentOf(response, "background");
        if (response === undefined || background === undefined || background.k === "const")
            return false;
        if (background.k === "ref" && (background.n === injected || injected === undefined))
            return false;
        if (isBackgroundTasks(evaluator, evaluator.value(background, scope)) && injected === undefined)
            return false;
        const callee = evaluator.value(response.f, scope);
        return callee.k === "external" && RESPONSE.test(callee.name);
    });
    return own.length > 0 && own.length === responses.length ? own[0] : undefined;
}
function responseOf(expr, handler) {
    if (expr?.k === "call")
        return expr;
    if (expr?.k !== "ref")
        return undefined;
    const [binding, ...others] = bindingsOfFunction(handler).get(expr.n) ?? [];
    return binding?.k === "assigned" && others.length === 0 && binding.value?.k === "call" ? binding.value : undefined;
}
/** `tasks = BackgroundTasks()` whose only use is `tasks.add_task(...)`. */
function isDetached(evaluator, task, fn) {
    const name = task.tasks?.k === "ref" ? task.tasks.n : "";
    const [binding] = bindingsOfFunction(fn).get(name) ?? [];
    const made = binding?.k === "assigned" && binding.by === "=" ? binding.value : undefined;
    if (made?.k !== "call" || !isBackgroundTasks(evaluator, evaluator.value(made.f, { module: fn.module, fn })))
        return false;
    let used = false;
    for (const { statement } of placedStatements(fn.facts.body)) {
        if (statement.k === "def" || statement.k === "class" || statement.k === "global")
            used = true;
        for (const expr of expressionsOf(statement)) {
            walkExpr(expr, (part) => {
                if (part.k === "lambda")
                    used = true;
                const isTarget = statement.k === "assign" && statement.t.includes(expr);
                if (part.k === "ref" && part.n === name && !isTarget)
                    used = true;
                if (part.k === "ref" && part.n.startsWith(`${name}.`) && part.n !== `${name}.add_task`)
                    used = true;
            });
        }
    }
    return !used;
}
