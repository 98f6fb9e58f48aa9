import { decideOnCheckRun, decideOnIssueComment, decideOnMergeGroup, decideOnPullRequest, decideOnReviewComment, decideOnReviewThread, } from "../intake/intents.js";
/** Registers one handler per event of `HANDLED_EVENTS`. Handlers translate payloads and do nothing else. */
export function registerHandlers(probot, options) {
    const { own, act } = options;
    probot.on([
        "pull_request.opened",
        "pull_request.reopened",
        "pull_request.synchronize",
        "pull_request.ready_for_review",
        "pull_request.edited",
    ], ({ id, payload }) => act(decideOnPullRequest(payload, id, own()), id));
    probot.on("issue_comment.created", ({ id, payload }) => act(decideOnIssueComment(payload, id, own()), id));
    probot.on("pull_request_review_comment.created", ({ id, payload }) => act(decideOnReviewComment(payload, id, own()), id));
    probot.on(["check_run.rerequested", "check_run.requested_action"], ({ id, payload }) => act(decideOnCheckRun(payload, id, own()), id));
    probot.on(["pull_request_review_thread.resolved", "pull_request_review_thread.unresolved"], ({ id, payload }) => act(decideOnReviewThread(payload, id, own()), id));
    probot.on("merge_group.checks_requested", ({ id, payload }) => act(decideOnMergeGroup(payload), id));
}
