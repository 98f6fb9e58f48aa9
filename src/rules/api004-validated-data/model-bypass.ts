import type { Built, UntypedInput } from "../../analysis/inputs/untyped-inputs.ts";
import { symbolOf } from "../../analysis/module.ts";
import { isHidden, isPlainStarlette, passesOn } from "../../analysis/routing/purpose.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { fit } from "../fit.ts";
import { handlerText, inCode, modelText, someOf, stepAt, stepText } from "./wording.ts";

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
  const { built, copied, route } = input;
  const { module } = route.handler;
  const given = sourceText(input);
  const asked = new Set<string>();
  for (const one of built) {
    const key = `${one.how} ${one.model.ref.facts.qual}`;
    if (asked.has(key)) continue;
    asked.add(key);
    const question = fit(one.how === "row" ? askAboutRow(input, one) : askAboutConstruct(input, one));
    const [first, ...rest] = one.calls.map((step, position) => stepOf(one, step, position));
    if (first === undefined) continue;
    yield sighting(input, key, [first, ...rest], question);
  }
  for (const loop of copied) {
    const at = stepAt(module, loop.i.k === "call" ? loop.i : loop, stepText(loop.i), "every key becomes an attribute");
    const question = fit(
      `${handlerText(route)} sets an attribute for every key of ${inCode(given)}, so whoever calls it chooses which attributes change. Is that intended, or would a model with the fields that clients may set fit?`,
    );
    yield sighting(input, "setattr", [at], question);
  }
  const again = secondReading(input);
  if (again !== undefined) yield again;
}

function stepOf({ how, calls }: Built, { fn, call }: Built["calls"][number], position: number): Step {
  const builds = how === "row" ? "every key becomes a column" : "built without validation";
  return stepAt(fn.module, call, stepText(call), position === calls.length - 1 ? builds : "hands the data on");
}

function askAboutRow(input: UntypedInput, built: Built): string {
  const columns = columnsText(built.model.fields.map((field) => field.name));
  const [, inner] = built.calls;
  const through = inner === undefined ? "" : ` (in ${inCode(built.calls.at(-1)?.fn.facts.name ?? "")})`;
  return `${handlerText(input.route)} spreads ${inCode(sourceText(input))}${through} into the table ${modelText(built.model)}, so whoever calls it chooses which columns are set${columns}. Is that intended, or would a model with the fields that clients may set fit?`;
}

function askAboutConstruct(input: UntypedInput, built: Built): string {
  return `${handlerText(input.route)} builds ${modelText(built.model)} with ${inCode(callText(built))} from ${inCode(sourceText(input))}. That skips validation, so any value can stand in any field. Is the data checked before, or would \`model_validate\` fit?`;
}

function callText({ calls }: Built): string {
  const last = calls.at(-1);
  return last === undefined ? "" : renderCall(last.call);
}

/** The body of a handler that declares a model for it, read once more by hand. */
function secondReading(input: UntypedInput): Sighting | undefined {
  const { route, source, keys, declaredModels, validated } = input;
  const [declared] = declaredModels;
  if (source.k !== "read" || declared === undefined || keys.length === 0 || validated) return undefined;
  const names = [...new Set(keys.map((key) => key.name))];
  const known = names.filter((name) => declared.model.fields.some((field) => field.name === name));
  const effect =
    known.length === names.length
      ? "The model has these fields too; the second reading gives what the client sent, before any conversion."
      : "Nothing validates what is taken from there.";
  const parameter = `${declared.parameter.parameter.name}: ${declared.model.ref.facts.name}`;
  return sighting(
    input,
    "second reading",
    [stepAt(route.handler.module, source.expr, stepText(source.expr), "reads the body again")],
    fit(
      `${handlerText(route)} declares ${inCode(parameter)} and also takes ${someOf(names.map(inCode))} from ${inCode(source.of)}. ${effect} Is the second reading intended, or could the model stand for all of it?`,
    ),
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
  return telling === undefined ? "" : `, \`${telling}\` among them`;
}

const PRIVILEGED =
  /^(?:is_(?:admin|superuser|staff|verified|active)|role|roles|permissions?|owner_id|user_id|hashed_password|password_hash|balance|credits?)$/;

function sighting(input: UntypedInput, key: string, chain: readonly [Step, ...Step[]], question: string): Sighting {
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
        chain,
      },
    ],
  };
}
