import type { Expr } from "../../python/facts.ts";
import { argumentOf, lastName, type CallSites } from "../call-sites.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, keyOf, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** Which exception class or status a handler is for. */
export type IsFor = (of: Expr, scope: Scope) => boolean;

/** The functions registered for exceptions that `isFor` names, by {@link keyOf}: `@app.exception_handler(…)`, `app.add_exception_handler(…)`, `FastAPI(exception_handlers={…})`. */
export function exceptionHandlersFor(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  isFor: IsFor,
): ReadonlyMap<string, FunctionRef> {
  const found = new Map<string, FunctionRef>();
  const add = (handler: Expr | undefined, scope: Scope): void => {
    const value = handler === undefined ? undefined : evaluator.value(handler, scope);
    if (value?.k === "function") found.set(keyOf(value.ref), value.ref);
  };
  const accepts = (of: Expr | undefined, scope: Scope): boolean => of !== undefined && isFor(of, scope);
  for (const module of modules) {
    for (const index of module.facts.functions.keys()) {
      const fn = functionAt(module, index);
      for (const decorator of fn.facts.decorators) {
        if (decorator.k !== "call" || lastName(decorator.f) !== "exception_handler") continue;
        if (accepts(argumentOf(decorator, "exc_class_or_status_code", 0), outerScope(fn))) found.set(keyOf(fn), fn);
      }
    }
  }
  for (const { call, scope } of calls.get("add_exception_handler") ?? [])
    if (accepts(argumentOf(call, "exc_class_or_status_code", 0), scope)) add(argumentOf(call, "handler", 1), scope);
  for (const { call, scope } of calls.get("FastAPI") ?? []) {
    const handlers = argumentOf(call, "exception_handlers");
    if (handlers?.k !== "dict") continue;
    for (const [key, handler] of handlers.i) if (key !== null && accepts(key, scope)) add(handler, scope);
  }
  return found;
}
