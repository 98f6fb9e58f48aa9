/** Diffs as the files endpoint gives them, and where a review comment may sit in them. */
import { git, mergeBase } from "./git.js";
/** Above these a file's `patch` is left out (docs.github.com, "Limits for viewing content and diffs"). */
const MAX_PATCH_BYTES = 1024 * 1024;
const MAX_PATCH_LINES = 20_000;
const cache = new Map();
const MAX_CACHED = 200;
/** What `head` changed since its merge base with `base`, by path. */
export async function diffSinceMergeBase(gitDir, base, head) {
    const key = `${gitDir}\0${base}\0${head}`;
    const known = cache.get(key);
    if (known)
        return await known;
    if (cache.size >= MAX_CACHED)
        cache.clear();
    const fresh = (async () => {
        const ancestor = await mergeBase(gitDir, base, head);
        return ancestor ? await diffTrees(gitDir, ancestor, head) : [];
    })();
    cache.set(key, fresh);
    return await fresh;
}
/** The difference of two commits, renames found. */
export async function diffTrees(gitDir, from, to) {
    const common = ["--no-ext-diff", "--no-textconv", "--no-color", "-M", "--full-index", from, to, "--"];
    const [raw, patchText] = await Promise.all([
        git(gitDir, ["diff-tree", "-r", "-z", "--raw", ...common]),
        git(gitDir, ["diff-tree", "-r", "-p", ...common]),
    ]);
    const patches = patchText
        .toString("utf8")
        .split(/^diff --git /m)
        .slice(1);
    let at = 0;
    return parseRaw(raw.toString("utf8")).map(({ sections, ...entry }) => {
        const own = patches.slice(at, at + sections).join("");
        at += sections;
        return { ...entry, ...measure(own) };
    });
}
function parseRaw(text) {
    const fields = text.split("\0");
    const entries = [];
    for (let at = 0; at + 1 < fields.length;) {
        const [, , oldBlob = "", newBlob = "", letter = ""] = (fields[at] ?? "").split(" ");
        const renamed = letter.startsWith("R");
        const first = fields[at + 1] ?? "";
        const path = renamed ? (fields[at + 2] ?? "") : first;
        const removed = letter === "D";
        entries.push({
            path,
            previousPath: renamed ? first : undefined,
            status: renamed ? "renamed" : removed ? "removed" : letter === "A" ? "added" : "modified",
            blob: removed ? oldBlob : newBlob,
            sections: letter === "T" ? 2 : 1,
        });
        at += renamed ? 3 : 2;
    }
    return entries;
}
function measure(section) {
    const start = section.search(/^@@ /m);
    if (start < 0)
        return { additions: 0, deletions: 0, patch: undefined };
    const patch = section.slice(start).replace(/\n$/, "");
    const lines = patch.split("\n");
    const tooLarge = patch.length > MAX_PATCH_BYTES || lines.length > MAX_PATCH_LINES;
    return {
        additions: lines.filter((line) => line.startsWith("+")).length,
        deletions: lines.filter((line) => line.startsWith("-")).length,
        patch: tooLarge ? undefined : patch,
    };
}
/** The commentable lines of a patch, top to bottom. */
export function patchLines(patch) {
    const result = [];
    let hunk = -1;
    let left = 0;
    let right = 0;
    let hunkStart = 0;
    const lines = patch.split("\n");
    lines.forEach((line, position) => {
        const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
        if (header) {
            hunk += 1;
            left = Number(header[1]);
            right = Number(header[2]);
            hunkStart = position;
            return;
        }
        const sign = line[0];
        if (sign === "\\")
            return;
        const onLeft = sign !== "+";
        const onRight = sign !== "-";
        const from = hunkStart;
        result.push({
            hunk,
            position,
            left: onLeft ? left : undefined,
            right: onRight ? right : undefined,
            get diffHunk() {
                return lines.slice(from, position + 1).join("\n");
            },
        });
        if (onLeft)
            left += 1;
        if (onRight)
            right += 1;
    });
    return result;
}
/** Where `line` of that side stands in the patch, or `undefined` when it is not part of it. */
export function findLine(lines, side, line) {
    return lines.find((candidate) => (side === "RIGHT" ? candidate.right : candidate.left) === line);
}
/** Follows a line of `path` from one commit to another; `undefined` when it was changed or removed. */
export async function followLine(gitDir, from, to, place) {
    const args = ["diff-tree", "-r", "-p", "-U0", "--no-ext-diff", "--no-textconv", from, to, "--", place.path];
    const patch = (await git(gitDir, args)).toString("utf8");
    let shift = 0;
    for (const match of patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)) {
        const removed = Number(match[2] ?? 1);
        const added = Number(match[3] ?? 1);
        // With nothing removed git names the line before the insertion.
        const start = Number(match[1]) + (removed === 0 ? 1 : 0);
        if (place.line < start)
            break;
        if (place.line < start + removed)
            return undefined;
        shift += added - removed;
    }
    return place.line + shift;
}
