/** Comments in the conversation, and reactions to any comment. */
import { ApiError, checkBodyLength } from "./api-error.js";
import { issueCommented, reviewCommented } from "./events.js";
import { nextId, nodeId, roleOf } from "./store.js";
import { announce, clock } from "./world.js";
/** Adds a comment. Throws the API's 403 on a locked conversation and 422 for a text that is empty or too long. */
export function addIssueComment(world, repository, pull, author, body) {
    if (pull.locked && !["write", "maintain", "admin"].includes(roleOf(repository, author))) {
        throw new ApiError(403, "Unable to create comment because issue is locked.");
    }
    checkIssueBody(body);
    const id = nextId(world.state);
    const now = clock(world);
    const comment = {
        id,
        nodeId: nodeId("IC", id),
        author,
        createdAt: now,
        reactions: [],
        body,
        updatedAt: now,
        minimized: null,
    };
    pull.issueComments.push(comment);
    pull.updatedAt = now;
    issueCommented(world, repository, pull, comment, "created");
    announce(world, "comment");
    return comment;
}
/** Changes a comment's text. */
export function editIssueComment(world, repository, pull, comment, body) {
    checkIssueBody(body);
    const from = comment.body;
    comment.body = body;
    comment.updatedAt = clock(world);
    issueCommented(world, repository, pull, comment, "edited", { changes: { body: { from } } });
    announce(world, "comment");
}
/** Changes the text of a comment in a review thread. Throws the API's 422 for a text that is too long. */
export function editReviewComment(world, repository, pull, thread, comment, body) {
    checkBodyLength(body, "PullRequestReviewComment");
    const changes = { body: { from: comment.body } };
    comment.body = body;
    comment.updatedAt = clock(world);
    reviewCommented(world, repository, pull, thread, comment, "edited", { changes });
    announce(world, "comment");
}
function checkIssueBody(body) {
    checkBodyLength(body, "IssueComment");
    if (body.trim() !== "")
        return;
    throw new ApiError(422, "Validation Failed", {
        errors: [{ resource: "IssueComment", code: "missing_field", field: "body" }],
    });
}
/** Adds a reaction, or returns the same user's earlier one of that kind. */
export function react(world, reactions, user, content) {
    const earlier = reactions.find((one) => one.user === user && one.content === content);
    if (earlier)
        return { reaction: earlier, created: false };
    const id = nextId(world.state);
    const reaction = { id, nodeId: nodeId("REA", id), user, content, createdAt: clock(world) };
    reactions.push(reaction);
    announce(world, "comment");
    return { reaction, created: true };
}
