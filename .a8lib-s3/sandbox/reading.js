/** Questions about a pull request that only git can answer. */
import { diffSinceMergeBase } from "./diff.js";
import { commitsBetween, readBlob, resolveObject } from "./git.js";
/** The API lists at most this many commits of a pull request (docs.github.com, "List commits on a pull request"). */
const MAX_PULL_COMMITS = 250;
/** The pull request's files: what the head changed since the merge base. */
export async function pullFiles(repository, pull) {
    return await diffSinceMergeBase(repository.gitDir, pull.baseSha, pull.headSha);
}
/** Its commits, oldest first. */
export async function pullCommits(repository, pull) {
    return await commitsBetween(repository.gitDir, pull.baseSha, pull.headSha, MAX_PULL_COMMITS);
}
/** A file's bytes at a commit. */
export async function fileAt(repository, commit, path) {
    const blob = await resolveObject(repository.gitDir, `${commit}:${path}`);
    return blob === undefined ? undefined : await readBlob(repository.gitDir, blob);
}
/** The same as one object, for the pages. */
export const reading = { pullFiles, pullCommits, fileAt };
