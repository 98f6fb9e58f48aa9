import { decorationOf } from "../decoration.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Execution } from "../executions.ts";
import { type Memo, rarer } from "../memo.ts";
import { keyOf, type ClassRef, type FunctionRef } from "../module.ts";
import type { Edge } from "./edge.ts";
import { edgesOf } from "./edges.ts";
import { flagsKey, isRuledOut, type KnownFlags, knownArguments } from "./flags.ts";
import type { Sink } from "./sinks.ts";

/** Longer chains exist, but nobody can check them in a review. */
export const MAX_HOPS = 8;

/** One call on the way from an entry to a blocking call. */
export interface Hop {
  /** The function in which the call stands. */
  readonly fn: FunctionRef;
  readonly execution: Execution;
  readonly to: FunctionRef;
}

/** A way from an entry to a blocking call, the shortest one. */
export interface Reach {
  readonly entry: Entry;
  readonly hops: readonly Hop[];
  /** A cache or a once-only guard stands on the way. */
  readonly memo: Memo | undefined;
}

/** A blocking call that runs on the event loop, with all entries that lead to it. */
export interface BlockingSite {
  readonly sink: Sink;
  readonly fn: FunctionRef;
  readonly execution: Execution;
  readonly reached: readonly Reach[];
}

interface Visit {
  readonly fn: FunctionRef;
  /** The class of the object whose inherited method runs. */
  readonly self: ClassRef | undefined;
  /** Truth of parameters that guards ask about, where the caller fixed it. */
  readonly known: KnownFlags;
  readonly hop: Link | undefined;
  readonly depth: number;
  readonly memo: Memo | undefined;
}

interface Link {
  readonly hop: Hop;
  readonly before: Link | undefined;
}

/** Follows execution from every entry that runs on the event loop. Each site is reported once, with one shortest way per entry. */
export function findBlockingSites(evaluator: Evaluator, entries: readonly Entry[]): readonly BlockingSite[] {
  return collectSites(evaluator, entries, (entry) => loopStarts(evaluator, entry));
}

/** The same from every `def` entry, which FastAPI runs in its thread pool: nothing blocks the loop there, but a call without a time-out holds one of its threads. */
export function findThreadSites(evaluator: Evaluator, entries: readonly Entry[]): readonly BlockingSite[] {
  return collectSites(evaluator, entries, (entry) =>
    decorationOf(evaluator, entry.fn).async || entry.fn.facts.async ? [] : [startAt(entry.fn)],
  );
}

function collectSites(
  evaluator: Evaluator,
  entries: readonly Entry[],
  startsOf: (entry: Entry) => Visit[],
): readonly BlockingSite[] {
  const sites = new Map<string, { sink: Sink; fn: FunctionRef; execution: Execution; reached: Reach[] }>();
  for (const entry of entries) {
    for (const { edge, visit } of walkFrom(evaluator, startsOf(entry))) {
      if (visit.fn.module.aside) continue;
      const key = `${visit.fn.module.path}:${edge.execution.p}:${edge.sink.row.id}`;
      const site = sites.get(key) ?? { sink: edge.sink, fn: visit.fn, execution: edge.execution, reached: [] };
      sites.set(key, site);
      site.reached.push({ entry, hops: hopsOf(visit.hop), memo: rarer(visit.memo, edge.execution.memo) });
    }
  }
  return [...sites.values()];
}

/** Breadth first, so that the first way found is a shortest one; ways through a memo come last, since the others tell more. */
function* walkFrom(
  evaluator: Evaluator,
  queue: Visit[],
): Generator<{ edge: Extract<Edge, { k: "sink" }>; visit: Visit }> {
  const seen = new Set<string>();
  const sunk = new Set<string>();
  const lines = { always: queue, seldom: new Array<Visit>(), once: new Array<Visit>() };
  const next = (): Visit | undefined => lines.always.shift() ?? lines.seldom.shift() ?? lines.once.shift();
  for (let visit = next(); visit !== undefined; visit = next()) {
    const on = visit.self === undefined ? "" : `${visit.self.module.path}#${visit.self.index}`;
    const key = `${keyOf(visit.fn)}@${on}?${flagsKey(visit.known)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const edge of edgesOf(evaluator, visit.fn, visit.self)) {
      if (isRuledOut(edge.execution, visit.known)) continue;
      if (edge.k === "sink") {
        const place = `${visit.fn.module.path}:${edge.execution.p}`;
        if (sunk.has(place)) continue;
        sunk.add(place);
        yield { edge, visit };
      } else if (visit.depth < MAX_HOPS) {
        const memo = rarer(visit.memo, rarer(edge.execution.memo, keptBy(edge)));
        lines[memo ?? "always"].push({
          fn: edge.to,
          self: edge.self,
          known: knownArguments(edge.to, edge.call, visit.known),
          hop: { hop: { fn: visit.fn, execution: edge.execution, to: edge.to }, before: visit.hop },
          depth: visit.depth + 1,
          memo,
        });
      }
    }
  }
}

/** What the framework runs for an entry on the event loop: nothing for a plain `def`, the wrapper for a decorated one. */
function loopStarts(evaluator: Evaluator, entry: Entry): Visit[] {
  const decoration = decorationOf(evaluator, entry.fn);
  if (!decoration.async) return [];
  if (decoration.wrapper === undefined) return [startAt(entry.fn)];
  return decoration.runsOriginal ? [startAt(entry.fn), startAt(decoration.wrapper)] : [startAt(decoration.wrapper)];
}

function startAt(fn: FunctionRef): Visit {
  return { fn, self: undefined, known: new Map(), hop: undefined, depth: 0, memo: undefined };
}

/** A cache keeps one result for each set of arguments. */
function keptBy(edge: Extract<Edge, { k: "function" }>): Memo | undefined {
  if (!edge.cached) return undefined;
  return edge.to.facts.params.every(({ name }) => name === "self" || name === "cls") ? "once" : "seldom";
}

function hopsOf(link: Link | undefined): readonly Hop[] {
  const hops: Hop[] = [];
  for (let current = link; current !== undefined; current = current.before) hops.unshift(current.hop);
  return hops;
}
