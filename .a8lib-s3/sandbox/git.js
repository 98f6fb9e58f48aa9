/** The `git` binary, isolated from the user's configuration, on the sandbox's bare repositories. */
import { spawn } from "node:child_process";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
/** git ended with something else than 0. */
export class GitError extends Error {
    exitCode;
    constructor(args, exitCode, stderr) {
        super(`git ${args.join(" ")} ended with ${exitCode}: ${stderr.trim()}`);
        this.name = "GitError";
        this.exitCode = exitCode;
    }
}
/** The environment of every git process: no user or system configuration, no prompts, no fetching of missing objects. */
export function gitEnvironment() {
    return {
        PATH: process.env["PATH"],
        HOME: "/nonexistent",
        LC_ALL: "C",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_TERMINAL_PROMPT: "0",
        GIT_NO_LAZY_FETCH: "1",
        GIT_OPTIONAL_LOCKS: "0",
    };
}
/** Runs git in `gitDir` and resolves to what it wrote. Rejects with `GitError` unless it ends with 0. */
export async function git(gitDir, args, input) {
    return await new Promise((fulfil, reject) => {
        const child = spawn("git", [`--git-dir=${gitDir}`, ...args], { env: gitEnvironment() });
        const out = [];
        const err = [];
        child.stdout.on("data", (chunk) => out.push(chunk));
        child.stderr.on("data", (chunk) => err.push(chunk));
        child.on("error", reject);
        // git may end before it has read everything; its exit code tells what happened.
        child.stdin.on("error", () => undefined);
        child.on("close", (code) => {
            if (code === 0)
                fulfil(Buffer.concat(out));
            else
                reject(new GitError(args, code, Buffer.concat(err).toString()));
        });
        child.stdin.end(input ?? "");
    });
}
/** The same as `git`, as text without the last line break. */
export async function gitText(gitDir, args, input) {
    return (await git(gitDir, args, input)).toString("utf8").replace(/\n$/, "");
}
/** Makes an empty bare repository that git's HTTP backend serves and accepts pushes to. */
export async function createBareRepository(gitDir, defaultBranch) {
    await mkdir(gitDir, { recursive: true });
    await gitText(gitDir, ["init", "--quiet", "--bare", `--initial-branch=${defaultBranch}`]);
    await appendFile(join(gitDir, "config"), [
        "[http]\n\treceivepack = true",
        "[receive]\n\thideRefs = refs/pull",
        "[uploadpack]\n\tallowReachableSHA1InWant = true\n\tallowFilter = true",
        "[gc]\n\tauto = 0",
        "[core]\n\tquotePath = false",
        "",
    ].join("\n"));
}
/** Lets `gitDir` read the objects of another repository without copying them; that one is only ever read. */
export async function borrowObjects(gitDir, source) {
    const objects = resolve(source, await gitTextIn(source, ["rev-parse", "--git-path", "objects"]));
    await writeFile(join(gitDir, "objects", "info", "alternates"), `${objects}\n`);
}
/** Resolves a commit-ish in a repository on disk, work tree or bare. */
export async function resolveCommitIn(directory, commitish) {
    return await gitTextIn(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${commitish}^{commit}`]);
}
async function gitTextIn(directory, args) {
    return await new Promise((fulfil, reject) => {
        const child = spawn("git", ["-c", "safe.directory=*", "-C", directory, ...args], { env: gitEnvironment() });
        let out = "";
        let err = "";
        child.stdout.on("data", (chunk) => (out += chunk.toString()));
        child.stderr.on("data", (chunk) => (err += chunk.toString()));
        child.on("error", reject);
        child.on("close", (code) => {
            if (code === 0)
                fulfil(out.trim());
            else
                reject(new GitError(["-C", directory, ...args], code, err));
        });
    });
}
/** The commit's SHA, or `undefined` when nothing of that name exists. */
export async function resolveCommit(gitDir, commitish) {
    return await resolveObject(gitDir, `${commitish}^{commit}`);
}
/** The object's SHA, or `undefined`. */
export async function resolveObject(gitDir, name) {
    return (await findObject(gitDir, name))?.sha;
}
/** The object's SHA and kind (`blob`, `tree`, `commit`, `tag`), or `undefined` when it is not there. */
export async function findObject(gitDir, name) {
    if (/[\n\0]/.test(name))
        return undefined;
    const line = await gitText(gitDir, ["cat-file", "--batch-check=%(objectname) %(objecttype)"], `${name}\n`);
    const [, sha, kind] = /^([0-9a-f]{40}) (blob|tree|commit|tag)$/.exec(line) ?? [];
    return sha === undefined || kind === undefined ? undefined : { sha, kind };
}
/** Branch tips by branch name. */
export async function branches(gitDir) {
    const text = await gitText(gitDir, ["for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads"]);
    return new Map(text
        .split("\n")
        .filter(Boolean)
        .map((line) => [line.slice(41), line.slice(0, 40)]));
}
/** Points a ref at a commit, wherever it pointed before. */
export async function updateRef(gitDir, ref, commit) {
    await gitText(gitDir, ["update-ref", ref, commit]);
}
/** The best common ancestor, or `undefined` for unrelated histories. */
export async function mergeBase(gitDir, one, other) {
    try {
        return await gitText(gitDir, ["merge-base", one, other]);
    }
    catch (error) {
        if (error instanceof GitError && error.exitCode === 1)
            return undefined;
        throw error;
    }
}
/** The commits reachable from `to` and not from `from`, oldest first, at most `limit` of the newest. */
export async function commitsBetween(gitDir, from, to, limit) {
    return (await log(gitDir, [`--max-count=${limit}`, to, `^${from}`])).toReversed();
}
/** One commit. */
export async function readCommit(gitDir, sha) {
    const [commit] = await log(gitDir, ["--max-count=1", sha]);
    if (!commit)
        throw new GitError(["log", sha], null, "no such commit");
    return commit;
}
async function log(gitDir, args) {
    const format = "--format=%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%cI%x1f%B%x1e";
    const text = await gitText(gitDir, ["log", format, ...args, "--"]);
    return text
        .split("\x1e")
        .map((record) => record.replace(/^\n/, ""))
        .filter(Boolean)
        .map((record) => {
        const [sha = "", tree = "", parents = "", authorName = "", authorEmail = "", date = "", message = ""] = record.split("\x1f");
        return {
            sha,
            tree,
            parents: parents.split(" ").filter(Boolean),
            authorName,
            authorEmail,
            date: new Date(date).toISOString().replace(/\.\d{3}Z$/, "Z"),
            message: message.trimEnd(),
        };
    });
}
/** Commits files onto a branch in one git process. Resolves to the commit's SHA. */
export async function commitFiles(gitDir, commit) {
    const ref = `refs/heads/${commit.branch}`;
    const who = `${commit.authorName} <${commit.authorEmail}> ${Math.floor(commit.date.getTime() / 1000)} +0000`;
    const parts = [
        `commit ${ref}\nauthor ${who}\ncommitter ${who}\n`,
        ...data(commit.message),
        ...(commit.parent ? [`from ${commit.parent}\n`] : []),
        ...(commit.merge ? [`merge ${commit.merge}\n`] : []),
    ];
    for (const [path, content] of Object.entries(commit.files)) {
        if (content === null)
            parts.push(`D ${quotePath(path)}\n`);
        else
            parts.push(`M 100644 inline ${quotePath(path)}\n`, ...data(content));
    }
    const stream = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
    await git(gitDir, ["fast-import", "--quiet", "--force"], stream);
    return await gitText(gitDir, ["rev-parse", ref]);
}
function data(content) {
    const bytes = Buffer.from(content);
    return [`data ${bytes.length}\n`, bytes, "\n"];
}
function quotePath(path) {
    const escaped = path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    return `"${escaped}"`;
}
/** What a tree or commit holds, in git's order. */
export async function listTree(gitDir, treeish, recursive) {
    const flags = recursive ? ["-r", "-t"] : [];
    const text = (await git(gitDir, ["ls-tree", "-z", "--long", ...flags, treeish])).toString("utf8");
    return text
        .split("\0")
        .filter(Boolean)
        .map((line) => {
        const tab = line.indexOf("\t");
        const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, tab).split(/ +/);
        return {
            mode,
            type: type,
            sha,
            size: size === "-" ? undefined : Number(size),
            path: line.slice(tab + 1),
        };
    });
}
/** A blob's bytes, or `undefined` when there is no such blob. */
export async function readBlob(gitDir, sha) {
    try {
        return await git(gitDir, ["cat-file", "blob", sha]);
    }
    catch (error) {
        if (error instanceof GitError)
            return undefined;
        throw error;
    }
}
