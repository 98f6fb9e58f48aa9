import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Model, Models } from "../models/model.ts";
import { executionsOf } from "../executions.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { readParameters, type HandlerParameter } from "../routing/parameters.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { isOpen } from "../types/predicates.ts";
import { setsAttributes } from "./attribute-copies.ts";
import { readInHandler } from "./body-reads.ts";
import { usesOf, type DataUse } from "./data-uses.ts";
import { destinationOf } from "./destinations.ts";

/** Where a key of the data is read. */
export interface KeyRead {
  readonly name: string;
  readonly expr: Expr;
  readonly fn: FunctionRef;
}

/** A row or model that is built from the data, in the handler or in a function that it hands the data to. */
export interface Built {
  readonly how: "row" | "constructed";
  readonly model: Model;
  /** The calls that hand the data on, and last the one that builds, each with the function it stands in. */
  readonly calls: readonly HandedOn[];
}

interface HandedOn {
  readonly fn: FunctionRef;
  readonly call: CallExpr;
}

/** Data that a client sends and that reaches a handler without a declared shape. */
export interface UntypedInput {
  readonly route: Route;
  /** An open parameter of the handler, or a call that reads the body. */
  readonly source:
    | { readonly k: "parameter"; readonly parameter: HandlerParameter }
    | { readonly k: "read"; readonly of: string; readonly expr: Expr & { p: number; q: number } };
  /** Keys that the handler, or a function that it hands the data to, reads by name. */
  readonly keys: readonly KeyRead[];
  /** The data is also kept, returned or passed on as a whole, to where nobody can follow it. */
  readonly whole: boolean;
  /** A model, a schema or a signature vouches for the data. */
  readonly validated: boolean;
  /** Rows and models that are built from whatever keys the data has. */
  readonly built: readonly Built[];
  /** `for key, value in data.items(): setattr(row, key, value)`. */
  readonly copied: readonly (Stmt & { k: "for" })[];
  /** The models that the same handler declares for its body. */
  readonly declaredModels: readonly { readonly parameter: HandlerParameter; readonly model: Model }[];
}

/** All untyped inputs of the handlers that requests can reach, each handler once. */
export function findUntypedInputs(
  evaluator: Evaluator,
  models: Models,
  routes: readonly Route[],
): readonly UntypedInput[] {
  const seen = new Set<string>();
  const found: UntypedInput[] = [];
  for (const route of routes) {
    if (route.mounted === "no" || route.handler.module.aside || seen.has(keyOf(route.handler))) continue;
    seen.add(keyOf(route.handler));
    const parameters = readParameters(evaluator, models, route);
    const declaredModels = parameters.flatMap((parameter) => {
      const model =
        parameter.type.k === "class" && parameter.source === "body" ? models.of(parameter.type.ref) : undefined;
      return model === undefined ? [] : [{ parameter, model }];
    });
    const reader = { evaluator, models, route, declaredModels };
    for (const parameter of parameters) {
      if (parameter.source === "body" && isOpen(parameter.type))
        found.push(inputOf(reader, { k: "parameter", parameter }, [parameter.parameter.name], () => false));
    }
    const read = readInHandler(evaluator, route.handler);
    if (read !== undefined) found.push(inputOf(reader, { k: "read", ...read.first }, [], read.isSource));
  }
  return found;
}

interface Reader {
  readonly evaluator: Evaluator;
  readonly models: Models;
  readonly route: Route;
  readonly declaredModels: UntypedInput["declaredModels"];
}

function inputOf(
  { evaluator, models, route, declaredModels }: Reader,
  source: UntypedInput["source"],
  names: readonly string[],
  isSource: (expr: Expr) => boolean,
): UntypedInput {
  const uses = usesOf(route.handler, names, isSource);
  const summed: Sum = { keys: [], checked: 0, whole: false, validated: false, built: [] };
  sumUp(evaluator, models, route.handler, uses, summed, []);
  const copied = uses.flatMap((use) => (use.k === "items" && setsAttributes(use.loop) ? [use.loop] : []));
  const { keys, checked, whole, built } = summed;
  const validated = summed.validated || (checked > 0 && keys.length === 0) || isSigned(route.handler);
  return { route, source, keys, whole, validated, built, copied, declaredModels };
}

interface Sum {
  readonly keys: KeyRead[];
  /** Keys whose values go straight into something that checks them. */
  checked: number;
  whole: boolean;
  validated: boolean;
  readonly built: Built[];
}

/** `Item(name=data["name"])`, or `name = data["name"]` and then `Item(name=name)`. */
function isChecked(evaluator: Evaluator, models: Models, use: DataUse & { k: "key" }, fn: FunctionRef): boolean {
  const scope: Scope = { module: fn.module, fn };
  const { into, named } = use;
  if (into === undefined) return named !== undefined && goesIntoModel(evaluator, models, named, fn);
  const callee = evaluator.value(into.call.f, scope);
  if (callee.k === "class") return models.of(callee.ref)?.kind === "pydantic";
  return callee.k !== "function" && destinationOf(evaluator, models, { k: "passed", ...into }, scope).k === "validated";
}

function goesIntoModel(evaluator: Evaluator, models: Models, name: string, fn: FunctionRef): boolean {
  return executionsOf(fn).some(({ k, expr }) => {
    if (k !== "call" || expr.k !== "call" || !expr.a.some(({ e }) => e.k === "ref" && e.n === name)) return false;
    const callee = evaluator.value(expr.f, { module: fn.module, fn });
    return callee.k === "class" && models.of(callee.ref)?.kind === "pydantic";
  });
}

/** The handler checks a signature over the bytes: what they hold is its sender's affair. */
function isSigned(fn: FunctionRef): boolean {
  return executionsOf(fn).some(
    ({ k, expr }) => k === "call" && expr.k === "call" && SIGNATURE.test(renderExpr(expr.f)),
  );
}

const SIGNATURE = /hmac|signature|verify_|compare_digest|construct_event/i;

/** Handlers hand the data to a service, services to a helper. */
const MAX_HOPS = 2;

function sumUp(
  evaluator: Evaluator,
  models: Models,
  fn: FunctionRef,
  uses: readonly DataUse[],
  sum: Sum,
  before: readonly HandedOn[],
): void {
  const scope: Scope = { module: fn.module, fn };
  for (const use of uses) {
    if (use.k === "key" && isChecked(evaluator, models, use, fn)) sum.checked += 1;
    else if (use.k === "key") sum.keys.push({ name: use.name, expr: use.expr, fn });
    if (use.k === "other" || use.k === "items") sum.whole = true;
    if (use.k !== "spread" && use.k !== "passed") continue;
    const destination = destinationOf(evaluator, models, use, scope);
    const here: HandedOn = { fn, call: use.call };
    if (destination.k === "validated") sum.validated = true;
    else if (destination.k === "row" || destination.k === "constructed") {
      sum.built.push({ how: destination.k, model: destination.model, calls: [...before, here] });
    } else if (destination.k === "function" && before.length < MAX_HOPS) {
      const inner = usesOf(destination.fn, [destination.parameter], () => false);
      // An abstract method, or a function without a body to read: what becomes of the data is written elsewhere.
      if (inner.length === 0) sum.whole = true;
      sumUp(evaluator, models, destination.fn, inner, sum, [...before, here]);
    } else if (destination.k !== "arguments") sum.whole = true;
  }
}
