import type { Application } from "../application/application.ts";
import type { Attribution } from "../application/attribution.ts";
import type { Architecture } from "../architecture.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Infrastructure } from "../infrastructure/infrastructure.ts";
import type { Module } from "../module.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { once } from "../once.ts";
import { findAbsentHealth, type WithoutHealth } from "./absent.ts";
import { type AlwaysOk, findAlwaysOk } from "./always-ok.ts";
import { findGuardedHealth, type GuardedHealth } from "./guarded.ts";
import { otherPorts } from "./listeners.ts";
import { type DependentLiveness, findDependentLiveness } from "./liveness.ts";
import { findMismatches, type ProbeMismatch } from "./mismatches.ts";
import { findPooledHealth, type PooledHealth } from "./pooled.ts";
import { findHealthRoutes, type HealthRoute } from "./routes.ts";
import { readServedPaths } from "./served-paths.ts";
import { findHealthSigns } from "./signs.ts";
import { findUnlimitedChecks, type UnlimitedCheck } from "./unlimited.ts";
import { findUnreachedChecks, type UnreachedCheck } from "./unreached.ts";

/** How a project's services answer for themselves, and how they are asked. */
export interface HealthFacts {
  /** Routes that answer for health, also those of parts of a service. */
  readonly routes: readonly HealthRoute[];
  /** Applications that nothing answers for. */
  readonly absent: readonly WithoutHealth[];
  /** Probes for paths that no route answers. */
  readonly mismatches: readonly ProbeMismatch[];
  /** Liveness that depends on something outside the process. */
  readonly dependent: readonly DependentLiveness[];
  /** Health routes that wait for a thread. */
  readonly pooled: readonly PooledHealth[];
  /** Health routes behind authentication or limits. */
  readonly guarded: readonly GuardedHealth[];
  /** Health routes whose bad news comes with 200. */
  readonly alwaysOk: readonly AlwaysOk[];
  /** Declared health checks that readiness does not make. */
  readonly unreached: readonly UnreachedCheck[];
  /** Readiness that waits for another service longer than probes wait for it. */
  readonly unlimited: readonly UnlimitedCheck[];
}

/** What the facts are worked out from. */
export interface HealthSources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly unread: ReadonlyMap<string, string>;
  readonly calls: CallSites;
  readonly routes: readonly Route[];
  readonly routers: Routers;
  readonly applications: readonly Application[];
  readonly attribution: Attribution;
  readonly infrastructure: Infrastructure;
  readonly architecture: Architecture;
}

/** Works out the facts about health, each when it is first asked for. */
export function createHealthFacts(sources: HealthSources): HealthFacts {
  const { evaluator, modules, unread, infrastructure, architecture } = sources;
  const applications = once(() => sources.applications.filter(({ router }) => !router.scope.module.aside));
  const health = once(() => findHealthRoutes(sources.routes, sources.attribution));
  const served = once(() => readServedPaths(evaluator, modules, sources.calls, sources.routes));
  const mismatches = once(() =>
    findMismatches({
      infrastructure,
      applications: applications(),
      health: health(),
      served,
      otherPorts: once(() => otherPorts(sources.calls)),
    }),
  );
  const absent = once(() =>
    findAbsentHealth({
      applications: applications(),
      modules,
      unread,
      attribution: sources.attribution,
      health: health(),
      signs: () => findHealthSigns(evaluator, modules, sources.calls),
      mismatches,
      infrastructure,
      served,
    }),
  );
  const dependent = once(() => findDependentLiveness(evaluator, health(), infrastructure, applications()));
  const pooled = once(() =>
    findPooledHealth(evaluator, health(), sources.routes, sources.attribution, infrastructure, applications(), modules),
  );
  const guarded = once(() =>
    findGuardedHealth(evaluator, sources.routers, sources.attribution, health(), infrastructure, applications()),
  );
  const alwaysOk = once(() => findAlwaysOk(health()));
  const unreached = once(() => findUnreachedChecks(evaluator, health(), architecture));
  const unlimited = once(() => findUnlimitedChecks(evaluator, health(), infrastructure, applications()));
  return {
    get routes() {
      return health();
    },
    get absent() {
      return absent();
    },
    get mismatches() {
      return mismatches();
    },
    get dependent() {
      return dependent();
    },
    get pooled() {
      // A route behind a guard has the larger question.
      return pooled().filter(({ health: each }) => !guarded().some((other) => other.health === each));
    },
    get guarded() {
      return guarded();
    },
    get alwaysOk() {
      return alwaysOk();
    },
    get unreached() {
      return unreached();
    },
    get unlimited() {
      return unlimited();
    },
  };
}
