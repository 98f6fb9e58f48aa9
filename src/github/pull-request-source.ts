import type { ChangedFile, PullRequest, PullRequestSource } from "../review/ports.ts";
import { guarded } from "./github-error.ts";
import { EMPTY_BLOB } from "./git-blob.ts";
import { parseHunks } from "./patch.ts";
import { readBlobs } from "./read-blobs.ts";
import { readTree } from "./read-tree.ts";
import type { PullRequestAccess } from "./repository.ts";

/** GitHub lists no more: https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MAX_FILES = 3_000;
const PER_PAGE = 100;

/** Reads one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createPullRequestSource(access: PullRequestAccess): PullRequestSource {
  return {
    pullRequest: () => guarded("read the pull request", () => readPullRequest(access)),
    changedFiles: () => guarded("list the changed files", () => listFiles(access)),
    mergeBase: (pull) => guarded("find the merge base", () => findMergeBase(access, pull)),
    tree: (commit) => guarded("list the repository's files", () => readTree(access, commit)),
    blobs: (commit, files) => guarded("read files", () => readBlobs(access, commit, files)),
  };
}

async function readPullRequest({ octokit, owner, repo, number }: PullRequestAccess): Promise<PullRequest> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  return {
    number: data.number,
    title: data.title,
    state: data.state,
    draft: data.draft ?? false,
    locked: data.locked,
    author: data.user?.login ?? "ghost",
    authorIsBot: data.user?.type === "Bot",
    headSha: data.head.sha,
    baseSha: data.base.sha,
    baseRef: data.base.ref,
    changedFiles: data.changed_files,
  };
}

async function listFiles({ octokit, owner, repo, number }: PullRequestAccess): Promise<readonly ChangedFile[]> {
  const files: ChangedFile[] = [];
  for (let page = 1; files.length < MAX_FILES; page += 1) {
    const { data } = await octokit.rest.pulls.listFiles({ owner, repo, pull_number: number, per_page: PER_PAGE, page });
    files.push(...data.map(toChangedFile));
    if (data.length < PER_PAGE) {
      break;
    }
  }
  return files;
}

interface ListedFile {
  readonly filename: string;
  readonly previous_filename?: string | undefined;
  readonly status: ChangedFile["status"];
  readonly sha: string | null;
  readonly patch?: string | undefined;
  readonly changes: number;
}

function toChangedFile(file: ListedFile): ChangedFile {
  const hunks = file.patch === undefined ? undefined : parseHunks(file.patch);
  const blob = file.sha ?? "";
  const common = { path: file.filename, status: file.status, blob, hunks };
  const renamed = file.previous_filename === undefined ? {} : { previousPath: file.previous_filename };
  if (hunks !== undefined) {
    return { ...common, ...renamed };
  }
  // Binary files count no changed lines either, so only what cannot be a change of content counts as unchanged.
  const unchanged =
    file.changes === 0 && (file.status === "renamed" || file.status === "unchanged" || blob === EMPTY_BLOB);
  return { ...common, ...renamed, noPatch: unchanged ? "unchanged" : "binary-or-too-large" };
}

async function findMergeBase({ octokit, owner, repo }: PullRequestAccess, pull: PullRequest): Promise<string> {
  // One commit per page keeps the answer small; the merge base is on every page.
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${pull.baseSha}...${pull.headSha}`,
    per_page: 1,
    page: 2,
  });
  return data.merge_base_commit.sha;
}
