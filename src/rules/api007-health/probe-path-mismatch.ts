import type { ProbeMismatch } from "../../analysis/health/mismatches.ts";
import { argumentOf } from "../../analysis/call-sites.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { counted } from "../counted.ts";
import { probeStep, probeText, routeSteps, routeText } from "./wording.ts";

/**
 * A manifest probes a path of this repository's own service that no route answers.
 * Out of scope: other software in the same manifest, services that cannot be told apart, prefixes that are not known, paths that a proxy rewrites.
 */
export const probePathMismatch = defineCheck({
  name: "probe-path-mismatch",
  asks: "a probe in a manifest that asks for a path that no route answers",
  *find(project) {
    for (const moved of together(project.health.mismatches)) yield sightingOf(project, moved);
  },
});

type Mismatches = readonly [ProbeMismatch, ...ProbeMismatch[]];

/** Probes whose routes all stand behind the same prefix have one cause: they are one question. */
function together(mismatches: readonly ProbeMismatch[]): readonly Mismatches[] {
  const groups = new Map<string, [ProbeMismatch, ...ProbeMismatch[]]>();
  for (const mismatch of mismatches) {
    const { application, path, closest } = mismatch;
    const at = closest === undefined ? 0 : closest.route.path.length - path.length;
    const prefix = at > 0 && closest?.route.path.endsWith(path) === true ? closest.route.path.slice(0, at) : undefined;
    const key = prefix === undefined ? `${application.symbol} for ${path}` : `${application.symbol} behind ${prefix}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [mismatch]);
    else group.push(mismatch);
  }
  return [...groups.values()];
}

function sightingOf(project: Project, mismatches: Mismatches): Sighting {
  const [mismatch] = mismatches;
  const { path, probes, application, closest } = mismatch;
  const [first] = probes;
  const count = project.routes.filter(({ kind, mounted }) => kind === "http" && mounted !== "no").length;
  const steps = mismatches.flatMap((each) => each.probes.map(probeStep));
  const prefixes = mismatches.flatMap((each) => prefixSteps(project, each));
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
        question: fit(mismatches.length === 1 ? questionOf(mismatch, count) : questionOfAll(mismatches, count)),
        chain: [probeStep(first), ...steps.slice(1), ...withoutRepeats(prefixes)],
      },
    ],
    searched: [
      counted(count, "route"),
      ...new Set(mismatches.flatMap((each) => each.probes.map(({ place }) => place.path))),
    ],
  };
}

function questionOf({ path, probes: [first], closest }: ProbeMismatch, count: number): string {
  const nearby =
    closest === undefined
      ? `I see no route for that path (of ${counted(count, "route")} here)`
      : `${count === 1 ? "the one route" : `the closest of the ${count} routes`} here is ${routeText(closest.route)}`;
  return `${probeText(first)} asks for \`${code(path)}\`, and ${nearby}. If nothing in between rewrites the path, the probe gets a 404 and the container counts as unhealthy. Is it answered somewhere that I can't see, or would one of the two follow the other?`;
}

/** The first two are told, and how many more there are. */
function questionOfAll(mismatches: Mismatches, count: number): string {
  const told = mismatches.slice(0, 2);
  const more = mismatches.length - told.length;
  const asked = told.map(
    ({ path, probes: [first] }, at) => `${probeText(first)}${at === 0 ? " asks" : ""} for \`${code(path)}\``,
  );
  const routes = told.flatMap(({ closest }) =>
    closest === undefined ? [] : [`\`${code(routeLabel(closest.route))}\``],
  );
  const rest = more === 0 ? "" : `, and ${counted(more, "other probe")} likewise`;
  return `${asked.join(" and ")}${rest}, and the closest of the ${count} routes here are ${routes.join(" and ")}. If nothing in between rewrites the paths, the probes get a 404 and the container counts as unhealthy. Are they answered somewhere that I can't see, or would one side follow the other?`;
}

/** An `include_router` that several routes stand behind is shown once. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const shown = new Set<string>();
  return steps.filter(({ path, line, column, text }) => {
    const key = `${path}:${line}:${column} ${text}`;
    const isNew = !shown.has(key);
    shown.add(key);
    return isNew;
  });
}

/** The lines that give the closest route its path: a change of one of them can be what moved it away. */
function prefixSteps({ routers }: Project, { closest }: ProbeMismatch): readonly Step[] {
  if (closest === undefined) return [];
  const { route } = closest;
  const through = route.router === undefined ? [] : routers.reach(route.router).through;
  return [
    ...through.flatMap(({ call, scope, including }) => {
      const note =
        including === true
          ? `includes the router of ${routeLabel(route)}`
          : argumentOf(call, "prefix") === undefined
            ? undefined
            : `gives ${routeLabel(route)} its prefix`;
      return note === undefined ? [] : [{ ...rangeOf(scope.module, call.p, call.q), text: renderCall(call), note }];
    }),
    ...routeSteps(route),
  ];
}
