/** The entry of a map; the last one counts when there are several. */
export function entryOf(node, key) {
    return node?.k === "map" ? node.entries.findLast((entry) => entry.key === key) : undefined;
}
/** What stands below these keys, one after the other. */
export function nodeAt(node, ...keys) {
    let at = node;
    for (const key of keys)
        at = entryOf(at, key)?.node;
    return at;
}
/** The scalar below these keys. */
export function scalarAt(node, ...keys) {
    const found = nodeAt(node, ...keys);
    return found?.k === "scalar" ? found : undefined;
}
export function textAt(node, ...keys) {
    return scalarAt(node, ...keys)?.value;
}
export function itemsOf(node) {
    return node?.k === "seq" ? node.items : [];
}
export function entriesOf(node) {
    return node?.k === "map" ? node.entries : [];
}
/** Every map of the tree, outermost first, with the keys that lead to it. */
export function* mapsIn(node, keys = []) {
    if (node.k === "scalar")
        return;
    if (node.k === "seq") {
        for (const item of node.items)
            yield* mapsIn(item, keys);
        return;
    }
    yield { map: node, keys };
    for (const entry of node.entries)
        yield* mapsIn(entry.node, [...keys, entry.key]);
}
/** A command as one line: a list's words joined, a string as it stands. */
export function commandText(node) {
    if (node?.k === "scalar")
        return node.value;
    if (node?.k !== "seq")
        return undefined;
    const words = node.items.map((item) => (item.k === "scalar" ? (item.value ?? "…") : "…"));
    return words.length === 0 ? undefined : words.join(" ").slice(0, 2000);
}
