import { expandBraces } from "./expand.ts";
import type { CatalogueRow } from "./row.ts";

/** Rows by qualified name. */
export interface NameIndex {
  /** The row that claims the name: by the name itself, else by the longest prefix (`sh.*`). */
  readonly find: (qualifiedName: string) => CatalogueRow | undefined;
}

/** The awaited twin of a library lives under one of these, below the same package as its synchronous namesake. */
const ASYNC_SEGMENT = /^(?:aio|asyncio|_?async|asynchronous|async_.*|.*_async|Async.*)$/;

/** Builds the index of one field of the rows. The first row wins where two claim a name. */
export function indexNames(
  rows: readonly CatalogueRow[],
  namesOf: (row: CatalogueRow) => readonly string[],
): NameIndex {
  const exact = new Map<string, CatalogueRow>();
  const prefixes = new Map<string, CatalogueRow>();
  for (const row of rows) {
    for (const name of namesOf(row).flatMap(expandBraces)) {
      const target = name.endsWith(".*") ? prefixes : exact;
      const key = name.endsWith(".*") ? name.slice(0, -2) : name;
      if (!target.has(key)) {
        target.set(key, row);
      }
    }
  }
  return { find: (qualifiedName) => exact.get(qualifiedName) ?? findPrefix(prefixes, qualifiedName) };
}

function findPrefix(prefixes: ReadonlyMap<string, CatalogueRow>, qualifiedName: string): CatalogueRow | undefined {
  let end = qualifiedName.lastIndexOf(".");
  while (end > 0) {
    const row = prefixes.get(qualifiedName.slice(0, end));
    if (row !== undefined) {
      return qualifiedName
        .slice(end + 1)
        .split(".")
        .some((segment) => ASYNC_SEGMENT.test(segment))
        ? undefined
        : row;
    }
    end = qualifiedName.lastIndexOf(".", end - 1);
  }
  return undefined;
}
