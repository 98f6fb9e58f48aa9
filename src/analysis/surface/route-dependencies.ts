import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { argumentOf } from "../call-sites.ts";
import { basesOf, lineage } from "../evaluate/attributes.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { matches } from "../matches.ts";
import type { FunctionRef } from "../module.ts";
import { callableOf, dependencyOfParameter, listedDependencies } from "../routing/dependencies.ts";
import { registrations } from "../routing/output.ts";
import type { Routers, Way } from "../routing/router.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";

/** A provider and what a reader calls it. */
interface Named {
  readonly name: string;
  readonly value: Value;
}

/** The names of what runs before a handler, of those among them, at any depth, that identify or check the caller, and of FastAPI's schemes behind these. */
export interface NamedDependencies {
  readonly dependencies: readonly string[];
  readonly auth: readonly string[];
  readonly schemes: readonly string[];
}

/** What runs before a route's handler, whoever declares it; by the first way unless told otherwise. */
export function routeDependencies(evaluator: Evaluator, routers: Routers, route: Route, way?: Way): NamedDependencies {
  return namesOf(evaluator, route, registrations(routers, route, way));
}

/** What the route itself declares: its handler's parameters and its own `dependencies=`. */
export function dependenciesAtRoute(evaluator: Evaluator, route: Route): NamedDependencies {
  return namesOf(evaluator, route, [route]);
}

function namesOf(
  evaluator: Evaluator,
  route: Route,
  declaring: readonly Pick<Route, "call" | "scope">[],
): NamedDependencies {
  const direct = [
    ...ofParameters(evaluator, route.handler),
    ...declaring.flatMap(({ call, scope }) => listed(evaluator, argumentOf(call, "dependencies"), scope)),
  ];
  const auth = new Set<string>();
  const seen = new Set<Value>();
  for (const one of direct) collectAuth(evaluator, one, auth, seen, 0);
  const schemes = [...seen].flatMap((value) => schemeName(value) ?? []);
  return { dependencies: [...new Set(direct.map((one) => one.name))], auth: [...auth], schemes };
}

const MAX_DEPTH = 5;

/** What a provider's name usually says when it checks the caller. */
const GUARD_NAME =
  /(?:^|_)(?:auth|authenticat\w*|authoriz\w*|authoris\w*|permissions?|superuser|api_?key)(?:_|$)|current_(?:\w+_)?user|^get_(?:\w+_)?admin$|^(?:require|verify|check|validate)_(?:\w+_)?(?:user|admin|token|roles?|access|key|login|session|signature|scopes?)(?:_|$)|login_required|(?:^|_)(?:acl|rbac|roles?_dependency)(?:_|$)|(?:^|_)is_admin$/;

const SCHEME =
  /^fastapi\.security\.(?:\w+\.)*(?:OAuth2(?!PasswordRequestForm)\w*|HTTP(?:Bearer|Basic|Digest)|APIKey(?:Header|Query|Cookie)|OpenIdConnect)$/;

function collectAuth(evaluator: Evaluator, one: Named, auth: Set<string>, seen: Set<Value>, depth: number): void {
  if (depth > MAX_DEPTH || seen.has(one.value)) return;
  seen.add(one.value);
  const called = callableOf(evaluator, one.value);
  const behind = called === undefined ? [] : ofParameters(evaluator, called);
  const guards =
    isScheme(evaluator, one.value) ||
    matches(GUARD_NAME, snakeCase(one.name)) ||
    behind.some((inner) => isScheme(evaluator, inner.value));
  if (guards) auth.add(one.name);
  for (const inner of behind)
    if (isScheme(evaluator, inner.value)) seen.add(inner.value);
    else collectAuth(evaluator, inner, auth, seen, depth + 1);
}

/** `HTTPBasic`, for FastAPI's own classes. */
function schemeName(value: Value): string | undefined {
  if (value.k !== "foreign" && value.k !== "external") return undefined;
  return SCHEME.test(value.name) ? value.name.split(".").at(-1) : undefined;
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

function isScheme(evaluator: Evaluator, value: Value): boolean {
  if (value.k === "foreign" || value.k === "external") return matches(SCHEME, value.name);
  if (value.k !== "instance" && value.k !== "class") return false;
  return lineage(evaluator, value.ref).some((owner) =>
    basesOf(evaluator, owner).some((base) => base.k === "external" && matches(SCHEME, base.name)),
  );
}

function ofParameters(evaluator: Evaluator, fn: FunctionRef): readonly Named[] {
  const scope = outerScope(fn);
  return fn.facts.params.flatMap((parameter) => {
    const value = dependencyOfParameter(evaluator, parameter, scope);
    return value === undefined ? [] : [{ name: nameOf(value) ?? parameter.name, value }];
  });
}

function listed(evaluator: Evaluator, list: Expr | undefined, scope: Scope): readonly Named[] {
  return listedDependencies(evaluator, list, scope).map(({ provider, given }) => ({
    name: nameOf(provider) ?? renderExpr(given, 60),
    value: provider,
  }));
}

function nameOf(value: Value): string | undefined {
  switch (value.k) {
    case "function":
    case "class":
    case "instance":
      return value.ref.facts.name;
    case "foreign":
    case "external":
      return value.name.split(".").at(-1);
    default:
      return undefined;
  }
}
