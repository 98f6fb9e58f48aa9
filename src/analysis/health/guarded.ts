import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { Application, Middleware } from "../application/application.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Infrastructure, Probe } from "../infrastructure/infrastructure.ts";
import type { FunctionRef } from "../module.ts";
import type { Routers } from "../routing/routers.ts";
import { routeDependencies } from "../surface/route-dependencies.ts";
import { probesOfRoute } from "./liveness.ts";
import type { HealthRoute } from "./routes.ts";

/** A health route that callers without credentials, or too many of them, do not get to. */
export interface GuardedHealth {
  readonly health: HealthRoute;
  readonly by:
    | { readonly k: "dependency"; readonly name: string; readonly what: "auth" | "rate limit" }
    | { readonly k: "middleware"; readonly layer: Middleware };
  readonly probe: Probe | undefined;
}

const LIMITS = /rate_?limit|limiter|throttl/i;

export function findGuardedHealth(
  evaluator: Evaluator,
  routers: Routers,
  health: readonly HealthRoute[],
  infrastructure: Infrastructure,
  applications: readonly Application[],
): readonly GuardedHealth[] {
  const own = health.filter((each) => each.own && !each.route.handler.module.aside);
  const judged = own.map((each) => ({ each, by: guardOf(evaluator, routers, each) }));
  return judged.flatMap(({ each, by }) => {
    if (by === undefined) return [];
    const probe = probesOfRoute(each, infrastructure, applications)[0];
    // Beside an open health route, a guarded one with more detail is a choice.
    const open = judged.some((other) => other.by === undefined && sameApplication(other.each, each));
    return open && probe === undefined ? [] : [{ health: each, by, probe }];
  });
}

function sameApplication(a: HealthRoute, b: HealthRoute): boolean {
  return a.application === undefined || b.application === undefined || a.application === b.application;
}

function guardOf(
  evaluator: Evaluator,
  routers: Routers,
  { route, application }: HealthRoute,
): GuardedHealth["by"] | undefined {
  const { dependencies, auth } = routeDependencies(evaluator, routers, route);
  // A check that only notes who asks refuses nobody.
  const [guard] = auth.filter((name) => !/optional|maybe|anonymous/i.test(name));
  if (guard !== undefined) return { k: "dependency", name: guard, what: "auth" };
  const limit = dependencies.find((name) => LIMITS.test(name));
  if (limit !== undefined) return { k: "dependency", name: limit, what: "rate limit" };
  const layer = application?.middleware.find(guardsEverything);
  return layer === undefined ? undefined : { k: "middleware", layer };
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
