import { spawn } from "node:child_process";
import { ConfigError } from "../errors.js";
/**
 * The working tree belongs to somebody else's branch: nothing that its configuration names may run,
 * and reading must not write, not even the index.
 */
const HARDENING = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.quotePath=true",
];
/** Diff options that override whatever the user's configuration says, so that the output can be parsed. */
export const DIFF_OPTIONS = [
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--find-renames",
    "--relative",
    "--ignore-submodules=all",
    "--no-indent-heuristic",
    "--inter-hunk-context=0",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];
/** Runs git in `directory`, without a shell. A status other than 0 is the caller's to judge; a missing git is a {@link ConfigError}. */
export async function runGit(directory, args, input = "") {
    return await new Promise((resolve, reject) => {
        const child = spawn("git", [...HARDENING, ...args], {
            cwd: directory,
            env: gitEnvironment(),
            stdio: ["pipe", "pipe", "pipe"],
        });
        const out = [];
        const err = [];
        child.stdout.on("data", (chunk) => out.push(chunk));
        child.stderr.on("data", (chunk) => err.push(chunk));
        child.stdin.on("error", (error) => {
            // Git may end before it has read everything; its exit status says why.
            if (error.code !== "EPIPE")
                reject(error);
        });
        child.on("error", (error) => {
            reject(error.code === "ENOENT" ? new ConfigError(["git was not found. Install it, or put it on the PATH."]) : error);
        });
        child.on("close", (status) => {
            resolve({ status: status ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8").trim() });
        });
        child.stdin.end(input);
    });
}
/** Like {@link runGit}, for calls that only fail when the user can do something about it: `problem` and git's own words. */
export async function gitOutput(directory, args, problem) {
    const result = await runGit(directory, args);
    if (result.status === 0)
        return result.stdout;
    const reason = result.stderr.split("\n")[0] ?? "";
    throw new ConfigError([reason === "" ? `${problem}.` : `${problem}: ${reason}`]);
}
/** The pieces of git's `-z` output. */
export function splitNul(output) {
    return output.toString("utf8").split("\0").slice(0, -1);
}
/** Inside a git hook these variables point at another repository or index than the one that was asked about. */
function gitEnvironment() {
    const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
    return { ...rest, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_LITERAL_PATHSPECS: "1" };
}
