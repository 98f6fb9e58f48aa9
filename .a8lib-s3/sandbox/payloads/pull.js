/** Pull requests in answers and webhooks. */
import { userJson } from "../accounts.js";
import { pullCommits, pullFiles } from "../reading.js";
import { roleOf } from "../store.js";
import { repositoryApi, repositoryHtml, repositoryJson, webhookRepositoryJson } from "./repository.js";
/** How the author relates to the repository. The fake knows roles only, no membership of organisations. */
export function association(repository, login) {
    if (login.toLowerCase() === repository.owner.toLowerCase())
        return "OWNER";
    const role = roleOf(repository, login);
    if (role !== "none" && repository.roles.has(login.toLowerCase()))
        return "COLLABORATOR";
    return "NONE";
}
/** The repository that holds the head branch. */
export function headRepositoryOf(world, repository, pull) {
    return world.state.repositories.get(pull.headRepository.toLowerCase()) ?? repository;
}
function parts(world, repository, pull) {
    const api = repositoryApi(world, repository);
    const html = `${repositoryHtml(world, repository)}/pull/${pull.number}`;
    const self = `${api}/pulls/${pull.number}`;
    const issue = `${api}/issues/${pull.number}`;
    const urls = {
        self,
        html,
        issue,
        comments: `${issue}/comments`,
        review_comments: `${self}/comments`,
        review_comment: `${api}/pulls/comments{/number}`,
        commits: `${self}/commits`,
        statuses: `${api}/statuses/${pull.headSha}`,
    };
    const headRepository = headRepositoryOf(world, repository, pull);
    return {
        headRepository,
        head: {
            label: `${headRepository.owner}:${pull.headRef}`,
            ref: pull.headRef,
            sha: pull.headSha,
            user: userJson(world, headRepository.owner),
        },
        base: {
            label: `${repository.owner}:${pull.baseRef}`,
            ref: pull.baseRef,
            sha: pull.baseSha,
            user: userJson(world, repository.owner),
        },
        simple: {
            url: self,
            id: pull.id,
            node_id: pull.nodeId,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            issue_url: issue,
            commits_url: urls.commits,
            review_comments_url: urls.review_comments,
            review_comment_url: urls.review_comment,
            comments_url: urls.comments,
            statuses_url: urls.statuses,
            number: pull.number,
            state: pull.state,
            locked: pull.locked,
            title: pull.title,
            user: userJson(world, pull.author),
            body: pull.body === "" ? null : pull.body,
            labels: [],
            milestone: null,
            active_lock_reason: null,
            created_at: pull.createdAt,
            updated_at: pull.updatedAt,
            closed_at: pull.closedAt,
            merged_at: pull.merged ? pull.closedAt : null,
            merge_commit_sha: null,
            assignee: null,
            assignees: [],
            requested_reviewers: [],
            requested_teams: [],
            draft: pull.draft,
            author_association: association(repository, pull.author),
            auto_merge: null,
            _links: {
                self: { href: urls.self },
                html: { href: urls.html },
                issue: { href: urls.issue },
                comments: { href: urls.comments },
                review_comments: { href: urls.review_comments },
                review_comment: { href: urls.review_comment },
                commits: { href: urls.commits },
                statuses: { href: urls.statuses },
            },
        },
    };
}
async function counters(repository, pull) {
    const [files, commits] = await Promise.all([pullFiles(repository, pull), pullCommits(repository, pull)]);
    return {
        comments: pull.issueComments.length,
        review_comments: pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
        commits: commits.length,
        additions: files.reduce((sum, file) => sum + file.additions, 0),
        deletions: files.reduce((sum, file) => sum + file.deletions, 0),
        changed_files: files.length,
        maintainer_can_modify: false,
        merged: pull.merged,
        mergeable: null,
        rebaseable: null,
        mergeable_state: pull.draft ? "draft" : "unknown",
        merged_by: null,
    };
}
/** A pull request as the API shows it. */
export async function pullJson(world, repository, pull) {
    const { simple, head, base, headRepository } = parts(world, repository, pull);
    return {
        ...simple,
        requested_reviewers: [],
        requested_teams: [],
        auto_merge: null,
        milestone: null,
        labels: [],
        user: userJson(world, pull.author),
        assignee: null,
        assignees: [],
        head: { ...head, repo: repositoryJson(world, headRepository), user: userJson(world, headRepository.owner) },
        base: { ...base, repo: repositoryJson(world, repository), user: userJson(world, repository.owner) },
        ...(await counters(repository, pull)),
    };
}
/** A pull request in the list of pull requests. */
export function listedPullJson(world, repository, pull) {
    const { simple, head, base, headRepository } = parts(world, repository, pull);
    return {
        ...simple,
        requested_reviewers: [],
        requested_teams: [],
        auto_merge: null,
        milestone: null,
        labels: [],
        user: userJson(world, pull.author),
        assignee: null,
        assignees: [],
        head: { ...head, repo: repositoryJson(world, headRepository), user: userJson(world, headRepository.owner) },
        base: { ...base, repo: repositoryJson(world, repository), user: userJson(world, repository.owner) },
    };
}
/** A pull request in its own webhooks. */
export async function webhookPullJson(world, repository, pull) {
    return { ...simplePullJson(world, repository, pull), ...(await counters(repository, pull)) };
}
/** A pull request in the webhooks of reviews, comments and threads. */
export function simplePullJson(world, repository, pull) {
    const { simple, head, base, headRepository } = parts(world, repository, pull);
    return {
        ...simple,
        head: { ...head, repo: webhookRepositoryJson(world, headRepository) },
        base: { ...base, repo: webhookRepositoryJson(world, repository) },
    };
}
/** A pull request as checks refer to it. */
export function minimalPullJson(world, repository, pull) {
    const ref = (one) => ({ id: one.id, url: repositoryApi(world, one), name: one.name });
    return {
        id: pull.id,
        number: pull.number,
        url: `${repositoryApi(world, repository)}/pulls/${pull.number}`,
        head: { ref: pull.headRef, sha: pull.headSha, repo: ref(headRepositoryOf(world, repository, pull)) },
        base: { ref: pull.baseRef, sha: pull.baseSha, repo: ref(repository) },
    };
}
