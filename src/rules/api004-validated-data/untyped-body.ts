import type { KeyRead, UntypedInput } from "../../analysis/inputs/untyped-inputs.ts";
import type { Model, Models } from "../../analysis/models/model.ts";
import type { Project } from "../../analysis/project.ts";
import { isHidden, isPlainStarlette, passesOn } from "../../analysis/routing/purpose.ts";
import { symbolOf } from "../../analysis/module.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { fit } from "../fit.ts";
import { background, handlerText, inCode, modelText, someOf, spanOf, stepAt, stepText } from "./wording.ts";

/**
 * Bodies without a declared shape: a `dict` or `Any` parameter, or JSON read by hand whose keys the handler uses.
 * Out of scope: data that a model or schema checks later, proxies and webhooks, routes outside the schema.
 */
export const untypedBody = defineCheck({
  name: "untyped-body",
  asks: "a `dict` or `Any` body, or `await request.json()` used without validation",
  *find(project) {
    for (const input of project.data.untypedInputs) {
      if (isDeliberate(project, input) || isAskedElsewhere(input)) continue;
      const sighting = sightingOf(project.data.models, input);
      if (sighting !== undefined) yield sighting;
    }
  },
});

const WITH_BODY = new Set(["POST", "PUT", "PATCH", "DELETE"]);

function isDeliberate({ routers }: Project, { route, source, keys, validated }: UntypedInput): boolean {
  if (validated || passesOn(route) || isHidden(routers, route) || isPlainStarlette(route)) return true;
  if (route.kind === "http" && !route.methods.some((method) => WITH_BODY.has(method))) return true;
  if (source.k !== "parameter") return false;
  const called = [
    source.parameter.parameter.name,
    ...(keys.length === 0 ? [route.handler.facts.name, route.path] : []),
  ];
  return called.some((name) => OPEN_BY_NAME.test(name));
}

/** Said of data whose very point is that any key may be in it. */
const OPEN_BY_NAME =
  /(?:^|[_/])(?:metadata|extra|extras|attributes|values|options|context|settings|filters?|json_schema|schema|config|preferences|variables|properties|labels|tags|state|snapshot)$/;

/** What `model-bypass` asks about. */
function isAskedElsewhere({ built, copied, declaredModels, source }: UntypedInput): boolean {
  return built.length > 0 || copied.length > 0 || (source.k === "read" && declaredModels.length > 0);
}

function sightingOf(models: Models, input: UntypedInput): Sighting | undefined {
  const { route, source, keys } = input;
  // Without a key that is read, JSON that was read by hand may be passed on as it is.
  if (source.k === "read" && keys.length === 0) return undefined;
  const { handler } = route;
  // What is kept or passed on as a whole may be open in form for that.
  const inline = keys.length > 0 && route.kind === "http" && !input.whole;
  return {
    kind: "sighting",
    cause: {
      key: source.k === "parameter" ? `parameter ${source.parameter.parameter.name}` : "read",
      path: handler.module.path,
      symbol: handler.facts.qual,
    },
    variants: [
      {
        key: symbolOf(handler),
        label: route.path,
        severity: inline ? "medium" : route.kind === "websocket" ? "info" : "low",
        confidence: "certain",
        ...(inline ? {} : { placement: "summary" as const }),
        symbol: symbolOf(handler),
        question: questionOf(models, input),
        chain: [causeStep(input)],
        origins: keys.slice(0, MOST_KEYS).flatMap(keyStep),
      },
    ],
    family: { key: "untyped", what: "a body without a declared shape", question: askAboutFamily },
  };
}

const MOST_KEYS = 6;

function askAboutFamily(causes: number): string {
  return `${causes} path operations, such as this one, read keys from bodies that no model describes. FastAPI checks neither names nor types there, and the API's schema shows no fields. Is that the style of the whole service, or would models fit?`;
}

function questionOf(models: Models, input: UntypedInput): string {
  const names = [...new Set(input.keys.map((key) => key.name))];
  const offered = sameFields(models, names);
  return fit(askAbout(input, names, offered));
}

function askAbout(input: UntypedInput, names: readonly string[], offered: Model | undefined): string {
  const { route, source } = input;
  const given = inCode(source.k === "parameter" ? parameterText(input) : source.of);
  if (names.length === 0)
    return `${handlerText(route)} takes ${given}, so any JSON object reaches it unchecked and the API's schema shows no fields. Is its shape open on purpose, or would a model fit?`;
  const read = someOf(names.map(inCode));
  const suited = offered === undefined ? "a model" : `${modelText(offered)}, which has these fields,`;
  return `${handlerText(route)} reads ${read} from ${given}. FastAPI checks neither names nor types there before the code runs, and the API's schema shows no fields. Is the shape open on purpose, or would ${suited} fit?`;
}

function parameterText({ source }: UntypedInput): string {
  if (source.k !== "parameter") return "";
  const { name, type } = source.parameter.parameter;
  return type === undefined ? name : `${name}: ${renderExpr(type, 40)}`;
}

/** The smallest model that has all these fields, needs no others, and is about little else; one name alone says too little. */
function sameFields(models: Models, names: readonly string[]): Model | undefined {
  if (names.length < 2) return undefined;
  const fitting = models.all.filter(
    (model) =>
      (model.kind === "pydantic" || model.kind === "dataclass") &&
      !/generated/.test(model.ref.module.path) &&
      names.every((name) => model.fields.some((field) => field.name === name)) &&
      model.fields.length <= 1.5 * names.length + 1 &&
      model.fields.every((field) => !field.required || names.includes(field.name)),
  );
  return fitting.toSorted((a, b) => a.fields.length - b.fields.length)[0];
}

function causeStep(input: UntypedInput): Step {
  const { route, source } = input;
  const { module } = route.handler;
  if (source.k === "parameter") {
    const { parameter } = source.parameter;
    return stepAt(module, parameter, parameterText(input), "a body without a declared shape");
  }
  return stepAt(module, source.expr, stepText(source.expr), "JSON that nothing has checked");
}

function keyStep({ name, expr, fn }: KeyRead): Step[] {
  const span = spanOf(expr);
  return span === undefined ? [] : [background(stepAt(fn.module, span, stepText(expr), `reads ${name}`))];
}
