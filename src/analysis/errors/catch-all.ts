import type { Expr } from "../../python/facts.ts";
import { argumentOf, lastName, type CallSites } from "../call-sites.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, keyOf, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { statusOf } from "./status.ts";

/** The functions that answer for every exception that no other handler takes, by {@link keyOf}: `@app.exception_handler(Exception)` and the like. */
export function catchAllHandlers(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (handler: Expr | undefined, scope: Scope): void => {
    const value = handler === undefined ? undefined : evaluator.value(handler, scope);
    if (value?.k === "function") found.add(keyOf(value.ref));
  };
  for (const module of modules) {
    for (const index of module.facts.functions.keys()) {
      const fn = functionAt(module, index);
      for (const decorator of fn.facts.decorators) {
        if (decorator.k !== "call" || lastName(decorator.f) !== "exception_handler") continue;
        if (isForAll(argumentOf(decorator, "exc_class_or_status_code", 0), evaluator, outerScope(fn)))
          found.add(keyOf(fn));
      }
    }
  }
  for (const { call, scope } of calls.get("add_exception_handler") ?? [])
    if (isForAll(argumentOf(call, "exc_class_or_status_code", 0), evaluator, scope))
      add(argumentOf(call, "handler", 1), scope);
  for (const { call, scope } of calls.get("FastAPI") ?? []) {
    const handlers = argumentOf(call, "exception_handlers");
    if (handlers?.k !== "dict") continue;
    for (const [key, handler] of handlers.i) if (key !== null && isForAll(key, evaluator, scope)) add(handler, scope);
  }
  return found;
}

function isForAll(of: Expr | undefined, evaluator: Evaluator, scope: Scope): boolean {
  if (of === undefined) return false;
  if (statusOf(of) === 500) return true;
  const value = evaluator.value(of, scope);
  return value.k === "external" && /^(?:builtins\.)?(?:Exception|BaseException)$/.test(value.name);
}
