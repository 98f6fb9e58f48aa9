/** Questions about a pull request that only git can answer. */

import { diffSinceMergeBase } from "./diff.ts";
import { commitsBetween, readBlob, resolveObject } from "./git.ts";
import type { CommitInfo, DiffFile, Reading } from "./sandbox.ts";
import type { Pull, Repository } from "./store.ts";

/** The API lists at most this many commits of a pull request (docs.github.com, "List commits on a pull request"). */
const MAX_PULL_COMMITS = 250;

/** The pull request's files: what the head changed since the merge base. */
export async function pullFiles(repository: Repository, pull: Pull): Promise<readonly DiffFile[]> {
  return await diffSinceMergeBase(repository.gitDir, pull.baseSha, pull.headSha);
}

/** Its commits, oldest first. */
export async function pullCommits(repository: Repository, pull: Pull): Promise<readonly CommitInfo[]> {
  return await commitsBetween(repository.gitDir, pull.baseSha, pull.headSha, MAX_PULL_COMMITS);
}

/** A file's bytes at a commit. */
export async function fileAt(repository: Repository, commit: string, path: string): Promise<Uint8Array | undefined> {
  const blob = await resolveObject(repository.gitDir, `${commit}:${path}`);
  return blob === undefined ? undefined : await readBlob(repository.gitDir, blob);
}

/** The same as one object, for the pages. */
export const reading: Reading = { pullFiles, pullCommits, fileAt };
