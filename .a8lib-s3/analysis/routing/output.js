import { argumentOf } from "../call-sites.js";
import { outerScope } from "../evaluate/decorators.js";
import { readType } from "../types/declared-type.js";
import { hasResponse, isResponseName } from "../types/predicates.js";
/** The calls that say something about a route, its own first, then from the application inwards. */
export function registrations(routers, route) {
    return [{ call: route.call, scope: route.scope }, ...reachOf(routers, route.router)];
}
function reachOf(routers, router) {
    if (router === undefined)
        return [];
    const { through } = routers.reach(router);
    return through.length === 0 ? [router] : through;
}
/** Reads what a route declares about its answer (https://fastapi.tiangolo.com/tutorial/response-model/). */
export function readOutput(evaluator, routers, route) {
    const { call, scope, handler } = route;
    const model = argumentOf(call, "response_model");
    const narrowed = call.a.some((argument) => /^response_model_(?:include|exclude)$/.test(argument.n ?? ""));
    const elsewhere = call.a.some((argument) => argument.s === "**") ||
        argumentOf(call, "response_class") !== undefined ||
        route.router === undefined ||
        registrations(routers, route).some(({ call: made, scope: where }) => changesAnswers(evaluator, made, where));
    if (model !== undefined) {
        if (model.k === "const" && model.v === "None")
            return { declared: undefined, asIs: true, narrowed, elsewhere };
        return {
            declared: { expr: model, type: readType(evaluator, model, scope), by: "response_model" },
            asIs: false,
            narrowed,
            elsewhere,
        };
    }
    const { returns } = handler.facts;
    if (returns === undefined)
        return { declared: undefined, asIs: false, narrowed, elsewhere };
    const type = readType(evaluator, returns, outerScope(handler));
    if (hasResponse(evaluator, type))
        return { declared: undefined, asIs: true, narrowed, elsewhere };
    return { declared: { expr: returns, type, by: "annotation" }, asIs: false, narrowed, elsewhere };
}
/** A route class, a default response class other than JSON, or a router class of the project's own can change every answer. */
function changesAnswers(evaluator, made, scope) {
    if (argumentOf(made, "route_class") !== undefined)
        return true;
    const response = argumentOf(made, "default_response_class");
    if (response !== undefined) {
        const value = evaluator.value(response, scope);
        if (value.k !== "external" || !isResponseName(value.name) || !/JSON/i.test(value.name))
            return true;
    }
    return evaluator.value(made.f, scope).k === "class";
}
