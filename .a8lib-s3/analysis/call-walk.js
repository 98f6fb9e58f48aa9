import { edgesOf } from "./blocking/edges.js";
import { keyOf } from "./module.js";
/** What runs when `start` runs, on whatever thread, nearest first and each function once, up to `maxHops` calls away. `follows` can refuse calls. */
export function* reachedFrom(evaluator, start, maxHops, follows = () => true) {
    const seen = new Set([keyOf(start)]);
    const queue = [{ fn: start, hops: [], rare: false }];
    for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
        yield visit;
        if (visit.hops.length >= maxHops)
            continue;
        for (const edge of edgesOf(evaluator, visit.fn)) {
            if (edge.k !== "function" || seen.has(keyOf(edge.to)) || !follows(edge, visit.fn))
                continue;
            seen.add(keyOf(edge.to));
            queue.push({
                fn: edge.to,
                hops: [...visit.hops, { fn: visit.fn, execution: edge.execution, to: edge.to }],
                rare: visit.rare || edge.cached || edge.execution.memo !== undefined,
            });
        }
    }
}
