/** Turns what happened into webhooks for the App, if it is installed there and subscribed. */
import { ensureAccount, userJson } from "./accounts.js";
import { deliver } from "./deliveries.js";
import { webhookCheckRunJson } from "./payloads/check.js";
import { simplePullJson, webhookPullJson } from "./payloads/pull.js";
import { webhookRepositoryJson } from "./payloads/repository.js";
import { webhookIssueCommentJson, webhookIssueJson, webhookReviewCommentJson, webhookReviewJson, } from "./payloads/review.js";
import { nodeId } from "./store.js";
/** Sent to the App that made the check whatever it is subscribed to (docs.github.com, "check_run"). */
const ALWAYS = new Set(["check_run.rerequested", "check_run.requested_action"]);
/** The installation that covers a repository. */
export function installationOf(state, repository) {
    return [...state.installations.values()].find((one) => one.repositories.has(repository.id));
}
function emit(world, repository, sender, event, content) {
    const installation = installationOf(world.state, repository);
    const name = content.action === undefined ? event : `${event}.${content.action}`;
    const wanted = world.state.app.events.includes(event) || ALWAYS.has(name);
    if (!installation || installation.suspended || !wanted)
        return;
    deliver(world, {
        event,
        installationId: installation.id,
        repositoryId: repository.id,
        payload: {
            ...content,
            repository: webhookRepositoryJson(world, repository),
            ...organization(world, repository),
            sender: userJson(world, sender),
            installation: { id: installation.id, node_id: nodeId("MDIz", installation.id) },
        },
    });
}
function organization(world, repository) {
    const account = ensureAccount(world.state, repository.owner);
    if (account.type !== "Organization")
        return {};
    const url = `${world.url}/api/v3/orgs/${account.login}`;
    return {
        organization: {
            login: account.login,
            id: account.id,
            node_id: account.nodeId,
            url,
            repos_url: `${url}/repos`,
            events_url: `${url}/events`,
            hooks_url: `${url}/hooks`,
            issues_url: `${url}/issues`,
            members_url: `${url}/members{/member}`,
            public_members_url: `${url}/public_members{/member}`,
            avatar_url: `${world.url}/avatars/u/${account.id}`,
            description: null,
        },
    };
}
/** `extra`: `before` and `after` of a synchronize, `changes` of an edit. */
export async function pullChanged(world, repository, pull, sender, action, extra = {}) {
    const pull_request = await webhookPullJson(world, repository, pull);
    emit(world, repository, sender, "pull_request", { action, number: pull.number, ...extra, pull_request });
}
/** A comment in the conversation. */
export function issueCommented(world, repository, pull, comment, action, extra = {}) {
    emit(world, repository, comment.author, "issue_comment", {
        action,
        ...extra,
        issue: webhookIssueJson(world, repository, pull),
        comment: webhookIssueCommentJson(world, repository, pull, comment),
    });
}
/** A review was submitted; its comments follow as events of their own. */
export function reviewSubmitted(world, repository, pull, review) {
    emit(world, repository, review.author, "pull_request_review", {
        action: "submitted",
        review: webhookReviewJson(world, repository, pull, review),
        pull_request: simplePullJson(world, repository, pull),
    });
}
/** A comment in a review thread. */
export function reviewCommented(world, repository, pull, thread, comment, action = "created", extra = {}) {
    emit(world, repository, comment.author, "pull_request_review_comment", {
        action,
        ...extra,
        comment: webhookReviewCommentJson(world, repository, pull, thread, comment),
        pull_request: simplePullJson(world, repository, pull),
    });
}
/** A thread was resolved or opened again. */
export function threadChanged(world, repository, pull, thread, sender, action) {
    emit(world, repository, sender, "pull_request_review_thread", {
        action,
        thread: {
            node_id: thread.nodeId,
            comments: thread.comments.map((comment) => webhookReviewCommentJson(world, repository, pull, thread, comment)),
        },
        pull_request: simplePullJson(world, repository, pull),
    });
}
/** A check run was made, concluded, or asked for again. */
export function checkRunChanged(world, repository, run, sender, action) {
    const suite = repository.checkSuites.find((one) => one.id === run.suiteId);
    if (!suite)
        return;
    emit(world, repository, sender, "check_run", {
        action,
        check_run: webhookCheckRunJson(world, repository, run, suite),
    });
}
/** A person pressed a button of the check run. */
export function actionRequested(world, repository, run, sender, identifier) {
    const suite = repository.checkSuites.find((one) => one.id === run.suiteId);
    if (!suite)
        return;
    emit(world, repository, sender, "check_run", {
        action: "requested_action",
        requested_action: { identifier },
        check_run: webhookCheckRunJson(world, repository, run, suite),
    });
}
/** The merge queue wants to know about a commit. */
export function mergeGroupRequested(world, repository, sender, group) {
    const { sha, tree, message, date, authorName, authorEmail } = group.commit;
    const person = { name: authorName, email: authorEmail };
    emit(world, repository, sender, "merge_group", {
        action: "checks_requested",
        merge_group: {
            head_sha: sha,
            head_ref: `refs/heads/${group.branch}`,
            base_ref: `refs/heads/${group.baseRef}`,
            base_sha: group.baseSha,
            head_commit: { id: sha, tree_id: tree, message, timestamp: date, author: person, committer: person },
        },
    });
}
