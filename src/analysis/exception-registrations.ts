import type { DictExpr, Expr, Stmt } from "../python/facts.ts";
import { renderExpr } from "../python/render.ts";
import { argumentOf, lastName, objectOf, type CallSites } from "./call-sites.ts";
import { basesOf, lineage } from "./evaluate/attributes.ts";
import { outerScope } from "./evaluate/decorators.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { locate } from "./evaluate/names.ts";
import { classAt, functionAt, type FunctionRef, type Module } from "./module.ts";
import type { Scope } from "./scopes.ts";

/** A function that is to answer for exceptions of a class, or for a status. */
export interface ExceptionRegistration {
  /** `ValueError`, `500`, `status.HTTP_404_NOT_FOUND`, and where its names are looked up. */
  readonly of: Expr;
  readonly scope: Scope;
  readonly fn: FunctionRef;
  /** What it is registered on, as text that is the same for the same application; `undefined` where that is not known. */
  readonly on: string | undefined;
  readonly p: number;
}

/**
 * Every registration of the project: `@app.exception_handler(…)`, `app.add_exception_handler(…)`, `FastAPI(exception_handlers={…})` with
 * the dictionary in place or under a name. https://fastapi.tiangolo.com/tutorial/handling-errors/#install-custom-exception-handlers
 */
export function exceptionRegistrations(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
): readonly ExceptionRegistration[] {
  const found: ExceptionRegistration[] = [];
  const add = (
    registration: Omit<ExceptionRegistration, "fn" | "of"> & { readonly of: Expr | undefined },
    handler: Expr | undefined,
  ): void => {
    const { of, scope } = registration;
    const value = handler === undefined || of === undefined ? undefined : evaluator.value(handler, scope);
    if (value?.k === "function" && of !== undefined) found.push({ ...registration, of, fn: value.ref });
  };
  for (const module of modules)
    for (const index of module.facts.functions.keys()) {
      const fn = functionAt(module, index);
      for (const decorator of fn.facts.decorators) {
        if (decorator.k !== "call" || lastName(decorator.f) !== "exception_handler") continue;
        const of = argumentOf(decorator, "exc_class_or_status_code", 0);
        const scope = outerScope(fn);
        const owner = objectOf(decorator.f);
        const value = owner === undefined ? undefined : evaluator.value(owner, scope);
        if (value?.k !== "foreign" && value?.k !== "instance" && value?.k !== "unknown") continue;
        if (of !== undefined) found.push({ of, scope, fn, on: ownerText(owner, scope, fn.facts.p), p: fn.facts.p });
      }
    }
  for (const { call, scope } of calls.get("add_exception_handler") ?? []) {
    const of = argumentOf(call, "exc_class_or_status_code", 0);
    add({ of, scope, on: ownerText(objectOf(call.f), scope, call.p), p: call.p }, argumentOf(call, "handler", 1));
  }
  for (const name of applicationNames(evaluator, modules))
    for (const { call, scope } of calls.get(name) ?? []) {
      const handlers = argumentOf(call, "exception_handlers");
      const listed = handlers === undefined ? undefined : dictionaryIn(evaluator, handlers, scope);
      for (const [of, handler] of listed?.dict.i ?? [])
        if (of !== null) add({ of, scope: listed?.scope ?? scope, on: undefined, p: call.p }, handler);
    }
  return found;
}

/** The application that a statement registers on, where it does so in any case: a later registration takes the place of an earlier one. */
function ownerText(owner: Expr | undefined, { module, fn }: Scope, p: number): string | undefined {
  const body: readonly Stmt[] = fn?.facts.body ?? module.facts.body;
  const isPlain = body.some(
    (statement) => statement.p <= p && p < statement.q && (statement.k === "def" || statement.k === "expr"),
  );
  return owner?.k === "ref" && isPlain ? `${module.path}#${fn?.index ?? ""}#${renderExpr(owner, 80)}` : undefined;
}

/** `exception_handlers={…}`, or the name of such a dictionary in this file or another. */
function dictionaryIn(
  evaluator: Evaluator,
  expr: Expr,
  scope: Scope,
): { readonly dict: DictExpr; readonly scope: Scope } | undefined {
  if (expr.k === "dict") return { dict: expr, scope };
  const place = expr.k === "ref" ? locate(evaluator, expr.n, scope) : undefined;
  const [only, ...others] = place?.bindings ?? [];
  return only?.k === "assigned" && only.value?.k === "dict" && others.length === 0 && place !== undefined
    ? { dict: only.value, scope: place.scope }
    : undefined;
}

const APPLICATION = /^(?:fastapi|starlette)\.(?:applications\.)?(?:FastAPI|Starlette)$/;

/** The names under which applications are constructed: the framework's, and those of classes of the project that inherit from them. */
function applicationNames(evaluator: Evaluator, modules: readonly Module[]): ReadonlySet<string> {
  const names = new Set<string>(["FastAPI", "Starlette"]);
  for (const module of modules)
    for (const [index, { name, bases }] of module.facts.classes.entries())
      if (bases.length > 0 && isApplicationClass(evaluator, module, index)) names.add(name);
  return names;
}

function isApplicationClass(evaluator: Evaluator, module: Module, index: number): boolean {
  return lineage(evaluator, classAt(module, index)).some((owner) =>
    basesOf(evaluator, owner).some((base) => base.k === "external" && APPLICATION.test(base.name)),
  );
}
