import type { Expr } from "../../python/facts.ts";
import { itemsOf, isSequence, type Resolved } from "./resolved.ts";

/** The names that one turn of a loop binds: `x`, or `scheme, host` where the item is taken apart; `undefined` when that is not known. */
export function namesBound(target: Expr, item: Resolved): readonly (readonly [string, Resolved])[] | undefined {
  if (target.k === "ref") return [[target.n, item]];
  if (target.k !== "tuple" && target.k !== "list") return undefined;
  const parts = itemsOf(item);
  if (parts === undefined || !isSequence(item.data) || item.data.open || parts.length !== target.i.length)
    return undefined;
  const bound: (readonly [string, Resolved])[] = [];
  for (const [at, part] of target.i.entries()) {
    const value = parts[at];
    const inner = value === undefined ? undefined : namesBound(part, value);
    if (inner === undefined) return undefined;
    bound.push(...inner);
  }
  return bound;
}
