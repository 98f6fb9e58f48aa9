import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, partsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Model, Models } from "../models/model.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { readParameters, type HandlerParameter } from "../routing/parameters.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { isOpen } from "../types/predicates.ts";
import { usesOf, type DataUse } from "./data-uses.ts";
import { destinationOf, type Destination } from "./destinations.ts";
import { isBodyRead, readsJson } from "./request.ts";

/** Where a key of the data is read. */
export interface KeyRead {
  readonly name: string;
  readonly expr: Expr;
  readonly fn: FunctionRef;
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
  /** A model, a schema or a library checks the data. */
  readonly validated: boolean;
  /** Rows and models that are built from whatever keys the data has. */
  readonly built: readonly Extract<Destination, { k: "row" | "constructed" }>[];
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
  const summed = { keys: [] as KeyRead[], validated: false, built: [] as UntypedInput["built"][number][] };
  sumUp(evaluator, models, route.handler, uses, summed, 0);
  const copied = uses.flatMap((use) => (use.k === "items" && setsAttributes(use.loop) ? [use.loop] : []));
  return { route, source, ...summed, copied, declaredModels };
}

/** Handlers hand the data to a service, services to a helper. */
const MAX_HOPS = 2;

function sumUp(
  evaluator: Evaluator,
  models: Models,
  fn: FunctionRef,
  uses: readonly DataUse[],
  sum: { keys: KeyRead[]; validated: boolean; built: UntypedInput["built"][number][] },
  hops: number,
): void {
  const scope: Scope = { module: fn.module, fn };
  for (const use of uses) {
    if (use.k === "key") sum.keys.push({ name: use.name, expr: use.expr, fn });
    if (use.k !== "spread" && use.k !== "passed") continue;
    const destination = destinationOf(evaluator, models, use, scope);
    if (destination.k === "validated") sum.validated = true;
    else if (destination.k === "row" || destination.k === "constructed") {
      if (hops === 0) sum.built.push(destination);
    } else if (destination.k === "function" && hops < MAX_HOPS) {
      const inner = usesOf(destination.fn, [destination.parameter], () => false);
      sumUp(evaluator, models, destination.fn, inner, sum, hops + 1);
    }
  }
}

/** Whether a loop sets whatever attributes the data names. A condition on the name, other than that the attribute exists, makes the copy a choice. */
function setsAttributes(loop: Stmt & { k: "for" }): boolean {
  const key = loop.t.k === "tuple" && loop.t.i[0]?.k === "ref" ? loop.t.i[0].n : undefined;
  if (key === undefined) return false;
  let sets = false;
  let chosen = false;
  walkStatements(loop.body, (statement) => {
    if (statement.k === "if" && mentions(statement.t, key)) chosen = true;
    for (const expr of expressionsOf(statement)) {
      walkExpr(expr, (inner) => {
        const name = inner.k === "call" && lastName(inner.f) === "setattr" ? inner.a[1]?.e : undefined;
        if (name?.k === "ref" && name.n === key) sets = true;
      });
    }
  });
  return sets && !chosen;
}

function mentions(expr: Expr, name: string): boolean {
  if (expr.k === "call" && lastName(expr.f) === "hasattr") return false;
  return (expr.k === "ref" && expr.n === name) || partsOf(expr).some((part) => mentions(part, name));
}

function readInHandler(
  evaluator: Evaluator,
  fn: FunctionRef,
): { first: { of: string; expr: Expr & { p: number; q: number } }; isSource: (expr: Expr) => boolean } | undefined {
  const scope: Scope = { module: fn.module, fn };
  const raw = new Set<string>();
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "assign" || statement.e === undefined || !isBodyRead(evaluator, statement.e, scope)) return;
    for (const target of statement.t) if (target.k === "ref") raw.add(target.n);
  });
  const isRawBody = (expr: Expr): boolean =>
    (expr.k === "ref" && raw.has(expr.n)) || isBodyRead(evaluator, expr, scope);
  const isSource = (expr: Expr): boolean => readsJson(evaluator, expr, scope, isRawBody) !== undefined;
  let first: { of: string; expr: Expr & { p: number; q: number } } | undefined;
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement)) {
      walkExpr(expr, (inner) => {
        if (first !== undefined || (inner.k !== "await" && inner.k !== "call")) return;
        const of = readsJson(evaluator, inner, scope, isRawBody);
        if (of !== undefined) first = { of, expr: inner };
      });
    }
  });
  return first === undefined ? undefined : { first, isSource };
}
