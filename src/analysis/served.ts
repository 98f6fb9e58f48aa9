import { edgesOf } from "./blocking/edges.ts";
import { flagsKey, isRuledOut, type KnownFlags, knownArguments } from "./blocking/flags.ts";
import type { Hop } from "./blocking/reach.ts";
import type { Entry } from "./entries.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import type { Execution } from "./executions.ts";
import { keyOf, type FunctionRef } from "./module.ts";

/** A function that runs while a request is served, and a shortest way to it. */
export interface Served {
  readonly fn: FunctionRef;
  readonly entry: Entry;
  readonly hops: readonly Hop[];
  /** What the last call on the way says of the function's flags. */
  readonly known: KnownFlags;
}

/** The ways into each function, by {@link keyOf}: one for each set of flags that it is called with, shortest first. */
export type ServedFunctions = ReadonlyMap<string, readonly [Served, ...Served[]]>;

/** How far from an entry code is followed. */
const MAX_HOPS = 8;

/** The functions that entries lead to, whatever thread they run on. */
export function findServed(evaluator: Evaluator, entries: readonly Entry[]): ServedFunctions {
  const found = new Map<string, [Served, ...Served[]]>();
  const seen = new Set<string>();
  const queue: Served[] = [];
  const reach = (served: Served): void => {
    const key = keyOf(served.fn);
    const way = `${key}?${flagsKey(served.known)}`;
    if (seen.has(way)) return;
    seen.add(way);
    const known = found.get(key);
    if (known === undefined) found.set(key, [served]);
    else known.push(served);
    queue.push(served);
  };
  for (const entry of entries) reach({ fn: entry.fn, entry, hops: [], known: new Map() });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { fn, entry, hops, known } = next;
    if (hops.length >= MAX_HOPS) continue;
    for (const edge of edgesOf(evaluator, fn)) {
      if (edge.k !== "function" || isRuledOut(edge.execution, known)) continue;
      reach({
        fn: edge.to,
        entry,
        hops: [...hops, { fn, execution: edge.execution, to: edge.to }],
        known: knownArguments(edge.to, edge.call, known),
      });
    }
  }
  return found;
}

/** The shortest way on which a request gets to something that a function executes. */
export function wayTo(served: ServedFunctions, fn: FunctionRef, execution: Execution): Served | undefined {
  return served.get(keyOf(fn))?.find(({ known }) => !isRuledOut(execution, known));
}

/** A shortest way into each function. */
export function shortestWays(served: ServedFunctions): readonly Served[] {
  return [...served.values()].map(([way]) => way);
}
