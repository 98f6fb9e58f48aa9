import { expandBraces } from "./expand.js";
/** The awaited twin of a library lives under one of these, below the same package as its synchronous namesake. */
const ASYNC_SEGMENT = /^(?:aio|asyncio|_?async|asynchronous|async_.*|.*_async|Async.*)$/;
/** Builds the index of one field of the rows. The first row wins where two claim a name. */
export function indexNames(rows, namesOf) {
    const exact = new Map();
    const prefixes = new Map();
    for (const row of rows) {
        for (const name of namesOf(row).flatMap(expandBraces)) {
            const target = name.endsWith(".*") ? prefixes : exact;
            const key = name.endsWith(".*") ? name.slice(0, -2) : name;
            if (!target.has(key)) {
                target.set(key, row);
            }
        }
    }
    return { find: (qualifiedName) => exact.get(qualifiedName) ?? findPrefix(prefixes, qualifiedName) };
}
function findPrefix(prefixes, qualifiedName) {
    let end = qualifiedName.lastIndexOf(".");
    while (end > 0) {
        const row = prefixes.get(qualifiedName.slice(0, end));
        if (row !== undefined) {
            return qualifiedName
                .slice(end + 1)
                .split(".")
                .some((segment) => ASYNC_SEGMENT.test(segment))
                ? undefined
                : row;
        }
        end = qualifiedName.lastIndexOf(".", end - 1);
    }
    return undefined;
}
