/** Reviews, review comments, conversation comments and reactions in answers and webhooks. */
import { appJson, botLogin, userJson, webhookAppJson } from "../accounts.js";
import { association } from "./pull.js";
import { repositoryApi, repositoryHtml } from "./repository.js";
/** How often each reaction was given. */
export function reactionsJson(url, reactions) {
    const count = (content) => reactions.filter((one) => one.content === content).length;
    return {
        url: `${url}/reactions`,
        total_count: reactions.length,
        "+1": count("+1"),
        "-1": count("-1"),
        laugh: count("laugh"),
        hooray: count("hooray"),
        confused: count("confused"),
        heart: count("heart"),
        rocket: count("rocket"),
        eyes: count("eyes"),
    };
}
export function reactionJson(world, reaction) {
    return {
        id: reaction.id,
        node_id: reaction.nodeId,
        user: userJson(world, reaction.user),
        content: reaction.content,
        created_at: reaction.createdAt,
    };
}
/** A review as the API shows it. */
export function reviewJson(world, repository, pull, review) {
    const { submitted_at, state: _lowerCase, ...rest } = sharedReview(world, repository, pull, review);
    return {
        ...rest,
        body: review.body,
        state: review.state,
        ...(submitted_at === null ? {} : { submitted_at }),
    };
}
/** A submitted review in a webhook: states are lower-case there. */
export function webhookReviewJson(world, repository, pull, review) {
    return sharedReview(world, repository, pull, review);
}
function sharedReview(world, repository, pull, review) {
    const html = `${repositoryHtml(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
    const pullUrl = `${repositoryApi(world, repository)}/pulls/${pull.number}`;
    return {
        id: review.id,
        node_id: review.nodeId,
        user: userJson(world, review.author),
        body: review.body === "" ? null : review.body,
        commit_id: review.commitId,
        submitted_at: review.submittedAt,
        state: review.state.toLowerCase(),
        html_url: html,
        pull_request_url: pullUrl,
        author_association: association(repository, review.author),
        _links: { html: { href: html }, pull_request: { href: pullUrl } },
    };
}
/** A review comment in a webhook, where lines outside the diff are `null`. */
export function webhookReviewCommentJson(world, repository, pull, thread, comment) {
    const self = `${repositoryApi(world, repository)}/pulls/comments/${comment.id}`;
    const html = `${repositoryHtml(world, repository)}/pull/${pull.number}#discussion_r${comment.id}`;
    const pullUrl = `${repositoryApi(world, repository)}/pulls/${pull.number}`;
    return {
        url: self,
        pull_request_review_id: comment.reviewId,
        id: comment.id,
        node_id: comment.nodeId,
        diff_hunk: comment.diffHunk,
        path: thread.path,
        position: thread.line === null ? null : comment.originalPosition,
        original_position: comment.originalPosition,
        commit_id: thread.commitId,
        original_commit_id: comment.originalCommitId,
        user: userJson(world, comment.author),
        body: comment.body,
        created_at: comment.createdAt,
        updated_at: comment.updatedAt,
        html_url: html,
        pull_request_url: pullUrl,
        author_association: association(repository, comment.author),
        _links: { self: { href: self }, html: { href: html }, pull_request: { href: pullUrl } },
        reactions: reactionsJson(self, comment.reactions),
        start_line: thread.startLine,
        original_start_line: thread.originalStartLine,
        start_side: thread.startSide,
        line: thread.line,
        original_line: thread.originalLine,
        side: thread.side,
        subject_type: "line",
        ...(comment.inReplyTo === undefined ? {} : { in_reply_to_id: comment.inReplyTo }),
    };
}
/**
 * A review comment as the API lists it. GitHub answers `null` for the line and position of an outdated comment,
 * although its description says that they are numbers; the sandbox follows the real answers.
 */
export function reviewCommentJson(world, repository, pull, thread, comment) {
    const { line, position, ...rest } = webhookReviewCommentJson(world, repository, pull, thread, comment);
    return { ...rest, line: line, position: position };
}
/** A review comment as the review's own listing shows it: by position, lines only as extras. */
export function commentOfReviewJson(world, repository, pull, thread, comment) {
    const { line, ...rest } = webhookReviewCommentJson(world, repository, pull, thread, comment);
    return { ...rest, ...(line === null ? {} : { line }) };
}
/** A conversation comment as the API shows it. */
export function issueCommentJson(world, repository, pull, comment) {
    const byApp = comment.author === botLogin(world.state);
    return {
        ...sharedIssueComment(world, repository, pull, comment),
        performed_via_github_app: byApp ? appJson(world) : null,
    };
}
/** A conversation comment in a webhook. */
export function webhookIssueCommentJson(world, repository, pull, comment) {
    const byApp = comment.author === botLogin(world.state);
    return {
        ...sharedIssueComment(world, repository, pull, comment),
        performed_via_github_app: byApp ? webhookAppJson(world) : null,
    };
}
function sharedIssueComment(world, repository, pull, comment) {
    const api = repositoryApi(world, repository);
    const url = `${api}/issues/comments/${comment.id}`;
    return {
        url,
        html_url: `${repositoryHtml(world, repository)}/pull/${pull.number}#issuecomment-${comment.id}`,
        issue_url: `${api}/issues/${pull.number}`,
        id: comment.id,
        node_id: comment.nodeId,
        user: userJson(world, comment.author),
        created_at: comment.createdAt,
        updated_at: comment.updatedAt,
        author_association: association(repository, comment.author),
        body: comment.body,
        reactions: reactionsJson(url, comment.reactions),
    };
}
/** The issue that a pull request also is, in the webhook of a conversation comment. */
export function webhookIssueJson(world, repository, pull) {
    const api = repositoryApi(world, repository);
    const url = `${api}/issues/${pull.number}`;
    const html = `${repositoryHtml(world, repository)}/pull/${pull.number}`;
    return {
        url,
        repository_url: api,
        labels_url: `${url}/labels{/name}`,
        comments_url: `${url}/comments`,
        events_url: `${url}/events`,
        html_url: html,
        id: pull.issueId,
        node_id: pull.issueNodeId,
        number: pull.number,
        title: pull.title,
        user: userJson(world, pull.author),
        labels: [],
        state: pull.state,
        locked: pull.locked,
        assignee: null,
        assignees: [],
        milestone: null,
        comments: pull.issueComments.length,
        created_at: pull.createdAt,
        updated_at: pull.updatedAt,
        closed_at: pull.closedAt,
        author_association: association(repository, pull.author),
        active_lock_reason: null,
        draft: pull.draft,
        pull_request: {
            url: `${api}/pulls/${pull.number}`,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            merged_at: pull.merged ? pull.closedAt : null,
        },
        body: pull.body === "" ? null : pull.body,
        reactions: reactionsJson(url, []),
        timeline_url: `${url}/timeline`,
        performed_via_github_app: null,
        state_reason: null,
    };
}
