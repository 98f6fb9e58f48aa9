import type { Probe } from "../../analysis/infrastructure/infrastructure.ts";
import { type Route, routeLabel } from "../../analysis/routing/routes.ts";
import type { SeenAt } from "../../analysis/steps.ts";
import { seenFunction } from "../../analysis/steps.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { fileText, placeText } from "../place-text.ts";

/** `` `livenessProbe` (`deploy/k8s/api.yaml:23`) ``: a probe, and where to find it. */
export function probeText({ name, place }: Probe): string {
  return `\`${code(name)}\` (\`${fileText(place)}\`)`;
}

/** `` `GET /health` (`app/health.py:8`) ``: a route, and where to find it. */
export function routeText(route: Route): string {
  const { module, facts } = route.handler;
  return `\`${code(routeLabel(route))}\` (\`${placeText(module, facts.p)}\`)`;
}

/** The line of a manifest, as evidence. */
export function probeStep({ place, name, httpPath, workload }: Probe): SeenAt & { readonly note: string } {
  const of = workload?.name === undefined ? "" : ` of ${workload.name.slice(0, 60)}`;
  return { ...place, note: `${name}${of} asks for ${httpPath ?? "a path that is filled in elsewhere"}` };
}

/** The lines that decide about a route's path, as evidence: its own, then what it is included with. */
export function routeSteps(route: Route): readonly (SeenAt & { readonly note: string })[] {
  return [
    { ...route.place, text: renderCall(route.call), note: `registers ${routeLabel(route)}` },
    { ...seenFunction(route.handler), note: "answers it" },
  ];
}
