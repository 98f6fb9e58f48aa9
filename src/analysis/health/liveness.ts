import type { Application } from "../application/application.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Infrastructure, Probe } from "../infrastructure/infrastructure.ts";
import { pathsOf } from "../routing/routes.ts";
import { applicationsOf, runsPython } from "./attribution.ts";
import { answers } from "./path-match.ts";
import { canBeOf, type HealthRoute } from "./routes.ts";
import { touchedBy, type Touched } from "./touched.ts";

/** A route that decides whether the process is restarted, and that asks something outside the process. */
export interface DependentLiveness {
  readonly health: HealthRoute;
  /** The liveness probe that asks for it; `undefined` when only its name says so. */
  readonly probe: Probe | undefined;
  readonly touched: readonly [Touched, ...Touched[]];
}

/** The probes that ask for a route. */
export function probesOfRoute(
  health: HealthRoute,
  infrastructure: Infrastructure,
  applications: readonly Application[],
): readonly Probe[] {
  return infrastructure.probes.filter((probe) => {
    const { how, httpPath } = probe;
    if (how !== "http" || httpPath === undefined) return false;
    if (!pathsOf(health.route).some((path) => answers(path, httpPath) === "yes")) return false;
    if (runsPython(probe, applications, infrastructure) === "no") return false;
    const [application, ...others] = applicationsOf(probe, applications);
    // Which of several applications a manifest means is not guessed.
    return application !== undefined && others.length === 0 && canBeOf(health, application);
  });
}

export function findDependentLiveness(
  evaluator: Evaluator,
  health: readonly HealthRoute[],
  infrastructure: Infrastructure,
  applications: readonly Application[],
): readonly DependentLiveness[] {
  return health.flatMap((each) => {
    if (!each.own || each.route.handler.module.aside) return [];
    const probe = probesOfRoute(each, infrastructure, applications).find(({ purpose }) => purpose === "liveness");
    if (probe === undefined && each.purpose !== "liveness") return [];
    const [first, ...rest] = touchedBy(evaluator, each.route.handler);
    return first === undefined ? [] : [{ health: each, probe, touched: [first, ...rest] }];
  });
}
