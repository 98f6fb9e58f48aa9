import { walkStatements } from "../../python/visit.ts";
import { leaves } from "../conditions.ts";
import type { Module } from "../module.ts";
import { mentionsWildcard } from "./idle.ts";

const known = new WeakMap<Module, boolean>();

/**
 * Whether a module refuses `"*"` somewhere: `if settings.is_production and "*" in origins: raise …`, in a validator or at its top.
 * Its authors know what the wildcard means, and where they do not want it.
 */
export function refusesWildcard(module: Module): boolean {
  let refuses = known.get(module);
  if (refuses === undefined) {
    refuses = [module.facts.body, ...module.facts.functions.map(({ body }) => body)].some((body) => {
      let found = false;
      walkStatements(body, (statement) => {
        if (statement.k !== "if" || !mentionsWildcard(statement.t)) return;
        if (statement.body.some(({ k }) => k === "raise") && leaves(statement.body)) found = true;
      });
      return found;
    });
    known.set(module, refuses);
  }
  return refuses;
}
