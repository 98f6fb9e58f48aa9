import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Models } from "../models/model.ts";
import { rangeOf, symbolOf } from "../module.ts";
import { registrations } from "../routing/output.ts";
import type { HandlerParameter } from "../routing/parameters.ts";
import { readParameters } from "../routing/parameters.ts";
import type { Routers, Way } from "../routing/router.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { readType, type DeclaredType } from "../types/declared-type.ts";
import { classesIn } from "../types/predicates.ts";
import { routeDependencies } from "./route-dependencies.ts";
import type { SurfaceRoute, SurfaceShape } from "./surface.ts";

/** The API surface: every route that requests can reach, by path and method. */
export function readSurface(
  evaluator: Evaluator,
  models: Models,
  routers: Routers,
  routes: readonly Route[],
): readonly SurfaceRoute[] {
  return routes
    .filter((route) => route.mounted !== "no" && !route.handler.module.aside)
    .flatMap((route) => [
      surfaceOf(evaluator, models, routers, route),
      ...route.others.map((other) => surfaceOf(evaluator, models, routers, route, other)),
    ])
    .toSorted(
      (a, b) => compare(a.path, b.path) || compare(a.methods.join(), b.methods.join()) || compare(a.handler, b.handler),
    );
}

function surfaceOf(
  evaluator: Evaluator,
  models: Models,
  routers: Routers,
  route: Route,
  { path, way }: { readonly path: string; readonly way?: Way } = route,
): SurfaceRoute {
  const { handler } = route;
  const place = rangeOf(handler.module, handler.facts.p, handler.facts.q);
  return {
    kind: route.kind,
    methods: route.methods,
    path,
    handler: symbolOf(handler),
    file: place.path,
    line: place.line,
    async: handler.facts.async,
    ...routeDependencies(evaluator, routers, route, way),
    body: readParameters(evaluator, models, route).flatMap((parameter) => bodyOf(models, parameter)),
    output: outputOf(evaluator, models, route),
    status: route.kind === "websocket" ? null : statusOf(route),
    tags: tagsOf(evaluator, routers, route, way),
  };
}

function bodyOf(models: Models, { parameter, source, type }: HandlerParameter): (SurfaceShape & { name: string })[] {
  if (source !== "body" && source !== "form" && source !== "file") return [];
  const text = parameter.type === undefined ? "" : renderExpr(parameter.type);
  return [{ name: parameter.name, type: text, fields: fieldsOf(models, type) }];
}

function outputOf(evaluator: Evaluator, models: Models, { call, scope, handler }: Route): SurfaceShape | null {
  const model = argumentOf(call, "response_model");
  if (model !== undefined && !(model.k === "const" && model.v === "None"))
    return shape(evaluator, models, model, scope);
  const { returns } = handler.facts;
  if (returns !== undefined) return shape(evaluator, models, returns, outerScope(handler));
  const response = argumentOf(call, "response_class");
  return response === undefined ? null : { type: renderExpr(response), fields: [] };
}

function shape(evaluator: Evaluator, models: Models, expr: Expr, scope: Scope): SurfaceShape {
  return { type: renderExpr(expr), fields: fieldsOf(models, readType(evaluator, expr, scope)) };
}

function fieldsOf(models: Models, type: DeclaredType): readonly string[] {
  return classesIn(type).flatMap((ref) =>
    (models.of(ref)?.fields ?? []).map(
      (field) => `${field.name}${field.type === undefined ? "" : `: ${renderExpr(field.type, 60)}`}`,
    ),
  );
}

/** FastAPI answers with 200 unless told otherwise. */
const DEFAULT_STATUS = 200;

function statusOf({ call }: Route): number | null {
  const given = argumentOf(call, "status_code");
  if (given === undefined || (given.k === "const" && given.v === "None")) return DEFAULT_STATUS;
  const digits = given.k === "const" ? given.v : /^HTTP_(\d{3})_/.exec(lastName(given))?.[1];
  const code = Number(digits ?? HTTP_STATUS[lastName(given)]);
  return Number.isInteger(code) ? code : null;
}

/** The successes of Python's `http.HTTPStatus` (https://docs.python.org/3/library/http.html). */
const HTTP_STATUS: Readonly<Record<string, number>> = {
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
function tagsOf(evaluator: Evaluator, routers: Routers, route: Route, way: Way | undefined): readonly string[] {
  const [own, ...outer] = registrations(routers, route, way);
  const found = [...outer, ...(own === undefined ? [] : [own])].flatMap(({ call, scope }) => {
    const list = argumentOf(call, "tags");
    if (list?.k !== "list" && list?.k !== "tuple") return [];
    return list.i.map((item) => {
      const text = stringValue(evaluator, item, scope);
      return text.includes(UNRESOLVED) ? renderExpr(item, 60) : text;
    });
  });
  return [...new Set(found)];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
