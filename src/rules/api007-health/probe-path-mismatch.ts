import type { ProbeMismatch } from "../../analysis/health/mismatches.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../blocking/single.ts";
import { fit } from "../fit.ts";
import { counted, probeStep, probeText, routeSteps, routeText } from "./wording.ts";

/**
 * A manifest probes a path of this repository's own service that no route answers.
 * Out of scope: other software in the same manifest, services that cannot be told apart, prefixes that are not known, paths that a proxy rewrites.
 */
export const probePathMismatch = defineCheck({
  name: "probe-path-mismatch",
  asks: "a probe in a manifest that asks for a path that no route answers",
  *find(project) {
    for (const mismatch of project.health.mismatches) yield sightingOf(project, mismatch);
  },
});

function sightingOf(project: Project, mismatch: ProbeMismatch): Sighting {
  const { path, probes, application, closest } = mismatch;
  const [first, ...others] = probes;
  const count = project.routes.filter(({ kind, mounted }) => kind === "http" && mounted !== "no").length;
  const nearby =
    closest === undefined
      ? `I see no route for that path among the ${counted(count, "route")} here`
      : `${count === 1 ? "the one route" : `the closest of the ${count} routes`} here is ${routeText(closest.route)}`;
  return {
    kind: "sighting",
    cause: { key: `${first.name} ${path}`, path: first.place.path, symbol: application.symbol },
    variants: [
      {
        key: application.symbol,
        label: `${first.name} of ${path}`,
        severity: "high",
        confidence: "probable",
        symbol: closest?.route.handler.module.name ?? application.symbol,
        question: fit(
          `${probeText(first)} asks for \`${code(path)}\`, and ${nearby}. If nothing in between rewrites the path, the probe gets a 404 and the container counts as unhealthy. Is it answered somewhere that I can't see, or would one of the two follow the other?`,
        ),
        chain: [probeStep(first), ...others.map(probeStep), ...prefixSteps(project, mismatch)],
      },
    ],
    searched: [counted(count, "route"), ...new Set(probes.map(({ place }) => place.path))],
  };
}

/** The lines that give the closest route its path: a change of one of them can be what moved it away. */
function prefixSteps({ routers }: Project, { closest }: ProbeMismatch): readonly Step[] {
  if (closest === undefined) return [];
  const { route } = closest;
  const through = route.router === undefined ? [] : routers.reach(route.router).through;
  return [
    ...through
      .filter(({ including }) => including === true)
      .map(({ call, scope }) => ({
        ...rangeOf(scope.module, call.p, call.q),
        text: renderCall(call),
        note: `includes the router of ${routeLabel(route)}`,
      })),
    ...routeSteps(route),
  ];
}
