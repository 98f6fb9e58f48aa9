import { joinConditions } from "./when.js";
/** Longer lists are cut: nobody has that many layers. */
const MAX_ITEMS = 200;
/** The items of something that a list is extended with, each under the conditions of the statement. */
export function itemsOf(thing, { conditions }) {
    if (thing?.k !== "list")
        return [];
    return thing.items.map(({ thing: item, condition }) => ({
        thing: item,
        condition: joinConditions([...conditions, ...(condition === undefined ? [] : [condition])]),
    }));
}
/** The same list, there only under a condition. */
export function onlyIf(list, condition) {
    return { ...list, items: [...itemsOf(list, { conditions: [condition], depth: 0 })] };
}
/** Lists one after the other. */
export function joinLists(lists) {
    return {
        k: "list",
        items: lists.flatMap((list) => list.items).slice(0, MAX_ITEMS),
        complete: lists.every((list) => list.complete),
    };
}
