import { argumentOf } from "../call-sites.js";
import { providedValue } from "../evaluate/annotations.js";
import { outerScope } from "../evaluate/decorators.js";
import { keyOf } from "../module.js";
import { callableOf, declaredDependency } from "../routing/dependencies.js";
import { routeLabel } from "../routing/routes.js";
/** The parameters of a function that FastAPI fills by calling something. */
export function injectedParameters(evaluator, fn) {
    const scope = outerScope(fn);
    return fn.facts.params.flatMap((parameter) => {
        const declared = declaredDependency(evaluator, parameter, scope);
        if (declared === undefined)
            return [];
        const given = argumentOf(declared.call, "scope");
        return [
            {
                parameter,
                provider: callableOf(evaluator, declared.provider),
                gives: providedValue(evaluator, declared.provider),
                scope: given?.k === "str" && given.v === "function" ? "function" : "request",
            },
        ];
    });
}
/** Indexes the providers of all routes. */
export function indexProviders(evaluator, dependencies) {
    return new Map(dependencies.flatMap(({ provider, routes }) => {
        const served = routes.filter((route) => route.mounted !== "no");
        if (provider.module.aside || served.length === 0)
            return [];
        const method = provider.facts.inClass !== undefined;
        const gives = method ? { k: "unknown" } : providedValue(evaluator, { k: "function", ref: provider });
        return [[keyOf(provider), { fn: provider, gives, routes: served }]];
    }));
}
/** The handlers among a provider's routes, each once and without `except`. */
export function handlersOf(provider, except) {
    const handlers = new Map(provider.routes.map((route) => [keyOf(route.handler), route.handler]));
    if (except !== undefined)
        handlers.delete(keyOf(except));
    return [...handlers.values()];
}
/** The handlers of HTTP routes that requests can reach, each once. */
export function pathOperations(routes) {
    const found = new Map();
    for (const route of routes) {
        if (route.kind !== "http" || route.mounted === "no" || route.handler.module.aside)
            continue;
        const key = keyOf(route.handler);
        if (!found.has(key))
            found.set(key, { fn: route.handler, label: routeLabel(route), route });
    }
    return [...found.values()];
}
/** Packages that inject in ways of their own; where one of them is at work, constructing something by hand says little. */
const FRAMEWORKS = /^(?:dependency_injector|dishka|fastapi_injector|injector|wireup|lagom|punq|that_depends|svcs|kink|fastapi_utils\.cbv|fastapi_restful\.cbv|classy_fastapi|rodi|inject)(?:\.|$)/;
/** Whether the project's own code imports a dependency injection framework. */
export function usesInjectionFramework(evaluator) {
    return evaluator.index.modules.some((module) => !module.aside &&
        module.facts.body.some((statement) => statement.k === "import" && statement.i.some((name) => FRAMEWORKS.test(name.m))));
}
