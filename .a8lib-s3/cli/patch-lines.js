const FILE_HEADER = /^\+\+\+ (.*)$/;
const HUNK_HEADER = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
/** Reads the added and modified lines, by path, from `git diff --unified=0` with `a/` and `b/` prefixes and quoted paths. */
export function changedLines(patch) {
    const changed = new Map();
    const lines = patch.split("\n");
    let current;
    for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at] ?? "";
        const hunk = HUNK_HEADER.exec(line);
        if (hunk !== null) {
            const removed = Number(hunk[1] ?? 1);
            const start = Number(hunk[2]);
            const added = Number(hunk[3] ?? 1);
            for (let offset = 0; offset < added; offset += 1)
                current?.add(start + offset);
            // Lines of the hunk can look like headers: they are stepped over by their number, not by their look.
            at += removed + added + noFinalNewlines(lines, at + 1, removed, added);
            continue;
        }
        const path = headPath(FILE_HEADER.exec(line)?.[1]);
        if (path !== undefined) {
            current = changed.get(path) ?? new Set();
            changed.set(path, current);
        }
    }
    return changed;
}
/** How many `\ No newline at end of file` lines stand inside the hunk that starts at `from`. */
function noFinalNewlines(lines, from, removed, added) {
    const afterRemoved = lines[from + removed]?.startsWith("\\ ") === true && removed > 0 ? 1 : 0;
    const afterAdded = added > 0 && lines[from + removed + afterRemoved + added]?.startsWith("\\ ") === true ? 1 : 0;
    return afterRemoved + afterAdded;
}
function headPath(header) {
    if (header === undefined || header === "/dev/null")
        return undefined;
    // Git ends a header with a tab when the path holds a space.
    const written = header.startsWith('"')
        ? unquote(header.slice(1, header.lastIndexOf('"')))
        : header.replace(/\t$/, "");
    return written.slice("b/".length);
}
const ESCAPES = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, "\\": 92 };
/** Undoes git's C-style quoting: `\303\244` are the bytes of one letter. */
function unquote(text) {
    const bytes = [];
    for (const part of text.match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? []) {
        if (!part.startsWith("\\"))
            bytes.push(Buffer.from(part, "utf8"));
        else if (part.length === 4)
            bytes.push(Buffer.from([Number.parseInt(part.slice(1), 8)]));
        else
            bytes.push(Buffer.from([ESCAPES[part.slice(1)] ?? part.charCodeAt(1)]));
    }
    return Buffer.concat(bytes).toString("utf8");
}
