import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { Application, Middleware } from "../application/application.ts";
import { layersAround } from "../application/around.ts";
import type { Attribution } from "../application/attribution.ts";
import { lastName } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Infrastructure, Probe } from "../infrastructure/infrastructure.ts";
import { matches } from "../matches.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Routers } from "../routing/routers.ts";
import { dependenciesAtRoute, routeDependencies } from "../surface/route-dependencies.ts";
import { probesOfRoute } from "./liveness.ts";
import { canBeOf, type HealthRoute } from "./routes.ts";

/** A health route that callers without credentials, or too many of them, do not get to. */
export interface GuardedHealth {
  readonly health: HealthRoute;
  readonly by:
    | {
        readonly k: "dependency";
        readonly name: string;
        readonly what: "auth" | "rate limit";
        /** It stands at the route itself: whoever wrote it meant this route. */
        readonly atRoute: boolean;
      }
    | { readonly k: "decorator"; readonly name: string; readonly what: "auth" | "rate limit"; readonly decorator: Expr }
    | { readonly k: "middleware"; readonly layer: Middleware };
  readonly probe: Probe | undefined;
}

const LIMITS = /rate_?limit|limiter|throttl/i;

export function findGuardedHealth(
  evaluator: Evaluator,
  routers: Routers,
  attribution: Attribution,
  health: readonly HealthRoute[],
  infrastructure: Infrastructure,
  applications: readonly Application[],
): readonly GuardedHealth[] {
  const own = health.filter((each) => each.own && !each.route.handler.module.aside);
  const judged = own.map((each) => ({ each, by: guardOf(evaluator, routers, attribution, each) }));
  return judged.flatMap(({ each, by }) => {
    if (by === undefined) return [];
    const probe = probesOfRoute(each, infrastructure, applications)[0];
    // Beside an open health route, a guarded one with more detail is a choice.
    const open = judged.some((other) => other.by === undefined && sameApplication(other.each, each));
    return open && probe === undefined ? [] : [{ health: each, by, probe }];
  });
}

type DependencyGuard = Omit<Extract<GuardedHealth["by"], { k: "dependency" }>, "atRoute">;

function sameApplication(a: HealthRoute, b: HealthRoute): boolean {
  return a.applications.length === 0 || b.applications.length === 0 || a.applications.some((each) => canBeOf(b, each));
}

function guardOf(
  evaluator: Evaluator,
  routers: Routers,
  attribution: Attribution,
  { route }: HealthRoute,
): GuardedHealth["by"] | undefined {
  const guards = [undefined, ...route.others].map((other) =>
    dependencyGuard(routeDependencies(evaluator, routers, route, other?.way)),
  );
  // A probe may ask at any of its paths.
  if (guards[0] !== undefined && !guards.includes(undefined))
    return { ...guards[0], atRoute: dependencyGuard(dependenciesAtRoute(evaluator, route)) !== undefined };
  const decorated = decoratorOf(evaluator, route.handler);
  if (decorated !== undefined) return decorated;
  // Through whichever application it is asked for.
  const layers = attribution.innermost(route).map((each) => layersAround(each).find(guardsEverything));
  const [layer] = layers;
  return layer === undefined || layers.includes(undefined) ? undefined : { k: "middleware", layer };
}

function dependencyGuard({
  dependencies,
  auth,
}: Pick<ReturnType<typeof routeDependencies>, "dependencies" | "auth">): DependencyGuard | undefined {
  // A check that only notes who asks refuses nobody.
  const guard = auth.find((name) => !/optional|maybe|anonymous/i.test(name));
  if (guard !== undefined) return { k: "dependency", name: guard, what: "auth" };
  const limit = dependencies.find((name) => LIMITS.test(name));
  return limit === undefined ? undefined : { k: "dependency", name: limit, what: "rate limit" };
}

/** Starlette's `@requires(["authenticated"])` and its like; slowapi's `@limiter.limit("5/minute")`. */
const AUTH_DECORATOR =
  /^(?:requires|login_required|\w*auth\w*_required|requires?_(?:auth|login|user|token|api_key)\w*)$/i;

function decoratorOf(evaluator: Evaluator, handler: FunctionRef): GuardedHealth["by"] | undefined {
  for (const decorator of handler.facts.decorators) {
    const callee = decorator.k === "call" ? decorator.f : decorator;
    const name = lastName(callee);
    if (matches(AUTH_DECORATOR, name)) return { k: "decorator", name, what: "auth", decorator };
    const isLimit = LIMITS.test(name) || (name === "limit" && LIMITS.test(renderExpr(callee)));
    if (isLimit && !admitsProbes(evaluator, decorator, outerScope(handler)))
      return { k: "decorator", name: renderExpr(callee, 60), what: "rate limit", decorator };
  }
  return undefined;
}

/** Limits as slowapi writes them: https://limits.readthedocs.io/en/stable/quickstart.html#rate-limit-string-notation */
const RATE = /^\s*(\d{1,6})\s*(?:\/|per)\s*(\d{1,4})?\s*(second|minute)s?\s*$/i;

/** Longer texts are no limits. */
const MAX_RATE = 60;

/**
 * Several probes from one address stay below this: each asks every ten seconds by default
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe), Docker's every thirty.
 */
const PROBES_PER_MINUTE = 30;

/** A limit that is wider than what probes ask for, or that nobody can tell from the code. */
function admitsProbes(evaluator: Evaluator, decorator: Expr, scope: Scope): boolean {
  const given = decorator.k === "call" ? decorator.a[0]?.e : undefined;
  if (given === undefined) return false;
  const rate = stringValue(evaluator, given, scope);
  if (rate.includes(UNRESOLVED) || rate.length > MAX_RATE) return true;
  const [, times = "0", units = "1", unit = "minute"] = RATE.exec(rate) ?? [];
  const minutes = (Number(units) || 1) / (unit.toLowerCase() === "second" ? 60 : 1);
  return Number(times) / minutes >= PROBES_PER_MINUTE;
}

const AUTH_LAYER = /auth|api_?key|token|login|jwt/i;

/** A layer that is named after authentication, refuses requests, and never looks at their path. */
function guardsEverything({ name, fn, condition }: Middleware): boolean {
  return fn !== undefined && condition === undefined && AUTH_LAYER.test(name) && refuses(fn) && !looksAtPath(fn);
}

function refuses(fn: FunctionRef): boolean {
  return mentions(fn, (text) => /^(?:401|403)$|HTTP_40[13]_|^(?:UNAUTHORIZED|FORBIDDEN)$/.test(text));
}

/** Paths, routes and calls of the project's own helpers: each may let probes through. */
function looksAtPath(fn: FunctionRef): boolean {
  return mentions(fn, (text) =>
    /path|route|url|exempt|public|skip|exclude|allow|white_?list|endpoint|open_/i.test(text),
  );
}

function mentions(fn: FunctionRef, test: (text: string) => boolean): boolean {
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "ref" && part.n.split(".").some(test)) found = true;
        if ((part.k === "attr" && test(part.n)) || ((part.k === "const" || part.k === "str") && test(part.v)))
          found = true;
      });
  });
  return found;
}
