import type { Application, Middleware } from "../../analysis/application/application.ts";
import { layersAround, withParents } from "../../analysis/application/around.ts";
import { answerToPreflights, type EarlyAnswer } from "../../analysis/application/early-answers.ts";
import { isCors } from "../../analysis/application/layer-kinds.ts";
import type { Project } from "../../analysis/project.ts";
import type { Observation } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { layerStep, layerText, stackText } from "./layer-steps.ts";

/** Layers outside CORS that answer preflights by themselves: browsers then see an answer without CORS headers. */
export function* rejectedPreflights({ applications, evaluator }: Project): Generator<Observation> {
  const asked = new Set<Middleware>();
  for (const application of applications) {
    if (isRearranged(application)) continue;
    const layers = layersAround(application);
    const inner = layers.findIndex((layer) => isCors(evaluator, layer));
    const cors = layers[inner];
    if (cors === undefined || cors.condition?.when === "development") continue;
    const outside = layers.slice(0, inner);
    // A layer of the project's own that deals with CORS may answer the preflights.
    if (outside.some((layer) => /cors/i.test(layer.name))) continue;
    for (const layer of outside) {
      const answer =
        asked.has(layer) || layer.condition?.when === "development" ? undefined : answerToPreflights(evaluator, layer);
      if (answer === undefined) continue;
      asked.add(layer);
      yield observationOf(application, layer, cors, answer, layers);
    }
  }
}

/** The order may be another one: something changes Starlette's own list, or layers come from a list that cannot be read. */
function isRearranged(application: Application): boolean {
  return withParents(application).some(({ unresolved }) =>
    unresolved.some(({ text }) =>
      /user_middleware|middleware_stack|builds the stack|^(?:for|while) |^(?:more items|an item) of |^middleware=/.test(
        text,
      ),
    ),
  );
}

function observationOf(
  application: Application,
  layer: Middleware,
  cors: Middleware,
  answer: EarlyAnswer,
  layers: readonly Middleware[],
): Observation {
  const isLimit = answer.status === "429";
  const does = answer.raised ? `raises an \`HTTPException\` of ${answer.status}` : `answers ${answer.status} by itself`;
  const why = answer.raised
    ? `nothing outside the routes turns that into an answer: ${isLimit ? "a browser over the limit" : "a browser's preflight, which carries no credentials,"} gets a 500 without CORS headers`
    : isLimit
      ? "a browser over the limit gets the 429 without CORS headers, which its scripts see as a failed connection"
      : `a browser's preflight, which carries no credentials, gets the ${answer.status} without CORS headers and the request is never made`;
  const ending = isLimit
    ? "Is that intended, or should CORS be added after it?"
    : "Are preflights let through somewhere I can't see, is the order intended, or should CORS be added after it?";
  return {
    kind: "sighting",
    cause: { key: `preflight:${layer.qualified}`, path: layer.place.path, symbol: application.symbol },
    variants: [
      {
        key: application.symbol,
        label: application.symbol,
        severity: "medium",
        confidence: layer.condition === undefined && cors.condition === undefined ? "certain" : "probable",
        symbol: layer.qualified,
        question: fit(
          `${layerText(layer)} wraps ${layerText(cors)} and ${does}, ${answer.raised ? "and" : "so"} ${why}. ${ending}`,
        ),
        chain: [
          layerStep(layer, "runs before CORS"),
          layerStep(cors, "the CORS layer, inside it"),
          {
            ...answer.place,
            note: `${answer.raised ? "raises" : "answers"} ${answer.status} without calling the rest of the application`,
          },
        ],
      },
    ],
    searched: [`the stack of ${application.symbol}, outermost first: ${stackText(layers)}`],
  };
}
