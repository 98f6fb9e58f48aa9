import { diffArrays } from "diff";
/** Lining texts up takes time that grows with the square of this: two thousand differences take well under a second. */
const MAX_EDITS = 2_000;
/**
 * The lines of `head` (1-based) that are not in `base`, for files that GitHub gave no patch for.
 * Where the texts differ in too many places only lines count that the base does not have anywhere.
 */
export function addedLines(base, head) {
    const before = linesOf(base);
    const after = linesOf(head);
    const parts = before.length === 0 ? undefined : diffArrays(before, after, { maxEditLength: MAX_EDITS });
    if (parts === undefined) {
        const known = new Set(before);
        return new Set(after.flatMap((line, index) => (known.has(line) ? [] : [index + 1])));
    }
    const added = new Set();
    let line = 1;
    for (const part of parts) {
        if (part.removed)
            continue;
        if (part.added)
            for (let offset = 0; offset < part.count; offset += 1)
                added.add(line + offset);
        line += part.count;
    }
    return added;
}
/** Split as git splits, at line feeds only; nothing has no lines. */
function linesOf(bytes) {
    if (bytes.length === 0)
        return [];
    const text = Buffer.from(bytes).toString("latin1");
    return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}
