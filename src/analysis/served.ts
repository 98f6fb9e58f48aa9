import { edgesOf } from "./blocking/edges.ts";
import type { Hop } from "./blocking/reach.ts";
import type { Entry } from "./entries.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "./module.ts";

/** A function that runs while a request is served, and the shortest way to it. */
export interface Served {
  readonly fn: FunctionRef;
  readonly entry: Entry;
  readonly hops: readonly Hop[];
}

/** How far from an entry code is followed. */
const MAX_HOPS = 8;

/** The functions that entries lead to, by {@link keyOf}, whatever thread they run on. */
export function findServed(evaluator: Evaluator, entries: readonly Entry[]): ReadonlyMap<string, Served> {
  const found = new Map<string, Served>();
  const queue: { fn: FunctionRef; served: Served }[] = [];
  const reach = (fn: FunctionRef, served: Served): void => {
    if (found.has(keyOf(fn))) return;
    found.set(keyOf(fn), served);
    queue.push({ fn, served });
  };
  for (const entry of entries) reach(entry.fn, { fn: entry.fn, entry, hops: [] });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { fn, served } = next;
    if (served.hops.length >= MAX_HOPS) continue;
    for (const edge of edgesOf(evaluator, fn)) {
      if (edge.k !== "function") continue;
      const hop: Hop = { fn, execution: edge.execution, to: edge.to };
      reach(edge.to, { fn: edge.to, entry: served.entry, hops: [...served.hops, hop] });
    }
  }
  return found;
}
