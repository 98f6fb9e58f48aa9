import type { Application } from "../application/application.ts";
import { runsWithoutProcess } from "../application/as-functions.ts";
import { largestOfEachFolder } from "../application/largest.ts";
import type { CallSites } from "../call-sites.ts";
import { isDeploymentOf } from "../infrastructure/deployment-files.ts";
import type { Infrastructure, InfrastructureFile, InfrastructureKind } from "../infrastructure/infrastructure.ts";
import { folderOf } from "../infrastructure/workload-names.ts";
import type { Module } from "../module.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { applicationsOf, isPythonWorkload, runsPython } from "./attribution.ts";
import type { ProbeMismatch } from "./mismatches.ts";
import { saysHealth } from "./names.ts";
import { applicationOf, type HealthRoute } from "./routes.ts";
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
  readonly routes: readonly Route[];
  readonly routers: Routers;
  readonly calls: CallSites;
  readonly health: readonly HealthRoute[];
  readonly signs: readonly HealthSign[];
  readonly mismatches: readonly ProbeMismatch[];
  readonly infrastructure: Infrastructure;
}

/** Smaller applications are examples, callbacks and tools. */
const MIN_ROUTES = 5;

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
  const { applications, modules, unread, routes, routers, infrastructure, signs, mismatches } = sources;
  const own = modules.filter((module) => !module.aside);
  // What was not read, or brings health in ways of its own, may be anywhere.
  if ([...unread.keys()].some((path) => path.endsWith(".py")) || signs.length > 0) return [];
  // Where functions run without a process of their own, nobody probes them.
  if (runsWithoutProcess(modules, infrastructure)) return [];
  if (sources.health.some(({ application }) => application === undefined)) return [];
  if (own.some(({ facts }) => facts.functions.some(({ name }) => saysHealth(name)))) return [];
  return largestOfEachFolder(
    applications.flatMap((application) => {
      const { parent, router } = application;
      if (parent !== undefined || router.scope.module.aside) return [];
      const served = routes.filter(
        (route) => route.kind === "http" && applicationOf(route, routers, applications) === application,
      );
      if (served.length < MIN_ROUTES) return [];
      if (sources.health.some((each) => each.application === application || speaksFor(each, application))) return [];
      if (mismatches.some((each) => each.application === application) || isProbedOtherwise(application, sources))
        return [];
      return [
        {
          application,
          routes: served,
          opened: infrastructure.files.filter(
            ({ path, kind }) => PROBING.has(kind) && isDeploymentOf(path, application.place.path),
          ),
        },
      ];
    }),
  );
}

/** A small application beside it, in the same package, can be the one that is probed. */
function speaksFor({ application: other }: HealthRoute, application: Application): boolean {
  if (other === undefined) return false;
  const [a, b] = [topOf(other.place.path), topOf(application.place.path)];
  return a === b || (a !== "" && b !== "" && (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)));
}

/** The package that a file stands in, at most two folders deep. */
function topOf(path: string): string {
  return folderOf(path).split("/").slice(0, 2).join("/");
}

/** Another kind of probe, or one for a path that other routes answer, says that the service is looked after. */
function isProbedOtherwise(application: Application, { infrastructure, applications }: AbsenceSources): boolean {
  return infrastructure.probes.some((probe) => {
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
