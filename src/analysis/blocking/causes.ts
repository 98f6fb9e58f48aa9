import type { CatalogueRow } from "../catalogue/row.ts";
import { keyOf } from "../module.ts";
import type { BlockingSite, Reach } from "./reach.ts";

/** One root cause: the blocking calls of one kind in one function, and everyone who gets there. */
export interface BlockingCause {
  readonly row: CatalogueRow;
  /** The calls in source order; the first one stands for all. */
  readonly sites: readonly [BlockingSite, ...BlockingSite[]];
  /** Shortest way first, then by the entry's place. */
  readonly reached: readonly [Reach, ...Reach[]];
}

/** Groups blocking calls into causes: four `execute` calls in one function are one thing to fix. */
export function groupCauses(sites: readonly BlockingSite[]): readonly BlockingCause[] {
  const groups = new Map<string, BlockingSite[]>();
  for (const site of sites) {
    const key = `${keyOf(site.fn)}|${site.sink.row.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [site]);
    else group.push(site);
  }
  return [...groups.values()].flatMap((group): BlockingCause[] => {
    const [first, ...rest] = group.toSorted((a, b) => a.execution.p - b.execution.p);
    if (first === undefined) return [];
    const byEntry = new Map<string, Reach>();
    for (const reach of [first, ...rest].flatMap((site) => site.reached)) {
      const key = keyOf(reach.entry.fn);
      const known = byEntry.get(key);
      if (known === undefined || byWeight(reach, known) < 0) byEntry.set(key, reach);
    }
    const [shortest, ...others] = [...byEntry.values()].toSorted(byDistance);
    return shortest === undefined
      ? []
      : [{ row: first.sink.row, sites: [first, ...rest], reached: [shortest, ...others] }];
  });
}

const RARITY = { always: 0, seldom: 1, once: 2 } as const;

/** Ways that every call takes before those behind a memo, then the shortest. */
function byWeight(a: Reach, b: Reach): number {
  return RARITY[a.memo ?? "always"] - RARITY[b.memo ?? "always"] || a.hops.length - b.hops.length;
}

function byDistance(a: Reach, b: Reach): number {
  const weight = byWeight(a, b);
  if (weight !== 0) return weight;
  const left = a.entry.fn;
  const right = b.entry.fn;
  if (left.module.path !== right.module.path) return left.module.path < right.module.path ? -1 : 1;
  return left.facts.p - right.facts.p;
}
