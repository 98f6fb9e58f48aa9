import { added } from "./operators.ts";
import { entryOf } from "./entries.ts";
import { type Data, dependingOn, isSequence, known, madeOf, type Resolved, textOf, unknown } from "./resolved.ts";
import { MAX_ITEMS } from "./resolver.ts";

/** What `owner.name(...)` gives for strings, lists and dictionaries; of anything else only the shape that such a method always gives. */
export function methodResult(
  owner: Resolved,
  name: string,
  given: readonly Resolved[],
  keywords: ReadonlyMap<string, Resolved> = new Map(),
): Resolved {
  const { data } = owner;
  if (data.k === "dict") return dictMethod(owner, data, name, given);
  if (isSequence(data)) return sequenceMethod(owner, name);
  if (data.k === "str" || data.k === "unknown" || data.k === "method")
    return stringMethod(owner, name, given, keywords);
  return unknown(owner.reason ?? `\`.${name}()\` is not followed`);
}

function dictMethod(
  owner: Resolved,
  { entries, open }: Extract<Data, { k: "dict" }>,
  name: string,
  [key, fallback]: readonly Resolved[],
): Resolved {
  if (name === "copy") return owner;
  if (name === "keys")
    return madeOf(owner, { k: "list", items: [...entries.keys()].map((v) => madeOf(owner, { k: "str", v })), open });
  if (name === "values") return madeOf(owner, { k: "list", items: [...entries.values()], open });
  if (name !== "get" && name !== "pop") return unknown(`\`.${name}()\` of a dictionary`);
  const wanted = key === undefined ? undefined : textOf(key);
  const found = key === undefined ? undefined : entryOf(entries, key);
  if (key === undefined || wanted === undefined || (found === undefined && open))
    return unknown("a dictionary that is not wholly known");
  // Another key is another entry.
  return dependingOn(
    { ...key, trail: [] },
    dependingOn({ ...owner, trail: [] }, found ?? fallback ?? known({ k: "none" })),
  );
}

function sequenceMethod(owner: Resolved, name: string): Resolved {
  return name === "copy" ? owner : unknown(`\`.${name}()\` of a list`);
}

const ALWAYS_TEXT =
  /^(?:strip|lstrip|rstrip|lower|upper|replace|removesuffix|removeprefix|format|join|title|capitalize|casefold|unicode_string)$/;

function stringMethod(
  owner: Resolved,
  name: string,
  given: readonly Resolved[],
  keywords: ReadonlyMap<string, Resolved>,
): Resolved {
  const value = textOf(owner);
  const isSplit = name === "split" || name === "rsplit" || name === "splitlines";
  if (isSplit) {
    const by = given[0] ?? keywords.get("sep");
    const separator = by === undefined ? undefined : textOf(by);
    const isLimited = given.length > 1 || keywords.has("maxsplit");
    if (value === undefined || isLimited || (by !== undefined && separator === undefined && by.data.k !== "none"))
      return madeOf(owner, { k: "list", items: [], open: true });
    const parts =
      name === "splitlines"
        ? value.split(/\r\n|\r|\n/).filter((part, at, all) => part !== "" || at < all.length - 1)
        : separator === undefined || separator === ""
          ? value.split(/\s+/).filter((part) => part !== "")
          : value.split(separator);
    return madeOf(owner, {
      k: "list",
      items: parts.slice(0, MAX_ITEMS).map((part) => madeOf(owner, { k: "str", v: part })),
      open: parts.length > MAX_ITEMS,
    });
  }
  if (name === "startswith" || name === "endswith") {
    const affix = given[0] === undefined ? undefined : textOf(given[0]);
    const isKnown = value !== undefined && affix !== undefined;
    const truth = isKnown ? (name === "startswith" ? value.startsWith(affix) : value.endsWith(affix)) : undefined;
    return madeOf(owner, { k: "bool", v: truth });
  }
  if (!ALWAYS_TEXT.test(name)) return unknown(owner.reason ?? `\`.${name}()\` is not followed`);
  const texts = given.map(textOf);
  const changedText = value === undefined || texts.includes(undefined) ? undefined : plainMethod(value, name, texts);
  return madeOf(owner, { k: "str", v: changedText });
}

function plainMethod(
  value: string,
  name: string,
  [first, second]: readonly (string | undefined)[],
): string | undefined {
  switch (name) {
    case "strip":
      return trimmed(trimmed(value, first, "start"), first, "end");
    case "lstrip":
      return trimmed(value, first, "start");
    case "rstrip":
      return trimmed(value, first, "end");
    case "lower":
    case "casefold":
      return value.toLowerCase();
    case "upper":
      return value.toUpperCase();
    case "replace":
      return first === undefined || second === undefined
        ? undefined
        : value.replaceAll(first, () => second).slice(0, 400);
    case "removesuffix":
      return first !== undefined && first !== "" && value.endsWith(first) ? value.slice(0, -first.length) : value;
    case "removeprefix":
      return first !== undefined && value.startsWith(first) ? value.slice(first.length) : value;
    default:
      return undefined;
  }
}

function trimmed(value: string, characters: string | undefined, side: "start" | "end"): string {
  const isCut = (character: string): boolean =>
    characters === undefined ? /\s/.test(character) : characters.includes(character);
  let start = 0;
  let end = value.length;
  if (side === "start") while (start < end && isCut(value.charAt(start))) start += 1;
  else while (end > start && isCut(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** The same with more entries that are not known. */
export function opened(value: Resolved): Resolved {
  const { data } = value;
  return isSequence(data) || data.k === "dict" ? { ...value, data: { ...data, open: true } } : value;
}

/** What a list or a dictionary holds after a method changed it in place. */
export function changed(before: Resolved, name: string, given: readonly Resolved[]): Resolved {
  const { data } = before;
  const [first, second] = given;
  if (data.k === "dict") {
    if (name === "update") return first === undefined ? opened(before) : added(before, first);
    return /^(?:pop|popitem|clear|setdefault)$/.test(name) ? { ...before, data: { ...data, open: true } } : before;
  }
  if (!isSequence(data)) return before;
  const one = name === "insert" ? second : first;
  switch (name) {
    case "insert": {
      const at = first?.data.k === "number" ? Number(first.data.v) : undefined;
      if (at === undefined || one === undefined) return opened(before);
      const items = [...data.items];
      items.splice(at, 0, one);
      return { ...before, data: { ...data, items: items.slice(0, 200) } };
    }
    case "reverse":
      return { ...before, data: { ...data, items: data.items.toReversed() } };
    case "pop":
      return first === undefined && !data.open
        ? { ...before, data: { ...data, items: data.items.slice(0, -1) } }
        : { ...before, data: { ...data, items: [], open: true } };
    case "append":
    case "add":
      return one === undefined ? before : { ...before, data: { ...data, items: [...data.items, one].slice(0, 200) } };
    case "extend":
    case "update":
      return first === undefined ? before : added(before, first);
    case "remove":
    case "discard": {
      const gone = first === undefined ? undefined : textOf(first);
      if (gone === undefined) return { ...before, data: { ...data, open: true } };
      return { ...before, data: { ...data, items: data.items.filter((item) => textOf(item) !== gone) } };
    }
    case "clear":
      return { ...before, data: { ...data, items: [], open: false } };
    default:
      return before;
  }
}
