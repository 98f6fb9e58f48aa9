import { executionsOf } from "../executions.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef, Module } from "../module.ts";
import { walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import type { Application } from "../application/application.ts";
import { runsAsCloudFunction } from "../application/as-functions.ts";
import type { Attribution } from "../application/attribution.ts";
import type { Infrastructure, Probe } from "../infrastructure/infrastructure.ts";
import { callableOf, parameterDependencies } from "../routing/dependencies.ts";
import { folderOf } from "../infrastructure/workload-names.ts";
import type { Route } from "../routing/routes.ts";
import { probesOfRoute } from "./liveness.ts";
import type { HealthRoute } from "./routes.ts";
import { touchedBy } from "./touched.ts";

/** A health route that waits for a thread of the pool that other routes use too. */
export interface PooledHealth {
  readonly health: HealthRoute;
  /** What needs the thread: the handler itself, or a `def` dependency of an `async def` one. */
  readonly by: FunctionRef;
  /** How many other `def` path operations share the pool. */
  readonly others: number;
  readonly probe: Probe | undefined;
  /** The handler calls nothing, so `async def` changes nothing but the thread. */
  readonly callsNothing: boolean;
}

/** Fewer `def` routes than this hardly fill 40 threads; a probe in a manifest gives a few more reason to ask. */
const MIN_OTHERS = 5;
const MIN_OTHERS_PROBED = 3;

export function findPooledHealth(
  evaluator: Evaluator,
  health: readonly HealthRoute[],
  routes: readonly Route[],
  attribution: Attribution,
  infrastructure: Infrastructure,
  applications: readonly Application[],
  modules: readonly Module[],
): readonly PooledHealth[] {
  // Whoever sizes the pool has thought about what waits in it, and how many threads there are is not known.
  if (modules.some((module) => !module.aside && sizesPool(module))) return [];
  // A function's container gets one request at a time, so that nothing waits in its pool.
  if (runsAsCloudFunction(modules, infrastructure)) return [];
  const healthHandlers = new Set(health.map(({ route }) => route.handler.facts));
  const pooled = routes.filter(
    ({ kind, mounted, handler }) =>
      kind === "http" && mounted !== "no" && !handler.facts.async && !healthHandlers.has(handler.facts),
  );
  return health.flatMap((each) => {
    const { handler } = each.route;
    if (!each.own || handler.module.aside) return [];
    const by = handler.facts.async ? syncProvider(evaluator, handler) : handler;
    if (by === undefined) return [];
    const others = new Set(
      pooled
        .filter((other) =>
          each.applications.length === 0
            ? sameFolder(other.handler.module.path, handler.module.path)
            : attribution.outermost(other).some((application) => each.applications.includes(application)),
        )
        .map((other) => other.handler.facts),
    ).size;
    // What asks a database or a service in a `def` route is in a thread with good reason.
    const probes = probesOfRoute(each, infrastructure, applications);
    const probe = probes.find(({ purpose }) => purpose === "liveness") ?? probes[0];
    if (others < (probe === undefined ? MIN_OTHERS : MIN_OTHERS_PROBED)) return [];
    if (by === handler && touchedBy(evaluator, handler).length > 0) return [];
    const callsNothing = by === handler && !executionsOf(handler).some(({ k }) => k !== "read");
    return [{ health: each, by, others, probe, callsNothing }];
  });
}

/** Services of a monorepo have pools of their own. */
function sameFolder(a: string, b: string): boolean {
  return folderOf(a) === folderOf(b);
}

/** A `def` dependency runs in the pool, and with it the route waits for a thread. */
function syncProvider(evaluator: Evaluator, handler: FunctionRef): FunctionRef | undefined {
  return parameterDependencies(evaluator, handler)
    .flatMap((value) => callableOf(evaluator, value) ?? [])
    .find(({ facts }) => !facts.async && facts.name !== "__init__");
}

/** `current_default_thread_limiter().total_tokens = 100` (https://anyio.readthedocs.io/en/stable/threads.html). */
function sizesPool({ facts }: Module): boolean {
  return [facts.body, ...facts.functions.map(({ body }) => body)].some((body) => {
    let found = false;
    walkStatements(body, (statement) => {
      if (statement.k === "assign" && statement.t.some((target) => lastName(target) === "total_tokens")) found = true;
    });
    return found;
  });
}
