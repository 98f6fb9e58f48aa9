import type { Expr } from "../../python/facts.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { exceptionRegistrations } from "../exception-registrations.ts";
import { keyOf, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** Which exception class or status a handler is for. */
export type IsFor = (of: Expr, scope: Scope) => boolean;

/**
 * The functions registered for exceptions that `isFor` names, by {@link keyOf}. Of several on one application the last one answers:
 * Starlette keeps them in a dictionary, and of those for `Exception` and 500 it takes the last
 * (https://github.com/encode/starlette/blob/master/starlette/applications.py, `build_middleware_stack`).
 */
export function exceptionHandlersFor(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  isFor: IsFor,
): ReadonlyMap<string, FunctionRef> {
  const registered = exceptionRegistrations(evaluator, modules, calls).filter(({ of, scope }) => isFor(of, scope));
  const answering = registered.filter(
    ({ on, p }) => on === undefined || !registered.some((other) => other.on === on && other.p > p),
  );
  return new Map(answering.map(({ fn }) => [keyOf(fn), fn]));
}
