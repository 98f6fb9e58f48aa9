import type { CallExpr, Expr, Parameter } from "../../python/facts.ts";
import { argumentOf, type CallSites } from "../call-sites.ts";
import { methodOf } from "../evaluate/attributes.ts";
import { outerScope } from "../evaluate/decorators.ts";
import { dependencyOf, dependsBehind } from "../evaluate/depends.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import { keyOf, memoised, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import type { Route } from "./routes.ts";
import { declaringFor, type Router, type Routers } from "./router.ts";

/** A callable that FastAPI calls to fill a parameter: a function, or a class's constructor or `__call__`. */
export interface Dependency {
  readonly provider: FunctionRef;
  /** The routes that need it, directly or through another dependency. */
  readonly routes: readonly Route[];
}

/** The dependencies that are followed for one route: nobody has that many. */
const MAX_PROVIDERS = 500;

/** The dependencies of all routes, each provider once. Also those declared on routers, applications and includes. */
export function findDependencies(
  evaluator: Evaluator,
  routes: readonly Route[],
  calls: CallSites,
  routers: Routers,
): readonly Dependency[] {
  const byProvider = new Map<string, { provider: FunctionRef; routes: Set<Route> }>();
  const shared = sharedDependencies(evaluator, calls);
  const behind = memoised((fn: FunctionRef) => parameterDependencies(evaluator, fn));
  const ofRouter = new Map<Router | undefined, readonly Value[]>();
  const above = (router: Router | undefined): readonly Value[] => {
    const known = ofRouter.get(router) ?? routerDependencies(evaluator, routers, router, shared);
    ofRouter.set(router, known);
    return known;
  };
  for (const route of routes) {
    const pending: Value[] = [
      ...behind(route.handler),
      ...listed(evaluator, argumentOf(route.call, "dependencies"), route.scope),
      ...above(route.router),
    ];
    const seen = new Set<string>();
    // Grows while it is gone through.
    for (const value of pending) {
      const provider = callableOf(evaluator, value);
      if (provider === undefined || seen.has(keyOf(provider)) || seen.size >= MAX_PROVIDERS) continue;
      seen.add(keyOf(provider));
      const known = byProvider.get(keyOf(provider)) ?? { provider, routes: new Set<Route>() };
      known.routes.add(route);
      byProvider.set(keyOf(provider), known);
      pending.push(...behind(provider));
    }
  }
  return [...byProvider.values()].map(({ provider, routes: users }) => ({ provider, routes: [...users] }));
}

/** The values given to `Depends(...)` in a function's signature. */
export function parameterDependencies(evaluator: Evaluator, fn: FunctionRef): readonly Value[] {
  const scope = outerScope(fn);
  return fn.facts.params.flatMap((parameter) => {
    const provider = dependencyOfParameter(evaluator, parameter, scope);
    return provider === undefined ? [] : [provider];
  });
}

/** The provider of one parameter: by default value, by `Annotated` metadata, or through an alias of that in another file. */
export function dependencyOfParameter(evaluator: Evaluator, parameter: Parameter, scope: Scope): Value | undefined {
  const declared = declaredDependency(evaluator, parameter, scope);
  return declared === undefined ? undefined : declared.provider;
}

/** How a parameter asks for its provider. */
export interface DeclaredDependency {
  readonly provider: Value;
  /** The `Depends(...)` or `Security(...)` call. */
  readonly call: CallExpr;
}

/** The `Depends(...)` of a parameter and what it names. */
export function declaredDependency(
  evaluator: Evaluator,
  parameter: Parameter,
  scope: Scope,
): DeclaredDependency | undefined {
  if (parameter.default !== undefined) {
    const found = fromMarker(evaluator, parameter.default, parameter.type, scope);
    if (found !== undefined) return found;
  }
  return parameter.type === undefined ? undefined : fromAnnotation(evaluator, parameter.type, scope, 0);
}

function fromMarker(
  evaluator: Evaluator,
  marker: Expr,
  declared: Expr | undefined,
  scope: Scope,
): DeclaredDependency | undefined {
  const made = dependsBehind(evaluator, marker, scope);
  if (made === undefined) return undefined;
  const given = dependencyOf(evaluator, made.call, made.scope);
  if (given !== "annotation")
    return given === undefined ? undefined : { provider: evaluator.value(given, made.scope), call: made.call };
  return declared === undefined ? undefined : { provider: evaluator.value(declared, scope), call: made.call };
}

function fromAnnotation(
  evaluator: Evaluator,
  annotation: Expr,
  scope: Scope,
  hops: number,
): DeclaredDependency | undefined {
  if (hops > MAX_ALIAS_HOPS) return undefined;
  if (annotation.k === "ref") {
    const place = locate(evaluator, annotation.n, scope);
    const [only] = place?.bindings ?? [];
    if (
      place === undefined ||
      place.bindings.length !== 1 ||
      only?.k !== "assigned" ||
      only.value === undefined ||
      only.value.k === "call"
    )
      return undefined;
    return fromAnnotation(evaluator, only.value, place.scope, hops + 1);
  }
  if (annotation.k !== "sub") return undefined;
  const [declared, ...metadata] = annotation.i;
  for (const part of metadata) {
    const found = fromMarker(evaluator, part, declared, scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

const MAX_ALIAS_HOPS = 5;

/** The function that FastAPI runs for a provider: `__call__` of an instance, `__init__` of a class. */
export function callableOf(evaluator: Evaluator, provider: Value): FunctionRef | undefined {
  if (provider.k === "function") return provider.ref;
  if (provider.k === "instance") return methodOf(evaluator, provider.ref, "__call__");
  return provider.k === "class" ? methodOf(evaluator, provider.ref, "__init__") : undefined;
}

/** What the router's constructor, its includes and what stands above it declare, on each way to it. Where no application can be told, it may be any. */
function routerDependencies(
  evaluator: Evaluator,
  routers: Routers,
  router: Router | undefined,
  ofAnyApplication: readonly Value[],
): readonly Value[] {
  if (router === undefined) return ofAnyApplication;
  const reached = routers.reach(router);
  const ways = [reached, ...reached.others].map((way) => declaringFor(routers, router, way));
  const values = [router, ...ways.flat()].flatMap(({ call, scope }) =>
    listed(evaluator, argumentOf(call, "dependencies"), scope),
  );
  const isKnown = ways.every(([first]) => first?.isApp === true);
  return [...new Set([...values, ...(isKnown ? [] : ofAnyApplication)])];
}

/** Dependencies of `FastAPI(dependencies=[…])`: they run for every route of the application. */
function sharedDependencies(evaluator: Evaluator, calls: CallSites): readonly Value[] {
  return (calls.get("FastAPI") ?? [])
    .filter(({ scope }) => !scope.module.aside)
    .flatMap(({ call, scope }) => listed(evaluator, argumentOf(call, "dependencies"), scope));
}

function listed(evaluator: Evaluator, list: Expr | undefined, scope: Scope): readonly Value[] {
  return listedDependencies(evaluator, list, scope).map(({ provider }) => provider);
}

interface Listed {
  readonly provider: Value;
  readonly given: Expr;
}

/** A router's list holds for each of its routes, and is read once. */
const lists = new WeakMap<Evaluator, Map<Expr, readonly Listed[]>>();

/** The providers of `dependencies=[Depends(…), ADMIN_ONLY]`, each with the expression that names it. */
export function listedDependencies(evaluator: Evaluator, list: Expr | undefined, scope: Scope): readonly Listed[] {
  if (list === undefined) return [];
  const memory = lists.get(evaluator) ?? new Map<Expr, readonly Listed[]>();
  lists.set(evaluator, memory);
  let known = memory.get(list);
  if (known === undefined) memory.set(list, (known = readListed(evaluator, list, scope)));
  return known;
}

function readListed(evaluator: Evaluator, list: Expr, scope: Scope): readonly Listed[] {
  const written = listBehind(evaluator, list, scope);
  if (written === undefined) return [];
  return written.items.flatMap((item) => {
    const made = dependsBehind(evaluator, item, written.scope);
    const given = made === undefined ? undefined : dependencyOf(evaluator, made.call, made.scope);
    if (made === undefined || given === undefined || given === "annotation") return [];
    return [{ provider: evaluator.value(given, made.scope), given }];
  });
}

/** The list itself, or the one that a name was given once: `dependencies=ADMINS_ONLY`. */
function listBehind(
  evaluator: Evaluator,
  list: Expr,
  scope: Scope,
  hops = 0,
): { readonly items: readonly Expr[]; readonly scope: Scope } | undefined {
  if (list.k === "list" || list.k === "tuple") return { items: list.i, scope };
  if (list.k !== "ref" || hops > MAX_ALIAS_HOPS) return undefined;
  const place = locate(evaluator, list.n, scope);
  const [only, ...others] = place?.bindings ?? [];
  if (place === undefined || only?.k !== "assigned" || only.by !== "=" || others.length > 0) return undefined;
  return only.value === undefined || only.unpack !== undefined || only.within !== undefined
    ? undefined
    : listBehind(evaluator, only.value, place.scope, hops + 1);
}
