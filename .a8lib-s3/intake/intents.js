import { parseCommand } from "./command.js";
import { parseExternalId } from "./external-id.js";
/** `pull_request`: opened, reopened, pushed to, no longer a draft, or aimed at another branch. */
export function decideOnPullRequest(payload, delivery, own) {
    const retargeted = payload.action === "edited" && payload.changes?.base !== undefined;
    const reason = retargeted ? "retargeted" : REASONS.get(payload.action);
    if (reason === undefined) {
        return ignore("the action asks for no review");
    }
    if (payload.pull_request.state !== "open") {
        return ignore("the pull request is closed");
    }
    return review(payload, payload.pull_request.number, own, { reasons: [reason], deliveries: [delivery] });
}
const REASONS = new Map(["opened", "reopened", "synchronize", "ready_for_review"].map((reason) => [reason, reason]));
/** `pull_request_review_thread`: somebody resolved a question of this App, or opened it again. */
export function decideOnReviewThread(payload, delivery, own) {
    const author = payload.thread.comments[0]?.user;
    const isOwn = own.login === undefined ? author?.type === "Bot" : author?.login === own.login;
    if (!isOwn)
        return ignore("the thread is somebody else's");
    if (payload.pull_request.state !== "open")
        return ignore("the pull request is closed");
    return review(payload, payload.pull_request.number, own, { reasons: ["conversation"], deliveries: [delivery] });
}
/** `merge_group`: a required check must be reported on the queue's commit as well. */
export function decideOnMergeGroup(payload) {
    const key = repositoryKeyOf(payload);
    return key === undefined
        ? ignore(NO_INSTALLATION)
        : { kind: "merge-group", key, headSha: payload.merge_group.head_sha };
}
/** `issue_comment`: a person wrote `/maestro …` below a pull request. */
export function decideOnIssueComment(payload, delivery, own) {
    const { issue, comment } = payload;
    if (issue.pull_request === undefined || issue.pull_request === null)
        return ignore("the comment is on an issue");
    const { number, state } = issue;
    const { body, user } = comment;
    return command(payload, { number, state, body, user, place: { commentId: comment.id } }, delivery, own);
}
/** `pull_request_review_comment`: a person wrote `/maestro …` into a review thread. */
export function decideOnReviewComment(payload, delivery, own) {
    const { number, state } = payload.pull_request;
    const { id, body, user, in_reply_to_id: thread = id } = payload.comment;
    return command(payload, { number, state, body, user, place: { commentId: id, thread } }, delivery, own);
}
function command(payload, written, delivery, own) {
    const { user, number, place } = written;
    if (user === null || user.type === "Bot" || payload.sender?.type === "Bot") {
        return ignore("the comment was not written by a person");
    }
    const asked = parseCommand(written.body);
    if (asked === undefined)
        return ignore("the comment is no command");
    if (written.state !== "open")
        return ignore("the pull request is closed");
    if (asked === "unknown") {
        const key = keyOf(payload, number);
        return key === undefined ? ignore(NO_INSTALLATION) : { kind: "unknown-command", key, ...place };
    }
    const commands = [{ ...place, author: user.login, command: asked }];
    return review(payload, number, own, { reasons: ["command"], commands, deliveries: [delivery] });
}
/** `check_run`: a person pressed the re-run button of this App's check, or the button that the App put there. */
export function decideOnCheckRun(payload, delivery, own) {
    if (payload.check_run.app?.id !== own.appId) {
        return ignore("the check run belongs to another App");
    }
    const identity = parseExternalId(payload.check_run.external_id ?? "");
    if (identity === undefined) {
        return ignore("the check run names no pull request");
    }
    return review(payload, identity.number, own, {
        reasons: ["rerequested"],
        force: true,
        refresh: true,
        deliveries: [delivery],
    });
}
const NO_INSTALLATION = "the payload names no installation";
function review(payload, number, own, intent) {
    const key = keyOf(payload, number);
    if (key === undefined) {
        return ignore(NO_INSTALLATION);
    }
    if (own.login !== undefined && payload.sender?.login === own.login) {
        return ignore("this App sent it");
    }
    return {
        kind: "review",
        intent: { key, reasons: [], force: false, refresh: false, commands: [], deliveries: [], ...intent },
    };
}
function keyOf(payload, number) {
    const key = repositoryKeyOf(payload);
    return key === undefined ? undefined : { ...key, number };
}
function repositoryKeyOf({ installation, repository, }) {
    if (installation === undefined || repository === undefined)
        return undefined;
    const { id, name, owner } = repository;
    return { installationId: installation.id, repositoryId: id, owner: owner.login, repo: name };
}
function ignore(reason) {
    return { kind: "ignore", reason };
}
