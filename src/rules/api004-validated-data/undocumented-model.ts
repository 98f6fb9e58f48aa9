import type { Model } from "../../analysis/models/model.ts";
import { symbolOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { readParameters } from "../../analysis/routing/parameters.ts";
import { isHidden } from "../../analysis/routing/purpose.ts";
import { routeLabel, type Route } from "../../analysis/routing/routes.ts";
import { classesIn } from "../../analysis/types/predicates.ts";
import { argumentOf } from "../../analysis/call-sites.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { inCode, stepAt } from "./wording.ts";

/** A model with fewer fields explains itself. */
const MANY_FIELDS = 4;
/** With fewer other models there is no style to compare with. */
const FEW_MODELS = 4;
/** From this share of documented models on, documenting them is the style of the house. */
const DOCUMENTING_HOUSE = 0.5;

/** Request models that say nothing about their fields, where the project's others do. Out of scope: responses, settings, routes outside the schema. */
export const undocumentedModel = defineCheck({
  name: "undocumented-model",
  asks: "a public request model without descriptions or examples, against the house style",
  *find(project) {
    const requests = requestModels(project);
    const documented = [...requests.keys()].filter(isDocumented).length;
    for (const [model, route] of requests) {
      const others = requests.size - 1;
      if (model.fields.length < MANY_FIELDS || isDocumented(model) || others < FEW_MODELS) continue;
      if (documented / others >= DOCUMENTING_HOUSE) yield sightingOf(model, route, documented, others);
    }
  },
});

/** The models of request bodies that the API's schema shows, with the first route that takes each. */
function requestModels({ routes, routers, evaluator, data }: Project): ReadonlyMap<Model, Route> {
  const found = new Map<Model, Route>();
  for (const route of routes) {
    if (route.kind !== "http" || route.mounted === "no" || route.handler.module.aside || isHidden(routers, route))
      continue;
    for (const { source, type, marker } of readParameters(evaluator, data.models, route)) {
      if (
        source !== "body" ||
        (marker !== undefined && EXAMPLES.some((name) => argumentOf(marker, name) !== undefined))
      )
        continue;
      for (const ref of classesIn(type)) {
        const model = data.models.of(ref);
        if (model?.kind === "pydantic" && !model.ref.module.aside && !found.has(model)) found.set(model, route);
      }
    }
  }
  return found;
}

const EXAMPLES = ["openapi_examples", "examples", "example"] as const;

function isDocumented(model: Model): boolean {
  return model.documented || model.fields.some((field) => field.described);
}

function sightingOf(model: Model, route: Route, documented: number, others: number): Sighting {
  const { ref, fields } = model;
  return {
    kind: "sighting",
    cause: { key: "undocumented", path: ref.module.path, symbol: ref.facts.qual },
    variants: [
      {
        key: symbolOf(ref),
        label: ref.facts.name,
        severity: "info",
        confidence: "certain",
        placement: "summary",
        symbol: symbolOf(ref),
        question: fit(
          `${inCode(ref.facts.name)}, the body of ${inCode(routeLabel(route))}, has ${fields.length} fields and neither descriptions, examples nor a docstring; ${documented} of the ${others} other request models have some. Is it meant to appear in the API's documentation like this?`,
        ),
        chain: [stepAt(ref.module, ref.facts, `class ${ref.facts.name}`, "nothing is said about its fields")],
      },
    ],
  };
}
