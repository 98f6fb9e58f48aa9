import { lastName, objectOf } from "../call-sites.js";
import { decorationOf } from "../decoration.js";
import { methodOf } from "../evaluate/attributes.js";
import { executionsOf } from "../executions.js";
import { implementationOf } from "../overrides.js";
import { isSelf, on } from "./edge.js";
import { enterEdges, iterateEdges, readEdges } from "./implicit-edges.js";
import { sinkOf } from "./sinks.js";
const edges = new WeakMap();
/** The edges of a function's own body, worked out once for every class that it runs on. */
export function edgesOf(evaluator, fn, self) {
    const memory = edges.get(evaluator) ?? new WeakMap();
    edges.set(evaluator, memory);
    const byClass = memory.get(fn.facts) ?? new Map();
    memory.set(fn.facts, byClass);
    const key = self === undefined ? "" : `${self.module.path}#${self.index}`;
    const known = byClass.get(key);
    if (known !== undefined)
        return known;
    const caller = { fn, self, scope: { module: fn.module, fn } };
    const found = executionsOf(fn).flatMap((execution) => edgesOfExecution(evaluator, execution, caller));
    byClass.set(key, found);
    return found;
}
function edgesOfExecution(evaluator, execution, caller) {
    const { scope } = caller;
    const sink = sinkOf(evaluator, execution, scope);
    if (sink !== undefined)
        return [{ k: "sink", sink, execution }];
    switch (execution.k) {
        case "call":
            return execution.expr.k === "call"
                ? callEdges(evaluator, execution, execution.expr, evaluator.value(execution.expr.f, scope), caller)
                : [];
        case "enter":
            return enterEdges(evaluator, execution, evaluator.value(execution.expr, scope));
        case "iterate":
            return iterateEdges(evaluator, execution, evaluator.value(execution.expr, scope));
        case "read":
            return readEdges(evaluator, execution, caller);
    }
}
function callEdges(evaluator, execution, call, callee, caller) {
    switch (callee.k) {
        case "function":
            return methodEdges(evaluator, execution, call, callee, caller);
        case "partial":
            return callEdges(evaluator, execution, call, callee.target, caller);
        case "class":
            return constructorEdges(evaluator, execution, call, callee.ref);
        case "instance": {
            const method = methodOf(evaluator, callee.ref, "__call__");
            return method === undefined ? [] : functionEdges(evaluator, execution, call, method, callee.ref);
        }
        default:
            return spawnedEdges(evaluator, execution, call, caller.scope);
    }
}
/** `self.step()` in an inherited method runs the override of the class that the object is of. */
function methodEdges(evaluator, execution, call, callee, caller) {
    if (callee.self?.k !== "instance")
        return functionEdges(evaluator, execution, call, callee.ref);
    const object = objectOf(call.f);
    const own = object !== undefined && isSelf(object, caller.fn);
    const onSuper = object?.k === "call" && lastName(object.f) === "super";
    const self = own || onSuper ? (caller.self ?? callee.self.ref) : callee.self.ref;
    const method = own ? (methodOf(evaluator, self, callee.ref.facts.name) ?? callee.ref) : callee.ref;
    return functionEdges(evaluator, execution, call, method, self);
}
/** `group.start_soon(poll)` of AnyIO and Trio: the one place where a reference to a coroutine function starts it. */
function spawnedEdges(evaluator, execution, call, scope) {
    const [first] = call.a;
    if (lastName(call.f) !== "start_soon" || first === undefined)
        return [];
    const started = evaluator.value(first.e, scope);
    if (started.k !== "function" || !started.ref.facts.async)
        return [];
    return functionEdges(evaluator, { ...execution, awaited: true }, undefined, started.ref);
}
/** A call runs a `def` at once and an `async def` once it is awaited or handed to something that awaits it; a generator's body runs only under iteration. */
function functionEdges(evaluator, execution, call, called, self) {
    const fn = implementationOf(evaluator, called);
    if (fn === undefined)
        return [];
    const decoration = decorationOf(evaluator, fn);
    const targets = decoration.wrapper === undefined ? [fn] : decoration.runsOriginal ? [decoration.wrapper, fn] : [decoration.wrapper];
    if (!runsWhenCalled(evaluator, execution, fn, decoration.async))
        return [];
    return targets.map((to) => ({
        ...on(self, to),
        k: "function",
        to,
        execution,
        call,
        cached: decoration.cached,
    }));
}
function runsWhenCalled(evaluator, execution, fn, isAsync) {
    if (fn.facts.generator)
        return false;
    if (isAsync)
        return execution.awaited || !execution.discarded;
    // An awaited `def` returns something to await: a coroutine of the project, or whatever has moved the work elsewhere.
    return !execution.awaited || (fn.facts.decorators.length === 0 && evaluator.returned(fn).k === "awaitable");
}
function constructorEdges(evaluator, execution, call, ref) {
    return ["__new__", "__init__", "__post_init__"].flatMap((name) => {
        const method = methodOf(evaluator, ref, name);
        if (method === undefined)
            return [];
        return [{ ...on(ref, method), k: "function", to: method, execution, call, cached: false }];
    });
}
