import type { Application } from "../application/application.ts";
import type { Infrastructure, Probe } from "../infrastructure/infrastructure.ts";
import { pathsOf } from "../routing/routes.ts";
import { applicationsOf, buildsOtherServices, runsPython } from "./attribution.ts";
import { healthName, segmentsOf } from "./names.ts";
import { endsWith } from "./path-match.ts";
import { canBeOf, type HealthRoute } from "./routes.ts";
import type { ServedPaths } from "./served-paths.ts";

/** Probes that ask a service of this repository for a path that none of its routes answers. */
export interface ProbeMismatch {
  readonly path: string;
  /** All probes that ask for it, in the order of their files. */
  readonly probes: readonly [Probe, ...Probe[]];
  readonly application: Application;
  /** The health route that comes closest. */
  readonly closest: HealthRoute | undefined;
}

export interface MismatchSources {
  readonly infrastructure: Infrastructure;
  readonly applications: readonly Application[];
  readonly health: readonly HealthRoute[];
  /** Asked for only where a probe names a path. */
  readonly served: () => ServedPaths;
  /** Ports on which something else of the project listens. */
  readonly otherPorts: () => ReadonlySet<string>;
}

/** Ports that serve something beside the application. */
const OTHER_PORT = /metric|management|admin|monitor|sidecar|envoy|istio/i;

/** Probed paths without an answer. Probes of other software, and of services that cannot be told apart, are left out. */
export function findMismatches(sources: MismatchSources): readonly ProbeMismatch[] {
  const found = new Map<
    string,
    { probes: [Probe, ...Probe[]]; application: Application; closest: HealthRoute | undefined }
  >();
  for (const probe of sources.infrastructure.probes) {
    const { how, httpPath, port } = probe;
    if (how !== "http" || httpPath === undefined) continue;
    if (OTHER_PORT.test(port ?? "") || sources.otherPorts().has(port ?? "")) continue;
    if (sources.served().answers(httpPath) !== "no") continue;
    const target = targetOf(sources, probe, httpPath);
    if (target === undefined) continue;
    const key = `${target.application.symbol} ${httpPath}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { probes: [probe], ...target });
    else known.probes.push(probe);
  }
  return [...found].map(([key, each]) => ({ path: key.slice(key.indexOf(" ") + 1), ...each }));
}

/** The application that the probe means, when that can be told. */
function targetOf(
  { infrastructure, applications, health }: MismatchSources,
  probe: Probe,
  path: string,
): { readonly application: Application; readonly closest: HealthRoute | undefined } | undefined {
  const runs = runsPython(probe, applications, infrastructure);
  if (runs === "no" || !portFits(probe)) return undefined;
  const candidates = applicationsOf(probe, applications);
  const [application] = candidates;
  if (application === undefined || candidates.length > 1) return undefined;
  // A proxy in front may add or cut prefixes; probes inside a pod or container do not pass it.
  if (comesFromOutside(probe) && infrastructure.rewrites.length > 0) return undefined;
  const own = health.filter((each) => each.own && canBeOf(each, application));
  const closest = closestTo(path, own);
  if (runs === "yes") return { application, closest };
  if (buildsOtherServices(applications, infrastructure)) return undefined;
  return closest !== undefined && healthName(path)?.own === true ? { application, closest } : undefined;
}

function comesFromOutside({ place }: Probe): boolean {
  return place.path.endsWith(".tf");
}

/** `--port 9000` in the command, and another port in the probe: something else listens there. */
function portFits({ port, workload }: Probe): boolean {
  const listens = /(?:--port[= ]|-p |--bind[= ]\S*:|-b \S*:)(\d{2,5})\b/.exec(workload?.command ?? "")?.[1];
  return listens === undefined || port === undefined || !/^\d+$/.test(port) || port === listens;
}

function closestTo(path: string, routes: readonly HealthRoute[]): HealthRoute | undefined {
  const wanted = segmentsOf(path);
  const purpose = healthName(path)?.purpose;
  const score = ({ route, purpose: own }: HealthRoute): number => {
    const paths = pathsOf(route).map(segmentsOf);
    if (paths.some((segments) => endsWith(segments, wanted) || endsWith(wanted, segments))) return 3;
    if (paths.some((segments) => segments.at(-1) === wanted.at(-1))) return 2;
    return own === purpose ? 1 : 0;
  };
  return routes.toSorted((a, b) => score(b) - score(a) || (a.route.path < b.route.path ? -1 : 1))[0];
}
