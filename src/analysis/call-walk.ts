import type { Edge } from "./blocking/edge.ts";
import { edgesOf } from "./blocking/edges.ts";
import type { Hop } from "./blocking/reach.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "./module.ts";

type FunctionEdge = Extract<Edge, { k: "function" }>;

/** A function that runs because another one does. */
export interface Reached {
  readonly fn: FunctionRef;
  /** The calls on the way; empty for the start itself. */
  readonly hops: readonly Hop[];
  /** A cache or a once-only guard stands on the way. */
  readonly rare: boolean;
}

/** What runs when `start` runs, on whatever thread, nearest first and each function once, up to `maxHops` calls away. `follows` can refuse calls. */
export function* reachedFrom(
  evaluator: Evaluator,
  start: FunctionRef,
  maxHops: number,
  follows: (edge: FunctionEdge, fn: FunctionRef) => boolean = () => true,
): Generator<Reached> {
  const seen = new Set<string>([keyOf(start)]);
  const queue: Reached[] = [{ fn: start, hops: [], rare: false }];
  for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
    yield visit;
    if (visit.hops.length >= maxHops) continue;
    for (const edge of edgesOf(evaluator, visit.fn)) {
      if (edge.k !== "function" || seen.has(keyOf(edge.to)) || !follows(edge, visit.fn)) continue;
      seen.add(keyOf(edge.to));
      queue.push({
        fn: edge.to,
        hops: [...visit.hops, { fn: visit.fn, execution: edge.execution, to: edge.to }],
        rare: visit.rare || edge.cached || edge.execution.memo !== undefined,
      });
    }
  }
}
