import { isProjectFile } from "../engine/project-files.ts";
import type { PullRequest, PullRequestSource, Tree } from "../review/ports.ts";
import { guarded } from "./github-error.ts";
import { openPullRequest, type Ownership } from "./open-pull-request.ts";
import { readBlobs } from "./read-blobs.ts";
import { readDiff } from "./read-diff.ts";
import { readTree } from "./read-tree.ts";
import type { PullRequestAccess } from "./repository.ts";
import type { RepositoryMemory } from "./repository-memory.ts";

export interface SourceOptions extends Ownership {
  readonly repositoryId: number;
  readonly memory: RepositoryMemory;
}

/** Reads one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createPullRequestSource(access: PullRequestAccess, options: SourceOptions): PullRequestSource {
  const { repositoryId, memory } = options;
  const treeKey = (commit: string): string => `${repositoryId}:${commit}`;
  const diffKey = (pull: PullRequest): string =>
    `${repositoryId}:${pull.baseSha}...${pull.headSha}:${pull.changedFiles}`;
  return {
    open: () => guarded("read the pull request", () => openPullRequest(access, options)),
    diff: async (pull) => {
      const known = memory.diffs.get(diffKey(pull));
      if (known !== undefined) return known;
      const diff = await guarded("list the changed files", () => readDiff(access, pull));
      memory.diffs.set(diffKey(pull), diff);
      return diff;
    },
    tree: async (commit) => {
      const known = memory.trees.get(treeKey(commit));
      if (known !== undefined) return known;
      const tree = projectPart(await guarded("list the repository's files", () => readTree(access, commit)));
      memory.trees.set(treeKey(commit), tree);
      return tree;
    },
    blobs: (commit, files) => guarded("read files", () => readBlobs(access, commit, files)),
    remembers: (pull) => {
      const diff = memory.diffs.get(diffKey(pull));
      return diff !== undefined && memory.trees.has(treeKey(diff.mergeBase));
    },
  };
}

/** Everything else only takes memory. */
function projectPart(tree: Tree): Tree {
  return { ...tree, files: tree.files.filter(({ path }) => isProjectFile(path)) };
}
