import { keyOf } from "../module.js";
/** Groups blocking calls into causes: four `execute` calls in one function are one thing to fix. */
export function groupCauses(sites) {
    const groups = new Map();
    for (const site of sites) {
        const key = `${keyOf(site.fn)}|${site.sink.row.id}`;
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [site]);
        else
            group.push(site);
    }
    return [...groups.values()].flatMap((group) => {
        const [first, ...rest] = group.toSorted((a, b) => a.execution.p - b.execution.p);
        if (first === undefined)
            return [];
        const byEntry = new Map();
        for (const reach of [first, ...rest].flatMap((site) => site.reached)) {
            const key = keyOf(reach.entry.fn);
            const known = byEntry.get(key);
            if (known === undefined || byWeight(reach, known) < 0)
                byEntry.set(key, reach);
        }
        const [shortest, ...others] = [...byEntry.values()].toSorted(byDistance);
        return shortest === undefined
            ? []
            : [{ row: first.sink.row, sites: [first, ...rest], reached: [shortest, ...others] }];
    });
}
const RARITY = { always: 0, seldom: 1, once: 2 };
/** Ways that every call takes before those behind a memo, then the shortest. */
function byWeight(a, b) {
    return RARITY[a.memo ?? "always"] - RARITY[b.memo ?? "always"] || a.hops.length - b.hops.length;
}
function byDistance(a, b) {
    const weight = byWeight(a, b);
    if (weight !== 0)
        return weight;
    const left = a.entry.fn;
    const right = b.entry.fn;
    if (left.module.path !== right.module.path)
        return left.module.path < right.module.path ? -1 : 1;
    return left.facts.p - right.facts.p;
}
