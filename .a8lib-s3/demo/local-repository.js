import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { promisify } from "node:util";
import { DemoError } from "./arguments.js";
const BASE_BRANCH = "main";
/**
 * Finds out what `head` changes since its merge base with `base`. Only reads: no file, ref or lock is written there.
 * Throws `DemoError` when there is no repository, no such commit, no common ancestor or no change.
 */
export async function readLocalChange(options) {
    const path = resolve(options.path);
    if ((await git(path, ["rev-parse", "--git-dir"])) === undefined) {
        throw new DemoError(`${path} is not a git repository.`, 2);
    }
    const base = await commit(path, options.base);
    const head = await commit(path, options.head);
    const mergeBase = await git(path, ["merge-base", base, head]);
    if (mergeBase === undefined) {
        throw new DemoError(`${options.base} and ${options.head} have no common ancestor in ${path}. In a shallow clone, fetch more history first.`, 2);
    }
    if ((await git(path, ["diff", "--quiet", "--no-ext-diff", "--no-textconv", mergeBase, head])) !== undefined) {
        throw new DemoError(`There is nothing to review: ${options.head} changes nothing since its merge base with ${options.base} (${mergeBase.slice(0, 7)}). Only commits are looked at.`, 2);
    }
    return {
        path,
        name: basename(path, ".git")
            .replaceAll(/[^\w.-]/g, "-")
            .replace(/^[.-]+/, "") || "repository",
        mergeBase,
        head,
        branch: await branchName(path, options.head),
        title: await title(path, mergeBase, head),
        shallow: await shallowFile(path),
    };
}
async function commit(path, name) {
    const found = await git(path, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    if (found === undefined)
        throw new DemoError(`There is no commit called ${name} in ${path}.`, 2);
    return found;
}
async function branchName(path, head) {
    const current = head === "HEAD" ? await git(path, ["symbolic-ref", "--quiet", "--short", "HEAD"]) : undefined;
    return current === undefined || current === BASE_BRANCH || current === "" ? "change" : current;
}
async function title(path, mergeBase, head) {
    const subjects = (await git(path, ["log", "--format=%s", "--max-count=2", head, `^${mergeBase}`, "--"])) ?? "";
    const [first = "", second] = subjects.split("\n");
    if (first === "" || second !== undefined)
        return `Changes since ${mergeBase.slice(0, 7)}`;
    return first;
}
async function shallowFile(path) {
    if ((await git(path, ["rev-parse", "--is-shallow-repository"])) !== "true")
        return undefined;
    const file = await git(path, ["rev-parse", "--git-path", "shallow"]);
    return file === undefined ? undefined : await readFile(resolve(path, file), "utf8");
}
/** Standard output without the last line break, or `undefined` when git ends with an error. */
async function git(path, args) {
    // A repository of another user is only read, with nothing in it that git would run.
    const safe = ["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
    const env = { ...withoutGit(process.env), GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
    try {
        const { stdout } = await promisify(execFile)("git", [...safe, "-C", path, ...args], { env });
        return stdout.replace(/\n$/, "");
    }
    catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") {
            throw new DemoError("The demo needs git, and there is none on the PATH.", 2, { cause: error });
        }
        return undefined;
    }
}
/** `GIT_DIR` and its kin, as git hooks have them, would point at another repository. */
function withoutGit(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
}
