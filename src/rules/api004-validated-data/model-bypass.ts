import type { UntypedInput } from "../../analysis/inputs/untyped-inputs.ts";
import { symbolOf } from "../../analysis/module.ts";
import { isHidden, isPlainStarlette, passesOn } from "../../analysis/routing/purpose.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code, handlerText, modelText, someOf, stepAt, stepText } from "./wording.ts";

/**
 * Client data that goes past the models: rows built from whatever keys arrive, `model_construct`, attributes set by name,
 * a second reading of a body that a model describes.
 * Out of scope: data that was validated before, copies through a list of allowed names, values of another model.
 */
export const modelBypass = defineCheck({
  name: "model-bypass",
  asks: "`model_construct` on client data, or a mass assignment from it",
  *find(project) {
    for (const input of project.data.untypedInputs) {
      const { route } = input;
      if (passesOn(route) || isPlainStarlette(route) || isHidden(project.routers, route)) continue;
      yield* sightingsOf(input);
    }
  },
});

function* sightingsOf(input: UntypedInput): Generator<Sighting> {
  const { route, built, copied, source, keys, declaredModels, validated } = input;
  const { module } = route.handler;
  const start = handlerText(route);
  const from = code(sourceText(input));
  for (const { k, model, call } of built) {
    const at = stepAt(
      module,
      call,
      stepText(call),
      k === "row" ? "every key becomes a column" : "built without validation",
    );
    const text =
      k === "row"
        ? `${start} spreads ${from} into the table ${modelText(model)}, so whoever calls it chooses which columns are set${columnsText(model.fields.map((field) => field.name))}. Is that intended, or would a model with the fields that clients may set fit?`
        : `${start} builds ${modelText(model)} with ${code(renderCall(call))} from ${from}. That skips validation, so any value can stand in any field. Is the data checked before, or would ${code("model_validate")} fit?`;
    yield sighting(input, `${k} ${model.ref.facts.qual}`, at, text);
  }
  for (const loop of copied) {
    const at = stepAt(module, loop.i.k === "call" ? loop.i : loop, stepText(loop.i), "every key becomes an attribute");
    yield sighting(
      input,
      "setattr",
      at,
      `${start} sets an attribute for every key of ${from}, so whoever calls it chooses which attributes change. Is that intended, or would a model with the fields that clients may set fit?`,
    );
  }
  const [declared] = declaredModels;
  if (source.k !== "read" || declared === undefined || keys.length === 0 || validated) return;
  const names = [...new Set(keys.map((key) => key.name))];
  const known = names.filter((name) => declared.model.fields.some((field) => field.name === name));
  const effect =
    known.length === names.length
      ? "The model has these fields too; the second reading gives what the client sent, before any conversion."
      : "Nothing validates what is taken from there.";
  yield sighting(
    input,
    "second reading",
    stepAt(module, source.expr, stepText(source.expr), "reads the body again"),
    `${start} declares ${code(`${declared.parameter.parameter.name}: ${declared.model.ref.facts.name}`)} and also takes ${someOf(names.map((name) => code(name)))} from ${from}. ${effect} Is the second reading intended, or could the model stand for all of it?`,
  );
}

function sourceText({ source }: UntypedInput): string {
  if (source.k === "read") return source.of;
  const { name, type } = source.parameter.parameter;
  return type === undefined ? name : `${name}: ${renderExpr(type, 40)}`;
}

/** Columns that one would not want clients to set, when the table has any. */
function columnsText(columns: readonly string[]): string {
  const [telling] = columns.filter((name) => PRIVILEGED.test(name));
  return telling === undefined ? "" : `, ${code(telling)} among them`;
}

const PRIVILEGED =
  /^(?:is_(?:admin|superuser|staff|verified|active)|role|roles|permissions?|owner_id|user_id|hashed_password|password_hash|balance|credits?)$/;

function sighting(input: UntypedInput, key: string, at: Step, question: string): Sighting {
  const { handler, path } = input.route;
  return {
    kind: "sighting",
    cause: { key, path: handler.module.path, symbol: handler.facts.qual },
    variants: [
      {
        key: symbolOf(handler),
        label: path,
        severity: "medium",
        confidence: "certain",
        symbol: symbolOf(handler),
        question,
        chain: [at],
      },
    ],
  };
}
