import type { Condition } from "./application.ts";
import type { Context, Item, Thing } from "./things.ts";
import { joinConditions } from "./when.ts";

/** Longer lists are cut: nobody has that many layers. */
const MAX_ITEMS = 200;

type List = Extract<Thing, { k: "list" }>;

/** The items of something that a list is extended with, each under the conditions of the statement. */
export function itemsOf(thing: Thing | undefined, { conditions }: Context): readonly Item[] {
  if (thing?.k !== "list") return [];
  return thing.items.map(({ thing: item, condition }) => ({
    thing: item,
    condition: joinConditions([...conditions, ...(condition === undefined ? [] : [condition])]),
  }));
}

/** Adds items to a list, as far as there is room. */
export function extend(list: List, items: readonly Item[]): void {
  list.items.push(...items.slice(0, Math.max(0, MAX_ITEMS - list.items.length)));
}

/** The same list, there only under a condition. */
export function onlyIf(list: List, condition: Condition): List {
  return { ...list, items: [...itemsOf(list, { conditions: [condition], depth: 0 })] };
}

/** Lists one after the other. */
export function joinLists(lists: readonly List[]): List {
  return {
    k: "list",
    items: lists.flatMap((list) => list.items).slice(0, MAX_ITEMS),
    complete: lists.every((list) => list.complete),
  };
}
