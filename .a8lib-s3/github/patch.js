import { parsePatch } from "diff";
/**
 * The hunks of one file's `patch` as GitHub's "list pull request files" endpoint gives it: unified, without file headers.
 * `undefined` for text that is no such patch.
 */
export function parseHunks(patch) {
    if (!patch.startsWith("@@")) {
        return undefined;
    }
    try {
        const hunks = parsePatch(patch).flatMap((file) => file.hunks.map(toHunk));
        return hunks.every((hunk) => Number.isInteger(hunk.headStart)) ? hunks : undefined;
    }
    catch {
        // A patch that does not parse is treated as one that was not given: nothing is anchored, and the file is named.
        return undefined;
    }
}
function toHunk(hunk) {
    const added = [];
    let line = hunk.newStart;
    for (const text of hunk.lines) {
        if (text.startsWith("+")) {
            added.push(line);
        }
        // `\ No newline at end of file` is a remark, not a line.
        if (text.startsWith("+") || text.startsWith(" ") || text === "") {
            line += 1;
        }
    }
    return {
        headStart: hunk.newStart,
        headLines: hunk.newLines,
        baseStart: hunk.oldStart,
        baseLines: hunk.oldLines,
        added,
    };
}
