import type { CallExpr } from "../../python/facts.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Model, Models } from "../models/model.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { readType } from "../types/declared-type.ts";
import { isKnown, isOpen } from "../types/predicates.ts";
import type { DataUse } from "./data-uses.ts";

/** Where data goes when it is handed to a call. */
export type Destination =
  /** Something that checks it: a model, a schema, a function that asks for a model. */
  | { readonly k: "validated" }
  /** A model built without validation: `model_construct`. */
  | { readonly k: "constructed"; readonly model: Model; readonly call: CallExpr }
  /** A row built from whatever keys the data has. */
  | { readonly k: "row"; readonly model: Model; readonly call: CallExpr }
  /** A function of the project that gets it as this parameter. */
  | { readonly k: "function"; readonly fn: FunctionRef; readonly parameter: string }
  /** The same, spread over the function's parameters. */
  | { readonly k: "arguments"; readonly fn: FunctionRef }
  | { readonly k: "unknown" };

const UNKNOWN: Destination = { k: "unknown" };

const VALIDATES =
  /valid|schema|serializ|structure|decode|pars|from_dict|from_json|adapter|construct_event|verif|signature|coerce|cast|convert|^load$/i;

/** Follows one use to where the data goes. */
export function destinationOf(
  evaluator: Evaluator,
  models: Models,
  use: Extract<DataUse, { k: "spread" | "passed" }>,
  scope: Scope,
): Destination {
  const { call } = use;
  const name = lastName(call.f);
  const callee = evaluator.value(call.f, scope);
  if (name === "model_construct" || name === "construct") return constructed(evaluator, models, call, scope);
  if (callee.k === "class") {
    const model = models.of(callee.ref);
    if (model === undefined) return UNKNOWN;
    if (model.kind !== "table") return { k: "validated" };
    return use.k === "spread" ? { k: "row", model, call } : UNKNOWN;
  }
  if (VALIDATES.test(name)) return { k: "validated" };
  if (callee.k !== "function") return UNKNOWN;
  if (use.k === "spread") return { k: "arguments", fn: callee.ref };
  return intoFunction(evaluator, callee.ref, callee.self !== undefined, use);
}

function constructed(evaluator: Evaluator, models: Models, call: CallExpr, scope: Scope): Destination {
  const object = objectOf(call.f);
  const owner = object === undefined ? undefined : evaluator.value(object, scope);
  const model = owner?.k === "class" ? models.of(owner.ref) : undefined;
  return model === undefined ? UNKNOWN : { k: "constructed", model, call };
}

function intoFunction(
  evaluator: Evaluator,
  fn: FunctionRef,
  bound: boolean,
  { position, keyword }: Extract<DataUse, { k: "passed" }>,
): Destination {
  const { params } = fn.facts;
  const parameter =
    keyword === undefined
      ? params[position + (bound && fn.facts.inClass !== undefined ? 1 : 0)]
      : params.find((candidate) => candidate.name === keyword);
  if (parameter === undefined || parameter.kind === "*" || parameter.kind === "**") return UNKNOWN;
  if (parameter.type !== undefined) {
    const type = readType(evaluator, parameter.type, outerScope(fn));
    if (isKnown(type) && !isOpen(type)) return { k: "validated" };
  }
  return { k: "function", fn, parameter: parameter.name };
}
