import type { Application } from "../application/application.ts";
import { runsWithoutProcess } from "../application/as-functions.ts";
import type { Attribution } from "../application/attribution.ts";
import { inSamePackage } from "../application/files.ts";
import { largestOfEachFolder, MIN_ROUTES } from "../application/largest.ts";
import { isDeploymentOf } from "../infrastructure/deployment-files.ts";
import type { Infrastructure, InfrastructureFile, InfrastructureKind } from "../infrastructure/infrastructure.ts";
import type { Module } from "../module.ts";
import type { Route } from "../routing/routes.ts";
import { applicationsOf, isPythonWorkload, runsPython } from "./attribution.ts";
import type { ProbeMismatch } from "./mismatches.ts";
import { saysHealth } from "./names.ts";
import type { HealthRoute } from "./routes.ts";
import type { ServedPaths } from "./served-paths.ts";
import type { HealthSign } from "./signs.ts";

/** An application without anything that answers for health, as far as everything that was read says. */
export interface WithoutHealth {
  readonly application: Application;
  readonly routes: readonly Route[];
  /** Files that would say how it is probed. */
  readonly opened: readonly InfrastructureFile[];
}

export interface AbsenceSources {
  readonly applications: readonly Application[];
  readonly modules: readonly Module[];
  readonly unread: ReadonlyMap<string, string>;
  readonly attribution: Attribution;
  readonly health: readonly HealthRoute[];
  /** Looked for only where nothing else answers: it takes a look at all code. */
  readonly signs: () => readonly HealthSign[];
  readonly mismatches: () => readonly ProbeMismatch[];
  readonly infrastructure: Infrastructure;
  /** Asked for only where a probe names a path. */
  readonly served: () => ServedPaths;
}

/** Kinds of files that say how a service is probed. */
const PROBING: ReadonlySet<InfrastructureKind> = new Set([
  "dockerfile",
  "compose",
  "kubernetes",
  "helm",
  "kustomize",
  "terraform",
  "fly",
  "render",
  "railway",
  "app-platform",
  "procfile",
]);

export function findAbsentHealth(sources: AbsenceSources): readonly WithoutHealth[] {
  const { applications, attribution, modules, unread, infrastructure } = sources;
  const own = modules.filter((module) => !module.aside);
  // What was not read, or brings health in ways of its own, may be anywhere.
  if ([...unread.keys()].some((path) => path.endsWith(".py"))) return [];
  // Where functions run without a process of their own, nobody probes them.
  if (runsWithoutProcess(modules, infrastructure)) return [];
  if (sources.health.some((each) => each.applications.length === 0)) return [];
  if (own.some(({ facts }) => facts.functions.some(({ name }) => saysHealth(name)))) return [];
  const found = applications.flatMap((application): WithoutHealth[] => {
    const { parent, router } = application;
    if (parent !== undefined || router.scope.module.aside) return [];
    const all = new Set([...attribution.served(application), ...attribution.own(application)]);
    const served = [...all].filter((route) => route.kind === "http");
    if (served.length < MIN_ROUTES || attribution.isVariant(application)) return [];
    if (sources.health.some((each) => speaksFor(each, application))) return [];
    if (isProbedOtherwise(application, sources)) return [];
    const opened = infrastructure.files.filter(
      ({ path, kind }) => PROBING.has(kind) && isDeploymentOf(path, application.place.path),
    );
    return [{ application, routes: served, opened }];
  });
  if (found.length === 0 || sources.signs().length > 0) return [];
  const mismatches = sources.mismatches();
  return largestOfEachFolder(
    found.filter(({ application }) => !mismatches.some((each) => each.application === application)),
  );
}

/** It is asked through it; or through a small application beside it, in the same package, which can be the one that is probed. */
function speaksFor(health: HealthRoute, application: Application): boolean {
  return health.applications.some((each) => each === application || inSamePackage(each, application));
}

/**
 * Another kind of probe, or one for a path that other routes answer, says that the service is looked after. One that nothing
 * answers says nothing of the kind: it is for something else, or it fails.
 */
function isProbedOtherwise(application: Application, sources: AbsenceSources): boolean {
  const { infrastructure, applications, served } = sources;
  return infrastructure.probes.some((probe) => {
    if (probe.how === "http" && probe.httpPath !== undefined && served().answers(probe.httpPath) === "no") return false;
    const runs = runsPython(probe, applications, infrastructure);
    if (runs === "no") return false;
    if (
      runs === "unknown" &&
      probe.workload !== undefined &&
      isPythonWorkload(probe.workload, applications, infrastructure) === "no"
    )
      return false;
    return applicationsOf(probe, applications).includes(application);
  });
}
