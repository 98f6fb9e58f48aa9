import { isProjectFile } from "../engine/project-files.js";
import { ConfigError } from "../errors.js";
import { MAX_FILE_BYTES } from "../python/decode.js";
import { DIFF_OPTIONS, gitOutput, runGit, splitNul } from "./git.js";
import { changedLines } from "./patch-lines.js";
/** Compares the working tree, untracked files included, with the merge base of `HEAD` and `base`. */
export async function diffAgainst(tree, base) {
    if (!tree.inGit)
        throw new ConfigError([`--diff needs a git repository, and ${tree.root} is not in one.`]);
    const mergeBase = await findMergeBase(tree.root, base);
    const diff = async (...options) => await gitOutput(tree.root, ["diff", ...DIFF_OPTIONS, ...options], `git cannot compare the working tree with ${base}`);
    const touched = touchedPaths(splitNul(await diff("--raw", "-z", "--no-renames", mergeBase, "--")));
    const changed = new Map();
    let baseFiles = [];
    if (touched.length > 0) {
        const paths = touched.length > MOST_PATHS ? [] : touched;
        baseFiles = baseVersions(splitNul(await diff("--raw", "-z", "--no-abbrev", mergeBase, "--", ...paths)));
        const patch = await diff("--unified=0", mergeBase, "--", ...paths);
        for (const [path, lines] of changedLines(patch.toString("utf8"))) {
            if (isProjectFile(path))
                changed.set(path, lines);
        }
    }
    for (const file of tree.files) {
        if (tree.untracked.has(file.path))
            changed.set(file.path, everyLine(tree.contents.get(file.blob)));
    }
    return { changed, baseFiles };
}
/** More paths than this could be too long for one command line. */
const MOST_PATHS = 5000;
/** The project's files among the touched ones: git then reads, and looks for renames in, nothing else, however large it is. */
function touchedPaths(fields) {
    return fields.filter((_, index) => index % 2 === 1).filter(isProjectFile);
}
async function findMergeBase(root, base) {
    if (base === "" || base.startsWith("-"))
        throw new ConfigError([`--diff: "${base}" is not the name of a branch, tag or commit.`]);
    const commit = await runGit(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`]);
    if (commit.status !== 0)
        throw new ConfigError([`--diff: this repository has no commit "${base}". Fetch it first?`]);
    const found = await runGit(root, ["merge-base", "HEAD", commit.stdout.toString("utf8").trim()]);
    if (found.status !== 0) {
        throw new ConfigError([
            `--diff: HEAD and "${base}" have no common commit here. In a shallow clone, fetch more history first.`,
        ]);
    }
    return found.stdout.toString("utf8").trim();
}
function everyLine(content) {
    if (content === undefined || !("bytes" in content))
        return new Set();
    const lines = Buffer.from(content.bytes).toString("latin1").split("\n").length;
    return new Set(Array.from({ length: lines }, (_, index) => index + 1));
}
const REGULAR_FILE = /^:100(?:644|755) /;
/** Reads `git diff --raw -z`: `:mode mode sha sha status`, the path, and for renames and copies the new path. */
function baseVersions(fields) {
    const files = [];
    for (let at = 0; at < fields.length;) {
        const entry = fields[at] ?? "";
        const [, , blob = "", , status = ""] = entry.split(" ");
        const moved = status.startsWith("R") || status.startsWith("C");
        const path = fields[at + (moved ? 2 : 1)] ?? "";
        at += moved ? 3 : 2;
        if (REGULAR_FILE.test(entry) && !status.startsWith("C") && isProjectFile(path))
            files.push({ path, blob });
    }
    return files;
}
/** Reads blobs from git's object store. */
export async function readBlobs(root, wanted) {
    const contents = new Map();
    if (wanted.length === 0)
        return contents;
    const shas = [...new Set(wanted.map((file) => file.blob))];
    const small = [];
    const sizes = await catFile(root, "--batch-check=%(objectname) %(objecttype) %(objectsize)", shas);
    for (const line of sizes.toString("utf8").trim().split("\n")) {
        const [sha = "", type, size] = line.split(" ");
        if (type !== "blob")
            contents.set(sha, { unreadable: "git does not have it" });
        else if (Number(size) > MAX_FILE_BYTES)
            contents.set(sha, { unreadable: `it is larger than ${MAX_FILE_BYTES / 1_000_000} MB` });
        else
            small.push(sha);
    }
    if (small.length === 0)
        return contents;
    const stdout = await catFile(root, "--batch", small);
    for (let at = 0; at < stdout.length;) {
        const headEnd = stdout.indexOf(10, at);
        const [sha = "", , size] = stdout.toString("utf8", at, headEnd).split(" ");
        const end = headEnd + 1 + Number(size);
        contents.set(sha, { bytes: stdout.subarray(headEnd + 1, end) });
        at = end + 1;
    }
    return contents;
}
async function catFile(root, mode, shas) {
    const result = await runGit(root, ["cat-file", mode], `${shas.join("\n")}\n`);
    if (result.status !== 0)
        throw new ConfigError([`git cannot read the files of the merge base: ${result.stderr.split("\n")[0] ?? ""}`]);
    return result.stdout;
}
