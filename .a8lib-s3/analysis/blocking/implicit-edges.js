import { lastName, objectOf } from "../call-sites.js";
import { lineage, methodOf } from "../evaluate/attributes.js";
import { hasDecorator } from "../evaluate/decorators.js";
import { readName } from "../executions.js";
import { functionAt } from "../module.js";
import { bindingsOfClass } from "../scopes.js";
import { isSelf, on } from "./edge.js";
/** Entering and leaving a `with` block. */
export function enterEdges(evaluator, execution, value) {
    const call = execution.expr.k === "call" ? execution.expr : undefined;
    if (value.k === "iterator" && value.of !== undefined)
        return [{ k: "function", to: value.of, execution, call, cached: false }];
    if (value.k !== "instance")
        return [];
    const names = execution.awaited ? ["__aenter__", "__aexit__"] : ["__enter__", "__exit__"];
    return names.flatMap((name) => {
        const method = methodOf(evaluator, value.ref, name);
        if (method === undefined)
            return [];
        return [{ ...on(value.ref, method), k: "function", to: method, execution, call: undefined, cached: false }];
    });
}
/** Iterating: a generator's body, or an iterator's methods. */
export function iterateEdges(evaluator, execution, value) {
    const call = execution.expr.k === "call" ? execution.expr : undefined;
    if (value.k === "iterator" && value.of !== undefined) {
        const isManager = hasDecorator(evaluator, value.of, "contextmanager", "asynccontextmanager");
        return isManager ? [] : [{ k: "function", to: value.of, execution, call, cached: false }];
    }
    if (value.k !== "instance")
        return [];
    const names = execution.awaited ? ["__aiter__", "__anext__"] : ["__iter__", "__next__"];
    return names.flatMap((name) => {
        const method = methodOf(evaluator, value.ref, name);
        if (method === undefined)
            return [];
        return [{ ...on(value.ref, method), k: "function", to: method, execution, call: undefined, cached: false }];
    });
}
/** Reading a property runs its getter. */
export function readEdges(evaluator, execution, caller) {
    const { expr } = execution;
    if (expr.k !== "ref" && expr.k !== "attr")
        return [];
    const name = readName(expr);
    const getters = propertyNames(evaluator);
    if (!getters.has(name))
        return [];
    const object = objectOf(expr);
    const owner = object === undefined ? undefined : evaluator.value(object, caller.scope);
    if (owner?.k !== "instance" || object === undefined)
        return [];
    const self = isSelf(object, caller.fn) ? (caller.self ?? owner.ref) : owner.ref;
    for (const cls of lineage(evaluator, self)) {
        const binding = bindingsOfClass(cls).get(name)?.[0];
        if (binding === undefined)
            continue;
        if (binding.k !== "function")
            return [];
        const getter = functionAt(cls.module, binding.index);
        if (!hasDecorator(evaluator, getter, "property", "cached_property") || getter.facts.async)
            return [];
        return [
            {
                ...on(self, getter),
                k: "function",
                to: getter,
                execution,
                call: undefined,
                cached: hasDecorator(evaluator, getter, "cached_property"),
            },
        ];
    }
    return [];
}
const properties = new WeakMap();
/** Names that any class of the project defines as a property: a cheap first test. */
function propertyNames(evaluator) {
    const known = properties.get(evaluator);
    if (known !== undefined)
        return known;
    const names = new Set();
    for (const module of evaluator.index.modules) {
        for (const fn of module.facts.functions) {
            if (fn.decorators.some((decorator) => lastName(decorator).endsWith("property")))
                names.add(fn.name);
        }
    }
    properties.set(evaluator, names);
    return names;
}
