import type { CallExpr } from "../../python/facts.ts";
import { objectOf, type CallSite, type CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** A `ContextVar` of a module, and where the project sets and reads it. */
export interface ContextVariable {
  readonly name: string;
  /** The constructing call, and where it stands. */
  readonly made: CallExpr;
  readonly scope: Scope;
  readonly sets: readonly VariableUse[];
  readonly reads: readonly VariableUse[];
}

/** A `.set(…)` or `.get()` in a function. */
export interface VariableUse {
  readonly fn: FunctionRef;
  readonly call: CallExpr;
}

/** The context variables that functions of the project both set and read. Variables that a module sets when it is imported are left out. */
export function findContextVariables(evaluator: Evaluator, calls: CallSites): readonly ContextVariable[] {
  const made = new Map<CallExpr, { made: CallExpr; scope: Scope; name: string; sets: CallSite[]; reads: CallSite[] }>();
  const note = (sites: readonly CallSite[], kind: "sets" | "reads"): void => {
    for (const site of sites) {
      const object = objectOf(site.call.f);
      if (object?.k !== "ref") continue;
      const place = locate(evaluator, object.n, site.scope);
      const [only] = place?.bindings ?? [];
      if (place?.bindings.length !== 1 || only?.k !== "assigned" || only.value?.k !== "call") continue;
      const value = evaluator.value(only.value, place.scope);
      if (value.k !== "foreign" || value.name !== "contextvars.ContextVar") continue;
      const known = made.get(only.value) ?? {
        made: only.value,
        scope: place.scope,
        name: object.n.slice(object.n.lastIndexOf(".") + 1),
        sets: [],
        reads: [],
      };
      made.set(only.value, known);
      known[kind].push(site);
    }
  };
  note(calls.get("set") ?? [], "sets");
  if (made.size === 0) return [];
  note(calls.get("get") ?? [], "reads");
  return [...made.values()].flatMap(({ sets, reads, ...variable }) => {
    if (sets.some(({ scope }) => scope.fn === undefined)) return [];
    return reads.length === 0 ? [] : [{ ...variable, sets: usesOf(sets), reads: usesOf(reads) }];
  });
}

function usesOf(sites: readonly CallSite[]): readonly VariableUse[] {
  const found = new Map<string, VariableUse>();
  for (const { call, scope } of sites)
    if (scope.fn !== undefined && !scope.fn.module.aside)
      found.set(`${keyOf(scope.fn)}:${call.p}`, { fn: scope.fn, call });
  return [...found.values()];
}
