/** Commits and diff entries in answers. */
import { nodeId } from "../store.js";
import { repositoryApi, repositoryHtml } from "./repository.js";
/** A commit as the API shows it. Authors by e-mail are not matched to accounts here. */
export function commitJson(world, repository, commit) {
    const api = repositoryApi(world, repository);
    const html = repositoryHtml(world, repository);
    const who = { name: commit.authorName, email: commit.authorEmail, date: commit.date };
    return {
        url: `${api}/commits/${commit.sha}`,
        sha: commit.sha,
        node_id: nodeId("C", Number.parseInt(commit.sha.slice(0, 8), 16)),
        html_url: `${html}/commit/${commit.sha}`,
        comments_url: `${api}/commits/${commit.sha}/comments`,
        commit: {
            url: `${api}/git/commits/${commit.sha}`,
            author: who,
            committer: who,
            message: commit.message,
            comment_count: 0,
            tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
            verification: { verified: false, reason: "unsigned", payload: null, signature: null, verified_at: null },
        },
        author: null,
        committer: null,
        parents: commit.parents.map((sha) => ({
            sha,
            url: `${api}/commits/${sha}`,
            html_url: `${html}/commit/${sha}`,
        })),
    };
}
/** A changed file as the API lists it; `patch` is absent where git has none. */
export function diffEntryJson(world, repository, head, file) {
    const path = file.path.split("/").map(encodeURIComponent).join("/");
    const html = repositoryHtml(world, repository);
    return {
        sha: file.blob,
        filename: file.path,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        changes: file.additions + file.deletions,
        blob_url: `${html}/blob/${head}/${path}`,
        raw_url: `${html}/raw/${head}/${path}`,
        contents_url: `${repositoryApi(world, repository)}/contents/${path}?ref=${head}`,
        ...(file.patch === undefined ? {} : { patch: file.patch }),
        ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
    };
}
