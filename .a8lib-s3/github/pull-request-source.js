import { isProjectFile } from "../engine/project-files.js";
import { guarded } from "./github-error.js";
import { openPullRequest } from "./open-pull-request.js";
import { readBlobs } from "./read-blobs.js";
import { readDiff } from "./read-diff.js";
import { readTree } from "./read-tree.js";
/** Reads one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createPullRequestSource(access, options) {
    const { repositoryId, memory } = options;
    const treeKey = (commit) => `${repositoryId}:${commit}`;
    const diffKey = (pull) => `${repositoryId}:${pull.baseSha}...${pull.headSha}:${pull.changedFiles}`;
    return {
        open: () => guarded("read the pull request", () => openPullRequest(access, options)),
        diff: async (pull) => {
            const known = memory.diffs.get(diffKey(pull));
            if (known !== undefined)
                return known;
            const diff = await guarded("list the changed files", () => readDiff(access, pull));
            memory.diffs.set(diffKey(pull), diff);
            return diff;
        },
        tree: async (commit) => {
            const known = memory.trees.get(treeKey(commit));
            if (known !== undefined)
                return known;
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
function projectPart(tree) {
    return { ...tree, files: tree.files.filter(({ path }) => isProjectFile(path)) };
}
