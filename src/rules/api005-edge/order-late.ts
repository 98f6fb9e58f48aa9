import type { Application, Middleware } from "../../analysis/application/application.ts";
import { compareVersions, declaredVersion, type Version } from "../../analysis/environment/versions.ts";
import type { Project } from "../../analysis/project.ts";
import type { Observation } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { applicationText, layerStep, layerText } from "./layer-steps.ts";

/**
 * Starlette builds the stack at the first message, which is the lifespan's, since 0.24 (FastAPI 0.91):
 * https://github.com/Kludex/starlette/pull/2017. Layers that are added after that raise.
 */
const RAISES: readonly (readonly [name: string, since: Version])[] = [
  ["fastapi", [0, 91]],
  ["starlette", [0, 24]],
];

/** Layers that start-up code adds, when no more layers are taken. */
export function* addedLate({ applications, texts }: Project): Generator<Observation> {
  for (const application of applications) {
    const late = application.middleware.find((layer) => layer.late === true);
    if (late !== undefined && raises(texts, late.place.path)) yield observationOf(application, late);
  }
}

function raises(texts: ReadonlyMap<string, string>, near: string): boolean {
  return RAISES.every(([name, since]) => {
    const below = declaredVersion(texts, name, near)?.below;
    return below === undefined || compareVersions(below, since) > 0;
  });
}

function observationOf(application: Application, layer: Middleware): Observation {
  const { fn } = layer.scope;
  const by = fn === undefined ? "start-up code" : `\`${fn.facts.name}\``;
  return {
    kind: "sighting",
    cause: { key: `late:${layer.qualified}`, path: layer.place.path, symbol: application.symbol },
    variants: [
      {
        key: application.symbol,
        label: application.symbol,
        severity: "medium",
        confidence: layer.condition === undefined ? "certain" : "probable",
        symbol: layer.qualified,
        question: fit(
          `${layerText(layer)} is added to ${applicationText(application)} by ${by}, which runs when the server starts. By then Starlette has built the stack, and it raises \`RuntimeError: Cannot add middleware after an application has started\`. Does this run earlier somewhere I can't see, or should the layer be added where the application is constructed?`,
        ),
        chain: [layerStep(layer, "added while the server starts")],
      },
    ],
    searched: [`the layers of ${application.symbol}`],
  };
}
