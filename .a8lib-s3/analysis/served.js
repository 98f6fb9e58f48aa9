import { edgesOf } from "./blocking/edges.js";
import { keyOf } from "./module.js";
/** How far from an entry code is followed. */
const MAX_HOPS = 8;
/** The functions that entries lead to, by {@link keyOf}, whatever thread they run on. */
export function findServed(evaluator, entries) {
    const found = new Map();
    const queue = [];
    const reach = (fn, served) => {
        if (found.has(keyOf(fn)))
            return;
        found.set(keyOf(fn), served);
        queue.push({ fn, served });
    };
    for (const entry of entries)
        reach(entry.fn, { fn: entry.fn, entry, hops: [] });
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { fn, served } = next;
        if (served.hops.length >= MAX_HOPS)
            continue;
        for (const edge of edgesOf(evaluator, fn)) {
            if (edge.k !== "function")
                continue;
            const hop = { fn, execution: edge.execution, to: edge.to };
            reach(edge.to, { fn: edge.to, entry: served.entry, hops: [...served.hops, hop] });
        }
    }
    return found;
}
