import type { Module } from "../module.ts";
import type { Value } from "../values.ts";

/**
 * How sure it is that the program runs with a value: `literal` is in the code for good, `default` holds until the environment
 * or a constructor says otherwise, `environment` is known only where the program runs, and of `unknown` nothing can be said.
 */
export type Certainty = "literal" | "default" | "environment" | "unknown";

/** A place on the way to a value. */
export interface SourcePlace {
  readonly module: Module;
  readonly p: number;
  readonly q: number;
  /** What a reader sees there; the text at the place where it is left out. */
  readonly text: string;
}

/** What a value looks like, as far as that is known. */
export type Data =
  /** `v` is `undefined` for some text. */
  | { readonly k: "str"; readonly v: string | undefined }
  | { readonly k: "bool"; readonly v: boolean | undefined }
  | { readonly k: "number"; readonly v: string }
  | { readonly k: "none" }
  /** `open`: there may be more items than these. */
  | { readonly k: "list" | "tuple" | "set"; readonly items: readonly Resolved[]; readonly open: boolean }
  | { readonly k: "dict"; readonly entries: ReadonlyMap<string, Resolved>; readonly open: boolean }
  /**
   * A class, a function, a module, an instance. `given` are the values that its constructor got, `held` what its fields hold just now,
   * `within` the beginning of the variables that set its fields; `exact`: it is no subclass.
   */
  | {
      readonly k: "object";
      readonly value: Value;
      readonly given?: ReadonlyMap<string, Resolved>;
      readonly held?: ReadonlyMap<string, Resolved>;
      readonly within?: string;
      readonly exact?: true;
    }
  | { readonly k: "method"; readonly of: Resolved; readonly name: string }
  | { readonly k: "unknown" };

/** What an expression's value is when the program runs with nothing set that has a default, outside development. */
export interface Resolved {
  readonly certainty: Certainty;
  readonly data: Data;
  /** The environment variable that it comes from. */
  readonly variable?: string;
  /** Other variables that set it as well. */
  readonly others?: readonly string[];
  /** Where it comes from: definitions on the way, the outermost first, and the text itself last. */
  readonly trail: readonly SourcePlace[];
  /** Why it is not known, or not wholly. */
  readonly reason?: string;
  /** An item that is in the list only under this condition. */
  readonly when?: string;
}

/** The longest way to a value that is kept. */
const MAX_TRAIL = 6;

const ORDER: readonly Certainty[] = ["literal", "default", "environment", "unknown"];

/** The least certain of all. */
export function leastCertain(certainties: readonly Certainty[]): Certainty {
  return ORDER[Math.max(0, ...certainties.map((each) => ORDER.indexOf(each)))] ?? "unknown";
}

/** Something known. */
export function known(data: Data, trail: readonly SourcePlace[] = []): Resolved {
  return { certainty: "literal", data, trail };
}

/** Something that could not be worked out; the shape may be known all the same. */
export function unknown(reason: string, data: Data = { k: "unknown" }): Resolved {
  return { certainty: "unknown", data, trail: [], reason };
}

/** The same with a place in front of its trail. */
export function seenAt(place: SourcePlace, resolved: Resolved): Resolved {
  const [first] = resolved.trail;
  const isSame = first !== undefined && first.module === place.module && first.p === place.p;
  return isSame ? resolved : { ...resolved, trail: [place, ...resolved.trail].slice(0, MAX_TRAIL) };
}

/** A value with other data that was made of `from`. */
export function madeOf(from: Resolved, data: Data): Resolved {
  return { ...from, data };
}

/** The value as far as it depends on another one: no more certain than that, and by the same variable. */
export function dependingOn(by: Resolved, resolved: Resolved): Resolved {
  const { data } = resolved;
  const certainty = leastCertain([by.certainty, resolved.certainty]);
  const { variable, others } = resolved.variable === undefined ? by : resolved;
  const inner: Data =
    data.k === "list" || data.k === "tuple" || data.k === "set"
      ? { ...data, items: data.items.map((item) => dependingOn(by, item)) }
      : data;
  const reason = resolved.reason ?? by.reason;
  return {
    ...resolved,
    certainty,
    data: inner,
    trail: resolved.trail.length === 0 ? by.trail : resolved.trail,
    ...(variable === undefined ? {} : { variable }),
    ...(others === undefined ? {} : { others }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The items of a list, a tuple or a set. */
export function itemsOf({ data }: Resolved): readonly Resolved[] | undefined {
  return isSequence(data) ? data.items : undefined;
}

/** Whether data is a list, a tuple or a set. */
export function isSequence(data: Data): data is Extract<Data, { k: "list" | "tuple" | "set" }> {
  return data.k === "list" || data.k === "tuple" || data.k === "set";
}

/** The items of a set: each text once. */
export function unique(items: readonly Resolved[]): readonly Resolved[] {
  return items.filter(
    (item, at) => !items.slice(0, at).some((one) => one.when === undefined && sameData(one.data, item.data)),
  );
}

/** The text of a string, if it is known. */
export function textOf({ data }: Resolved): string | undefined {
  return data.k === "str" ? data.v : undefined;
}

/** Whether something counts as true in a condition. */
export function truthOf({ data }: Resolved): boolean | undefined {
  switch (data.k) {
    case "str":
      return data.v === undefined ? undefined : data.v !== "";
    case "bool":
      return data.v;
    case "number":
      return Number(data.v) !== 0;
    case "none":
      return false;
    case "list":
    case "tuple":
    case "set":
      return data.items.some((item) => item.when === undefined) ? true : data.open ? undefined : data.items.length > 0;
    case "dict":
      return data.entries.size > 0 ? true : data.open ? undefined : false;
    case "object":
      // An external name may be anything: `sys.flags.dev_mode`.
      return /^(?:function|class|instance|module)$/.test(data.value.k) ? true : undefined;
    default:
      return undefined;
  }
}

/** What two values have in common, where a condition that is not known decides between them. */
export function either(a: Resolved, b: Resolved, condition: string): Resolved {
  if (sameData(a.data, b.data)) return a.certainty === b.certainty ? a : dependingOn(b, a);
  const reason = `it depends on ${condition}`;
  if (isSequence(a.data) && isSequence(b.data)) {
    const has = (items: readonly Resolved[], one: Resolved): boolean =>
      items.some((item) => sameData(item.data, one.data));
    const [left, right] = [a.data.items, b.data.items];
    const marked = (items: readonly Resolved[]): Resolved[] =>
      items.map((item) => ({ ...item, when: item.when ?? condition }));
    const items = [
      ...left.filter((item) => has(right, item)),
      ...marked(left.filter((item) => !has(right, item))),
      ...marked(right.filter((item) => !has(left, item))),
    ];
    return {
      ...a,
      data: { k: a.data.k, items, open: a.data.open || b.data.open },
      certainty: leastCertain([a.certainty, b.certainty]),
      reason,
    };
  }
  if (a.data.k === "str" && b.data.k === "str") return unknown(reason, { k: "str", v: undefined });
  if (a.data.k === "bool" && b.data.k === "bool") return unknown(reason, { k: "bool", v: undefined });
  return unknown(reason);
}

/** Whether two values are known to be equal. */
export function sameData(a: Data, b: Data): boolean {
  if (isSequence(a) && isSequence(b)) {
    return (
      a.open === b.open &&
      a.items.length === b.items.length &&
      a.items.every((item, at) => {
        const other = b.items[at];
        return other !== undefined && item.when === other.when && sameData(item.data, other.data);
      })
    );
  }
  if (a.k !== b.k) return false;
  switch (a.k) {
    case "str":
    case "bool":
    case "number":
      return a.v !== undefined && a.v === (b as typeof a).v;
    case "none":
      return true;
    default:
      return false;
  }
}
