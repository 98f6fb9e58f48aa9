import type { CatalogueRow } from "./catalogue/row.ts";
import type { ClassRef, FunctionRef, Module } from "./module.ts";

/** How a receiver's type was learnt, for the evidence. */
export interface Origin {
  readonly module: Module;
  readonly p: number;
  readonly q: number;
}

/**
 * What an expression is known to be. Anything the analysis is not sure of is `unknown`, and two different answers are too:
 * a wrong guess would become a false alarm.
 */
export type Value =
  | { readonly k: "unknown" }
  | { readonly k: "module"; readonly module: Module }
  /** Something imported from outside the project, by its qualified name. Builtins have their plain name. */
  | { readonly k: "external"; readonly name: string }
  | { readonly k: "function"; readonly ref: FunctionRef; readonly self?: Value }
  | { readonly k: "class"; readonly ref: ClassRef }
  | { readonly k: "instance"; readonly ref: ClassRef }
  /** An instance of a class from outside the project that the catalogue does not list. */
  | { readonly k: "foreign"; readonly name: string }
  /** An instance that the catalogue lists: calling some of its methods blocks. */
  | { readonly k: "receiver"; readonly row: CatalogueRow; readonly type: string; readonly origin: Origin }
  /** `receiver.name`, not yet called. */
  | { readonly k: "method"; readonly receiver: Value & { k: "receiver" }; readonly name: string }
  /** Calling it gives a receiver: a `sessionmaker(...)`. */
  | { readonly k: "maker"; readonly row: CatalogueRow; readonly type: string; readonly origin: Origin }
  /** `functools.partial(target, …)`, or a name bound to a callable. */
  | { readonly k: "partial"; readonly target: Value }
  /** What calling an async function gives: awaiting it yields `result`. */
  | { readonly k: "awaitable"; readonly result: Value }
  /** What calling a generator function gives; `item` is what it yields. */
  | { readonly k: "iterator"; readonly item: Value; readonly of?: FunctionRef }
  /** A list, a dictionary and the like whose annotation says what is in it: `dict[str, Store]`. */
  | { readonly k: "container"; readonly keyed: boolean; readonly item: Value }
  /** `super()` inside a class. */
  | { readonly k: "super"; readonly ref: ClassRef };

export const UNKNOWN: Value = { k: "unknown" };

/** The one thing that all known values agree on, else unknown. */
export function join(values: readonly Value[]): Value {
  const known = values.filter((value) => value.k !== "unknown");
  const [first] = known;
  if (first === undefined) return UNKNOWN;
  return known.every((value) => sameKind(value, first)) ? first : UNKNOWN;
}

function sameKind(a: Value, b: Value): boolean {
  if (a.k !== b.k) return false;
  switch (a.k) {
    case "external":
    case "foreign":
      return a.name === (b as typeof a).name;
    case "receiver":
    case "maker":
      return a.row.id === (b as typeof a).row.id;
    case "function":
    case "class":
    case "instance":
    case "super": {
      const other = (b as typeof a).ref;
      return a.ref.module === other.module && a.ref.index === other.index;
    }
    case "module":
      return a.module === (b as typeof a).module;
    case "method":
      return a.name === (b as typeof a).name && sameKind(a.receiver, (b as typeof a).receiver);
    case "partial":
      return sameKind(a.target, (b as typeof a).target);
    case "awaitable":
      return sameKind(a.result, (b as typeof a).result);
    case "iterator":
    case "container":
      return sameKind(a.item, (b as typeof a).item);
    case "unknown":
      return true;
  }
}
