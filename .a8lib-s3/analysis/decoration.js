import { walkStatements } from "../python/visit.js";
import { decoratorValues, hasDecorator } from "./evaluate/decorators.js";
import { executionsOf } from "./executions.js";
import { functionAt } from "./module.js";
import { bindingsOfFunction } from "./scopes.js";
const decorations = new WeakMap();
/** Sees through decorators that the project defines itself: a `def` wrapper around an `async def` and the reverse change where code runs. */
export function decorationOf(evaluator, fn) {
    let memory = decorations.get(evaluator);
    if (memory === undefined) {
        memory = new WeakMap();
        decorations.set(evaluator, memory);
    }
    const known = memory.get(fn.facts);
    if (known !== undefined)
        return known;
    const cached = hasDecorator(evaluator, fn, "lru_cache", "cache", "cached_property", "cached", "alru_cache");
    let result = { runsOriginal: true, async: fn.facts.async, cached };
    for (const value of decoratorValues(evaluator, fn).toReversed()) {
        if (value.k !== "function")
            continue;
        const inside = wrapperOf(value.ref, 0);
        if (inside === undefined)
            continue;
        result = {
            wrapper: inside.wrapper,
            runsOriginal: callsParameter(inside.decorator, inside.wrapper),
            async: inside.wrapper.facts.async,
            cached,
        };
        break;
    }
    memory.set(fn.facts, result);
    return result;
}
/** The nested function that a decorator returns, also through a decorator factory. */
function wrapperOf(decorator, depth) {
    if (depth > 1)
        return undefined;
    let found;
    walkStatements(decorator.facts.body, (statement) => {
        if (statement.k !== "return" || statement.e?.k !== "ref")
            return;
        const binding = bindingsOfFunction(decorator).get(statement.e.n)?.[0];
        if (binding?.k === "function")
            found = functionAt(decorator.module, binding.index);
    });
    if (found === undefined)
        return undefined;
    // A factory returns the decorator, and that one returns the wrapper.
    return wrapperOf(found, depth + 1) ?? { decorator, wrapper: found };
}
function callsParameter(decorator, wrapper) {
    const target = decorator.facts.params.find((parameter) => parameter.name !== "self" && parameter.name !== "cls")?.name;
    return (target !== undefined &&
        executionsOf(wrapper).some((execution) => execution.k === "call" &&
            execution.expr.k === "call" &&
            execution.expr.f.k === "ref" &&
            execution.expr.f.n === target));
}
