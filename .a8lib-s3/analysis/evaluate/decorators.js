import { functionAt } from "../module.js";
/** The scope in which a function's decorators, defaults and annotations are evaluated. */
export function outerScope(fn) {
    return {
        module: fn.module,
        fn: fn.facts.inFunction === undefined ? undefined : functionAt(fn.module, fn.facts.inFunction),
    };
}
/** Whether a decorator's qualified name ends with `name`: `lru_cache` is found as `@lru_cache`, `@functools.lru_cache(maxsize=1)`. */
export function hasDecorator(evaluator, fn, ...names) {
    return decoratorValues(evaluator, fn).some((value) => value.k === "external" && names.includes(value.name.split(".").at(-1) ?? ""));
}
/** What stands behind each `@`, the called part for decorators with arguments; outermost first. */
export function decoratorValues(evaluator, fn) {
    const scope = outerScope(fn);
    return fn.facts.decorators.map((decorator) => evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope));
}
