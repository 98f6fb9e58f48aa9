import { expandBraces } from "./expand.ts";
import { catalogue } from "./index.ts";
import { indexNames } from "./name-index.ts";
import type { CatalogueRow } from "./row.ts";

/**
 * Answers what the catalogue says about a qualified name.
 *
 * Rows of severity `none` are never answered by `callRow`; as receivers they are, because they may give something that blocks.
 */
export interface CatalogueLookup {
  /** The row of a callable that blocks when it is called. Constructing a receiver is told by the row's `constructing` instead. */
  readonly callRow: (qualifiedName: string) => CatalogueRow | undefined;
  /** The row whose receivers are instances of the class. */
  readonly typeRow: (qualifiedName: string) => CatalogueRow | undefined;
  /** The row whose receivers the function or class method returns. */
  readonly factoryRow: (qualifiedName: string) => CatalogueRow | undefined;
  /** The row whose receivers come from calling what this callable returns: `sessionmaker`. */
  readonly makerRow: (qualifiedName: string) => CatalogueRow | undefined;
  /** What an attribute of a receiver, or calling that attribute, gives: the row in `gives`, or the same row along its chain. */
  readonly memberRow: (row: CatalogueRow, member: string) => CatalogueRow | undefined;
  /** Whether a row of severity `none` names it. */
  readonly isQuiet: (qualifiedName: string) => boolean;
}

/** Builds the answers over rows; reads them once. */
export function createLookup(rows: readonly CatalogueRow[]): CatalogueLookup {
  const calls = indexNames(rows, (row) => row.calls ?? []);
  const types = indexNames(rows, (row) => row.types ?? []);
  const factories = indexNames(rows, (row) => row.factories ?? []);
  const makers = indexNames(rows, (row) => row.makers ?? []);
  const byId = new Map(rows.map((row) => [row.id, row]));

  function callRow(name: string): CatalogueRow | undefined {
    const row = calls.find(name);
    return row?.severity === "none" ? undefined : row;
  }

  function memberRow(row: CatalogueRow, member: string): CatalogueRow | undefined {
    const given = row.gives?.[member];
    if (given !== undefined) {
      return byId.get(given);
    }
    return row.chain === true && !isBlockingMethod(row, member) ? row : undefined;
  }

  function isQuiet(name: string): boolean {
    return [calls, types, factories].some((index) => index.find(name)?.severity === "none");
  }

  return { callRow, typeRow: types.find, factoryRow: factories.find, makerRow: makers.find, memberRow, isQuiet };
}

/** A name for the row's receivers where only the row is known: `redis.Redis`. */
export function typeNameOf(row: CatalogueRow): string | undefined {
  const [first] = row.types ?? [];
  return first === undefined ? undefined : expandBraces(first)[0];
}

/** Whether calling the method on a receiver of the row blocks; `__call__` stands for calling the receiver itself. */
export function isBlockingMethod(row: CatalogueRow, method: string): boolean {
  if (row.severity === "none" || row.methods === undefined || row.quiet?.includes(method) === true) {
    return false;
  }
  return row.methods.includes(method) || (row.methods.includes("*") && !method.startsWith("_"));
}

/** The answers over the whole catalogue; see `CatalogueLookup`. */
export const { callRow, typeRow, factoryRow, makerRow, memberRow, isQuiet }: CatalogueLookup = createLookup(catalogue);
