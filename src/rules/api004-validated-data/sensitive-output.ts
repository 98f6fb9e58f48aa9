import type { ModelField } from "../../analysis/models/model.ts";
import { symbolOf } from "../../analysis/module.ts";
import type { Exposure } from "../../analysis/outputs/exposures.ts";
import { isHidden } from "../../analysis/routing/purpose.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { placeText } from "../place-text.ts";
import { background, handlerText, inCode, stepAt, stepText } from "./wording.ts";

/**
 * Rows and input models whose fields look like secrets, returned without a model that leaves those fields out.
 * Out of scope: objects whose class is not known, and tokens on routes that exist to hand them out.
 */
export const sensitiveOutput = defineCheck({
  name: "sensitive-output",
  asks: "an ORM object or input model with secrets that is returned unfiltered",
  *find(project) {
    for (const exposure of project.data.exposures) {
      if (!isHidden(project.routers, exposure.route)) yield sightingOf(exposure);
    }
  },
});

function sightingOf(exposure: Exposure): Sighting {
  const { route, model, fields, how, at } = exposure;
  const { handler } = route;
  const note = how === "returned" ? `${model.ref.facts.name} goes out with all its fields` : "the declared output";
  return {
    kind: "sighting",
    cause: { key: `${how} ${model.ref.facts.qual}`, path: handler.module.path, symbol: handler.facts.qual },
    variants: [
      {
        key: symbolOf(handler),
        label: route.path,
        severity: "high",
        confidence: how === "returned" ? "probable" : "certain",
        symbol: symbolOf(handler),
        question: questionOf(exposure),
        chain: [stepAt(at.module, at, stepText(at.expr), note)],
        origins: fields.slice(0, MOST_FIELDS).map((field) => fieldStep(field)),
      },
    ],
  };
}

const MOST_FIELDS = 4;

function fieldStep(field: ModelField): ReturnType<typeof stepAt> {
  return background(stepAt(field.owner.module, field, field.name, `a field of ${field.owner.facts.name}`));
}

function questionOf(exposure: Exposure): string {
  return fit(askAbout(exposure));
}

function askAbout({ route, model, fields, how, dumped }: Exposure): string {
  const [first] = fields;
  if (first === undefined) return "";
  const name = inCode(model.ref.facts.name);
  const field = `${inCode(first.name)} (\`${placeText(first.owner.module, first.p)}\`)`;
  const more = fields.length === 1 ? "" : ` and ${fields.length - 1} more such field${fields.length === 2 ? "" : "s"}`;
  const start = handlerText(route);
  switch (how) {
    case "returned": {
      const what = dumped === undefined ? `a ${name} object` : `${name} laid open by ${inCode(dumped)}`;
      return `${start} returns ${what}, and no declared output narrows it. ${name} has ${field}${more}, which FastAPI would send along. Is the output filtered somewhere else, or would a model without that field fit?`;
    }
    case "declared row":
      return `${start} declares the table ${name} as its output, so every column is sent, ${field}${more} included. Is that intended, or would a model with the fields for clients fit?`;
    case "declared input":
      return `${start} declares ${name} as its output, the model that clients also send. Its ${field}${more} would go back in the answer. Is that intended, or would a separate output model fit?`;
  }
}
