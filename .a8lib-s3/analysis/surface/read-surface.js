import { renderExpr } from "../../python/render.js";
import { argumentOf, lastName } from "../call-sites.js";
import { stringValue, UNRESOLVED } from "../constants.js";
import { outerScope } from "../evaluate/decorators.js";
import { rangeOf, symbolOf } from "../module.js";
import { registrations } from "../routing/output.js";
import { readParameters } from "../routing/parameters.js";
import { readType } from "../types/declared-type.js";
import { classesIn } from "../types/predicates.js";
import { routeDependencies } from "./route-dependencies.js";
/** The API surface: every route that requests can reach, by path and method. */
export function readSurface(evaluator, models, routers, routes) {
    return routes
        .filter((route) => route.mounted !== "no" && !route.handler.module.aside)
        .map((route) => surfaceOf(evaluator, models, routers, route))
        .toSorted((a, b) => compare(a.path, b.path) || compare(a.methods.join(), b.methods.join()) || compare(a.handler, b.handler));
}
function surfaceOf(evaluator, models, routers, route) {
    const { handler } = route;
    const place = rangeOf(handler.module, handler.facts.p, handler.facts.q);
    return {
        kind: route.kind,
        methods: route.methods,
        path: route.path,
        handler: symbolOf(handler),
        file: place.path,
        line: place.line,
        async: handler.facts.async,
        ...routeDependencies(evaluator, routers, route),
        body: readParameters(evaluator, models, route).flatMap((parameter) => bodyOf(models, parameter)),
        output: outputOf(evaluator, models, route),
        status: route.kind === "websocket" ? null : statusOf(route),
        tags: tagsOf(evaluator, routers, route),
    };
}
function bodyOf(models, { parameter, source, type }) {
    if (source !== "body" && source !== "form" && source !== "file")
        return [];
    const text = parameter.type === undefined ? "" : renderExpr(parameter.type);
    return [{ name: parameter.name, type: text, fields: fieldsOf(models, type) }];
}
function outputOf(evaluator, models, { call, scope, handler }) {
    const model = argumentOf(call, "response_model");
    if (model !== undefined && !(model.k === "const" && model.v === "None"))
        return shape(evaluator, models, model, scope);
    const { returns } = handler.facts;
    if (returns !== undefined)
        return shape(evaluator, models, returns, outerScope(handler));
    const response = argumentOf(call, "response_class");
    return response === undefined ? null : { type: renderExpr(response), fields: [] };
}
function shape(evaluator, models, expr, scope) {
    return { type: renderExpr(expr), fields: fieldsOf(models, readType(evaluator, expr, scope)) };
}
function fieldsOf(models, type) {
    return classesIn(type).flatMap((ref) => (models.of(ref)?.fields ?? []).map((field) => `${field.name}${field.type === undefined ? "" : `: ${renderExpr(field.type, 60)}`}`));
}
/** FastAPI answers with 200 unless told otherwise. */
const DEFAULT_STATUS = 200;
function statusOf({ call }) {
    const given = argumentOf(call, "status_code");
    if (given === undefined || (given.k === "const" && given.v === "None"))
        return DEFAULT_STATUS;
    const digits = given.k === "const" ? given.v : /^HTTP_(\d{3})_/.exec(lastName(given))?.[1];
    const code = Number(digits ?? HTTP_STATUS[lastName(given)]);
    return Number.isInteger(code) ? code : null;
}
/** The successes of Python's `http.HTTPStatus` (https://docs.python.org/3/library/http.html). */
const HTTP_STATUS = {
    OK: 200,
    CREATED: 201,
    ACCEPTED: 202,
    NO_CONTENT: 204,
    PARTIAL_CONTENT: 206,
    MOVED_PERMANENTLY: 301,
    FOUND: 302,
    SEE_OTHER: 303,
    TEMPORARY_REDIRECT: 307,
    PERMANENT_REDIRECT: 308,
};
/** Tags in FastAPI's order: those of the includes and routers from the application inwards, then the route's own. */
function tagsOf(evaluator, routers, route) {
    const [own, ...outer] = registrations(routers, route);
    const found = [...outer, ...(own === undefined ? [] : [own])].flatMap(({ call, scope }) => {
        const list = argumentOf(call, "tags");
        if (list?.k !== "list" && list?.k !== "tuple")
            return [];
        return list.i.map((item) => {
            const text = stringValue(evaluator, item, scope);
            return text.includes(UNRESOLVED) ? renderExpr(item, 60) : text;
        });
    });
    return [...new Set(found)];
}
function compare(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
