/** Compares two surfaces. A route whose file was not read on the other side is neither added nor removed. */
export function compareSurfaces(base, head) {
    const left = new Map();
    for (const route of base.routes)
        left.set(keyOf(route), [...(left.get(keyOf(route)) ?? []), route]);
    const added = [];
    const changed = [];
    for (const after of head.routes) {
        const before = take(left.get(keyOf(after)) ?? [], after);
        if (before === undefined)
            added.push(after);
        else {
            const [first, ...rest] = differences(before, after);
            if (first !== undefined)
                changed.push({ before, after, differences: [first, ...rest] });
        }
    }
    return {
        added: added.filter((route) => !base.unread.has(route.file)),
        removed: [...left.values()].flat().filter((route) => !head.unread.has(route.file)),
        changed,
    };
}
/** What clients address; a path parameter's name is none of their business. */
function keyOf({ kind, methods, path }) {
    return [kind, methods.toSorted().join(), path.replace(/\{\w+(:\w+)?\}/g, "{$1}")].join(" ");
}
/** Takes the route with the same handler, or the first: two routes of one path and method are rare, and the first one answers. */
function take(candidates, wanted) {
    const same = candidates.findIndex((candidate) => candidate.handler === wanted.handler);
    return candidates.splice(Math.max(same, 0), 1)[0];
}
const ASPECTS = [
    ["handler", (route) => route.handler],
    ["async", (route) => (route.async ? "async def" : "def")],
    ["dependencies", (route) => route.dependencies.join(", ")],
    ["auth", (route) => route.auth.join(", ")],
    ["status", (route) => (route.status === null ? "" : String(route.status))],
    ["tags", (route) => route.tags.join(", ")],
];
function differences(before, after) {
    const found = [];
    for (const [what, read] of ASPECTS) {
        if (read(before) !== read(after))
            found.push({ what, before: read(before), after: read(after) });
    }
    const body = (route) => route.body.map((one) => ({ ...one, text: `${one.name}: ${one.type}` }));
    const output = (route) => route.output === null ? [] : [{ ...route.output, text: route.output.type }];
    for (const [what, read] of [
        ["body", body],
        ["output", output],
    ]) {
        const texts = shapeDifference(read(before), read(after));
        if (texts !== undefined)
            found.push({ what, ...texts });
    }
    return found;
}
/** The types where they differ, else the fields that came or went. */
function shapeDifference(before, after) {
    const types = (entries) => entries.map((entry) => entry.text).join(", ");
    const fields = (entries) => entries.flatMap((entry) => entry.fields);
    if (types(before) !== types(after))
        return { before: types(before), after: types(after) };
    const gone = fields(before).filter((field) => !fields(after).includes(field));
    const come = fields(after).filter((field) => !fields(before).includes(field));
    if (gone.length + come.length === 0)
        return undefined;
    return { before: withFields(types(before), gone), after: withFields(types(after), come) };
}
function withFields(type, fields) {
    return fields.length === 0 ? type : `${type} with ${fields.join(", ")}`;
}
