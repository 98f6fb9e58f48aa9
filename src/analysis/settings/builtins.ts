import { methodResult } from "./methods.ts";
import { isSequence, itemsOf, madeOf, type Resolved, textOf, truthOf, unknown } from "./resolved.ts";
import type { Frame, Resolver } from "./resolver.ts";

/** `getattr(settings, "ORIGINS", ["*"])`: the default is for what the object does not have, so it is none where nothing is known. */
export function gotten(
  resolver: Resolver,
  owner: Resolved | undefined,
  name: Resolved | undefined,
  fallback: Resolved | undefined,
  frame: Frame,
): Resolved {
  const text = name === undefined ? undefined : textOf(name);
  if (owner === undefined || text === undefined || !/^[A-Za-z_]\w*$/.test(text))
    return unknown("`getattr()` of something that is not known");
  const found = resolver.attribute(owner, text, frame.depth);
  if (found.data.k !== "unknown" && found.data.k !== "method") return found;
  return unknown(fallback === undefined ? (found.reason ?? `\`.${text}\``) : `whether there is \`.${text}\``);
}

/** `map(str.strip, parts)`, `filter(None, parts)`. */
export function mapped(
  resolver: Resolver,
  name: "map" | "filter",
  callable: Resolved | undefined,
  over: Resolved | undefined,
  frame: Frame,
): Resolved | undefined {
  const items = over === undefined ? undefined : itemsOf(over);
  if (callable === undefined || over === undefined || items === undefined || !isSequence(over.data)) return undefined;
  const results = items.map((item) => ({ item, result: applied(resolver, callable, item, frame) }));
  if (name === "map")
    return madeOf(over, {
      k: "list",
      items: results.map(({ item, result }) => ({
        ...result,
        ...(item.when === undefined ? {} : { when: item.when }),
      })),
      open: over.data.open,
    });
  const kept = results.filter(({ result }) => truthOf(result) === true).map(({ item }) => item);
  const isKnown = results.every(({ result }) => truthOf(result) !== undefined);
  return madeOf(over, { k: "list", items: kept, open: over.data.open || !isKnown });
}

function applied(resolver: Resolver, callable: Resolved, item: Resolved, frame: Frame): Resolved {
  const { data } = callable;
  if (data.k === "none") return item;
  const name = data.k === "object" && data.value.k === "external" ? data.value.name : "";
  return name.startsWith("str.")
    ? methodResult(item, name.slice("str.".length), [])
    : resolver.callValue(callable, [item], frame);
}

/** `sorted(…)` of texts that are known. */
export function sortedTexts(of: Resolved): Resolved {
  const items = itemsOf(of);
  if (items === undefined || !isSequence(of.data)) return madeOf(of, { k: "list", items: [], open: true });
  const isKnown = items.every((item) => textOf(item) !== undefined);
  const compared = (a: Resolved, b: Resolved): number => ((textOf(a) ?? "") < (textOf(b) ?? "") ? -1 : 1);
  return madeOf(of, { k: "list", items: isKnown ? items.toSorted(compared) : items, open: of.data.open });
}
