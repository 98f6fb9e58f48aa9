import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef, Module } from "../module.ts";
import { exceptionHandlersFor } from "./exception-handlers.ts";
import { statusOf } from "./status.ts";

/** The functions that answer for every exception that no other handler takes, by key: `@app.exception_handler(Exception)` and the like. Starlette takes no handler of `BaseException`. */
export function catchAllHandlers(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
): ReadonlyMap<string, FunctionRef> {
  return exceptionHandlersFor(evaluator, modules, calls, (of, scope) => {
    if (statusOf(of) === 500) return true;
    const value = evaluator.value(of, scope);
    return value.k === "external" && /^(?:builtins\.)?Exception$/.test(value.name);
  });
}
