import { argumentOf } from "../call-sites.js";
import { dependencyOf } from "../evaluate/annotations.js";
import { methodOf } from "../evaluate/attributes.js";
import { outerScope } from "../evaluate/decorators.js";
import { locate } from "../evaluate/names.js";
import { keyOf } from "../module.js";
/** The dependencies of all routes, each provider once. Also those declared on routers, applications and includes. */
export function findDependencies(evaluator, routes, calls, routers) {
    const byProvider = new Map();
    const shared = sharedDependencies(evaluator, calls);
    for (const route of routes) {
        const pending = [
            ...parameterDependencies(evaluator, route.handler),
            ...listed(evaluator, argumentOf(route.call, "dependencies"), route.scope),
            ...routerDependencies(evaluator, routers, route.router),
            ...shared,
        ];
        const seen = new Set();
        for (let value = pending.shift(); value !== undefined; value = pending.shift()) {
            const provider = callableOf(evaluator, value);
            if (provider === undefined || seen.has(keyOf(provider)))
                continue;
            seen.add(keyOf(provider));
            const known = byProvider.get(keyOf(provider)) ?? { provider, routes: new Set() };
            known.routes.add(route);
            byProvider.set(keyOf(provider), known);
            pending.push(...parameterDependencies(evaluator, provider));
        }
    }
    return [...byProvider.values()].map(({ provider, routes: users }) => ({ provider, routes: [...users] }));
}
/** The values given to `Depends(...)` in a function's signature. */
export function parameterDependencies(evaluator, fn) {
    const scope = outerScope(fn);
    return fn.facts.params.flatMap((parameter) => {
        const provider = dependencyOfParameter(evaluator, parameter, scope);
        return provider === undefined ? [] : [provider];
    });
}
/** The provider of one parameter: by default value, by `Annotated` metadata, or through an alias of that in another file. */
export function dependencyOfParameter(evaluator, parameter, scope) {
    const declared = declaredDependency(evaluator, parameter, scope);
    return declared === undefined ? undefined : declared.provider;
}
/** The `Depends(...)` of a parameter and what it names. */
export function declaredDependency(evaluator, parameter, scope) {
    if (parameter.default?.k === "call") {
        const found = fromCall(evaluator, parameter.default, parameter.type, scope);
        if (found !== undefined)
            return found;
    }
    return parameter.type === undefined ? undefined : fromAnnotation(evaluator, parameter.type, scope, 0);
}
function fromCall(evaluator, call, declared, scope) {
    const given = dependencyOf(evaluator, call, scope);
    if (given === undefined)
        return undefined;
    const provider = given === "annotation" ? declared : given;
    return provider === undefined ? undefined : { provider: evaluator.value(provider, scope), call };
}
function fromAnnotation(evaluator, annotation, scope, hops) {
    if (hops > MAX_ALIAS_HOPS)
        return undefined;
    if (annotation.k === "ref") {
        const place = locate(evaluator, annotation.n, scope);
        const [only] = place?.bindings ?? [];
        if (place === undefined ||
            place.bindings.length !== 1 ||
            only?.k !== "assigned" ||
            only.value === undefined ||
            only.value.k === "call")
            return undefined;
        return fromAnnotation(evaluator, only.value, place.scope, hops + 1);
    }
    if (annotation.k !== "sub")
        return undefined;
    const [declared, ...metadata] = annotation.i;
    for (const part of metadata) {
        const found = part.k === "call" ? fromCall(evaluator, part, declared, scope) : undefined;
        if (found !== undefined)
            return found;
    }
    return undefined;
}
const MAX_ALIAS_HOPS = 5;
/** The function that FastAPI runs for a provider: `__call__` of an instance, `__init__` of a class. */
export function callableOf(evaluator, provider) {
    if (provider.k === "function")
        return provider.ref;
    if (provider.k === "instance")
        return methodOf(evaluator, provider.ref, "__call__");
    return provider.k === "class" ? methodOf(evaluator, provider.ref, "__init__") : undefined;
}
/** What the router's constructor, its includes and the routers above it declare. */
function routerDependencies(evaluator, routers, router) {
    if (router === undefined)
        return [];
    return [router, ...routers.reach(router).through].flatMap(({ call, scope }) => listed(evaluator, argumentOf(call, "dependencies"), scope));
}
/** Dependencies of `FastAPI(dependencies=[…])`: they run for every route. */
function sharedDependencies(evaluator, calls) {
    return (calls.get("FastAPI") ?? [])
        .filter(({ scope }) => !scope.module.aside)
        .flatMap(({ call, scope }) => listed(evaluator, argumentOf(call, "dependencies"), scope));
}
function listed(evaluator, list, scope) {
    if (list?.k !== "list" && list?.k !== "tuple")
        return [];
    return list.i.flatMap((item) => {
        const given = dependencyOf(evaluator, item, scope);
        return given === undefined || given === "annotation" ? [] : [evaluator.value(given, scope)];
    });
}
