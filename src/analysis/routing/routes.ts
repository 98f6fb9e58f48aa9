import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf, lastName, objectOf, type CallSite, type CallSites } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, rangeOf, type FunctionRef, type Module, type Range } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Router, Routers, Way } from "./router.ts";
import { routerKind } from "./routers.ts";

/** A path operation, or a websocket endpoint. */
export interface Route {
  readonly kind: "http" | "websocket";
  /** Upper case, in source order; empty for websockets. */
  readonly methods: readonly string[];
  /** With all prefixes; parts that could not be worked out are `{?}`. */
  readonly path: string;
  readonly handler: FunctionRef;
  /** The registering call: the decorator or `add_api_route(...)`. */
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly place: Range;
  readonly router: Router | undefined;
  /** Where else it answers, when its router is included more than once. */
  readonly others: readonly { readonly path: string; readonly way: Way }[];
  /** `no`: its router is never included, so no request gets here. */
  readonly mounted: "yes" | "no" | "unknown";
}

const HTTP_DECORATORS = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "options",
  "trace",
  "api_route",
  "route",
]);

const WEBSOCKET_DECORATORS = new Set(["websocket", "websocket_route"]);

/** Every route that a decorator or an `add_…_route` call registers, in source order of the modules. */
export function findRoutes(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  routers: Routers,
): readonly Route[] {
  const found: Route[] = [];
  for (const module of modules) {
    if (module.aside) continue;
    for (const index of module.facts.functions.keys()) {
      const handler = functionAt(module, index);
      for (const decorator of handler.facts.decorators) {
        if (decorator.k !== "call") continue;
        const name = lastName(decorator.f);
        const kind = HTTP_DECORATORS.has(name) ? "http" : WEBSOCKET_DECORATORS.has(name) ? "websocket" : undefined;
        if (kind === undefined) continue;
        const route = registered(evaluator, routers, {
          kind,
          name,
          call: decorator,
          scope: outerScope(handler),
          handler,
        });
        if (route !== undefined) found.push(route);
      }
    }
  }
  for (const [name, kind] of ADDERS) {
    for (const { call, scope } of calls.get(name) ?? []) {
      if (scope.module.aside) continue;
      const endpoint = argumentOf(call, "endpoint", 1) ?? argumentOf(call, "route", 1);
      const value = endpoint === undefined ? undefined : evaluator.value(endpoint, scope);
      if (value?.k !== "function") continue;
      const route = registered(evaluator, routers, { kind, name, call, scope, handler: value.ref });
      if (route !== undefined) found.push(route);
    }
  }
  for (const name of ROUTE_CLASSES) {
    for (const site of calls.get(name) ?? []) found.push(...routeObject(evaluator, name, site));
  }
  return found;
}

const ROUTE_CLASSES = ["APIRoute", "APIWebSocketRoute", "Route", "WebSocketRoute"] as const;

/** `APIRoute("/x", handler)`: a route that is made to be listed in `routes=[…]`. */
function routeObject(evaluator: Evaluator, name: string, { call, scope }: CallSite): Route[] {
  if (scope.module.aside) return [];
  const made = evaluator.value(call, scope);
  if (made.k !== "foreign" || !/^(?:fastapi|starlette)\.routing\./.test(made.name)) return [];
  const endpoint = argumentOf(call, "endpoint", 1);
  const value = endpoint === undefined ? undefined : evaluator.value(endpoint, scope);
  if (value?.k !== "function") return [];
  const kind = name.includes("WebSocket") ? "websocket" : "http";
  const path = argumentOf(call, "path", 0);
  return [
    {
      kind,
      methods: kind === "websocket" ? [] : methodsOf("route", call),
      path: path === undefined ? "/" : stringValue(evaluator, path, scope),
      handler: value.ref,
      call,
      scope,
      place: rangeOf(scope.module, call.p, call.q),
      router: undefined,
      others: [],
      mounted: "unknown",
    },
  ];
}

const ADDERS = [
  ["add_api_route", "http"],
  ["add_route", "http"],
  ["add_api_websocket_route", "websocket"],
  ["add_websocket_route", "websocket"],
] as const;

interface Registration {
  readonly kind: Route["kind"];
  readonly name: string;
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly handler: FunctionRef;
}

function registered(
  evaluator: Evaluator,
  routers: Routers,
  { kind, name, call, scope, handler }: Registration,
): Route | undefined {
  const object = objectOf(call.f);
  if (object === undefined) return undefined;
  const router = routers.of(object, scope);
  const loose = router === undefined ? routerKind(evaluator, evaluator.value(object, scope)) : undefined;
  if (router === undefined && loose === undefined) return undefined;
  const given = argumentOf(call, "path", 0);
  const own = given === undefined ? "" : stringValue(evaluator, given, scope);
  const reach =
    router === undefined
      ? { prefix: loose === "router" ? routers.loosePrefix : "", mounted: "unknown" as const, others: [] }
      : routers.reach(router);
  return {
    kind,
    methods: kind === "websocket" ? [] : methodsOf(name, call),
    path: joined(reach.prefix, own),
    others: reach.others.map((way) => ({ path: joined(way.prefix, own), way })),
    handler,
    call,
    scope,
    place: rangeOf(scope.module, call.p, call.q),
    router,
    mounted: reach.mounted,
  };
}

function joined(prefix: string, own: string): string {
  return `${prefix}${own}` === "" ? "/" : `${prefix}${own}`;
}

/** Every full path at which a route answers, the first one first. */
export function pathsOf({ path, others }: Route): readonly string[] {
  return [path, ...others.map((other) => other.path)];
}

function methodsOf(name: string, call: CallExpr): readonly string[] {
  if (HTTP_DECORATORS.has(name) && name !== "api_route" && name !== "route") return [name.toUpperCase()];
  const listed = argumentOf(call, "methods");
  const literals = listed === undefined ? [] : stringsIn(listed);
  return literals.length === 0 ? ["GET"] : literals.map((method) => method.toUpperCase());
}

function stringsIn(expr: Expr): string[] {
  return expr.k === "list" || expr.k === "tuple" || expr.k === "set"
    ? expr.i.flatMap((item) => (item.k === "str" ? [item.v] : []))
    : [];
}

/** `GET /users/{id}`, as questions name a route; parts of the path that could not be worked out are `…`. */
export function routeLabel(route: Route): string {
  const path = route.path.replaceAll(UNRESOLVED, "…");
  return route.kind === "websocket" ? `WEBSOCKET ${path}` : `${route.methods.join("|")} ${path}`;
}
