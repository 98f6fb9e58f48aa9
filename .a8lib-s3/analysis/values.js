export const UNKNOWN = { k: "unknown" };
/** The one thing that all known values agree on, else unknown. */
export function join(values) {
    const known = values.filter((value) => value.k !== "unknown");
    const [first] = known;
    if (first === undefined)
        return UNKNOWN;
    return known.every((value) => sameKind(value, first)) ? first : UNKNOWN;
}
function sameKind(a, b) {
    if (a.k !== b.k)
        return false;
    switch (a.k) {
        case "external":
        case "foreign":
            return a.name === b.name;
        case "receiver":
        case "maker":
            return a.row.id === b.row.id;
        case "function":
        case "class":
        case "instance":
        case "super": {
            const other = b.ref;
            return a.ref.module === other.module && a.ref.index === other.index;
        }
        case "module":
            return a.module === b.module;
        case "method":
            return a.name === b.name && sameKind(a.receiver, b.receiver);
        case "partial":
            return sameKind(a.target, b.target);
        case "awaitable":
            return sameKind(a.result, b.result);
        case "iterator":
        case "container":
            return sameKind(a.item, b.item);
        case "unknown":
            return true;
    }
}
