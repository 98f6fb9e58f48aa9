import type { Expr } from "../../python/facts.ts";
import type { CallSite, CallSites } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import type { Binding } from "../scopes.ts";
import { join, UNKNOWN, type Value } from "../values.ts";
import type { Evaluator } from "./evaluator.ts";

/** A function with more callers than this is left alone: they are unlikely to agree, and asking them all is dear. */
const MAX_CALLERS = 60;

/** What the calls of a function pass for a parameter without a type. All that is known has to agree. */
export function passedValue(
  evaluator: Evaluator,
  calls: CallSites,
  { parameter, position, owner }: Extract<Binding, { k: "parameter" }>,
): Value {
  const sites = calls.get(owner.facts.name) ?? [];
  if (sites.length === 0 || sites.length > MAX_CALLERS) return UNKNOWN;
  const passed: Value[] = [];
  for (const site of sites) {
    if (site.scope.module.aside) continue;
    const given = argumentFor(evaluator, site, owner, parameter.name, position);
    if (given !== undefined) passed.push(evaluator.value(given, site.scope));
  }
  return join(passed);
}

/** What a call passes for a parameter of the function that it calls; `undefined` when nothing, or when that cannot be told. */
export function argumentFor(
  evaluator: Evaluator,
  { call, scope }: CallSite,
  owner: FunctionRef,
  name: string,
  position: number,
): Expr | undefined {
  const callee = evaluator.value(call.f, scope);
  if (callee.k !== "function" || callee.ref.module !== owner.module || callee.ref.index !== owner.index)
    return undefined;
  const named = call.a.find((argument) => argument.n === name);
  if (named !== undefined) return named.e;
  // A bound method gets its object without it standing among the arguments.
  const index = callee.self === undefined ? position : position - 1;
  if (call.a.slice(0, index + 1).some((argument) => argument.s !== undefined)) return undefined;
  const positional = call.a[index];
  return positional?.n === undefined ? positional?.e : undefined;
}
