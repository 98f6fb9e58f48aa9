import { EMPTY_BLOB } from "./git-blob.js";
import { parseHunks } from "./patch.js";
/** A comparison lists no more files: https://docs.github.com/rest/commits/commits#compare-two-commits */
const MAX_COMPARED = 300;
/** The pull request's own list ends here: https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MAX_FILES = 3_000;
const PER_PAGE = 100;
/**
 * The merge base and the changed files. One request says both for up to 300 files; for more, and when GitHub counts
 * differently for the pull request than for the comparison, the pull request's own list is read as well.
 */
export async function readDiff(access, pull) {
    const { octokit, owner, repo } = access;
    const small = pull.changedFiles < MAX_COMPARED;
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${pull.baseSha}...${pull.headSha}`,
        // One commit per page keeps the answer small. The merge base is on every page, the files are on the first only.
        per_page: 1,
        page: small ? 1 : 2,
    });
    const compared = data.files ?? [];
    const files = small && compared.length === pull.changedFiles ? compared : await listFiles(access);
    return { mergeBase: data.merge_base_commit.sha, files: files.map(toChangedFile) };
}
async function listFiles({ octokit, owner, repo, number }) {
    const files = [];
    for (let page = 1; files.length < MAX_FILES; page += 1) {
        const { data } = await octokit.rest.pulls.listFiles({ owner, repo, pull_number: number, per_page: PER_PAGE, page });
        files.push(...data);
        if (data.length < PER_PAGE)
            break;
    }
    return files;
}
function toChangedFile(file) {
    const hunks = file.patch === undefined ? undefined : parseHunks(file.patch);
    const blob = file.sha ?? "";
    const common = {
        path: file.filename,
        status: file.status,
        blob,
        hunks,
        ...(file.previous_filename === undefined ? {} : { previousPath: file.previous_filename }),
        ...(isOddKind(file.patch) ? { oddKind: true } : {}),
    };
    if (hunks !== undefined)
        return common;
    // Binary files count no changed lines either, so only what cannot be a change of content counts as unchanged.
    const unchanged = file.changes === 0 && (file.status === "renamed" || file.status === "unchanged" || blob === EMPTY_BLOB);
    return { ...common, noPatch: unchanged ? "unchanged" : "binary-or-too-large" };
}
/** A link's content is one line without an end, a submodule's patch names its commit; nothing else in the list tells them from files. */
function isOddKind(patch) {
    const added = patch?.split("\n").filter((line) => line.startsWith("+")) ?? [];
    if (added.length !== 1)
        return false;
    return (patch?.endsWith("\\ No newline at end of file") === true || /^\+Subproject commit [0-9a-f]{40}/.test(added[0] ?? ""));
}
