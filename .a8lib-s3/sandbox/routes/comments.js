/** Comments in the conversation and in review threads, and reactions to them. */
import { ApiError, notFound } from "../api-error.js";
import { addIssueComment, editIssueComment, editReviewComment, react } from "../comments.js";
import { issueCommentJson, reactionJson, reviewCommentJson } from "../payloads/review.js";
import { createReview, replyInThread } from "../reviews.js";
import * as bodies from "../validators/bodies.js";
import { found, numberParam, operation, paged, refuseIfArchived } from "./operation.js";
import { pullOf } from "./pulls.js";
const REPO = "/repos/{owner}/{repo}";
function issueOf(context) {
    return found(context.repository.pulls.get(numberParam(context, "issue_number")));
}
function issueCommentOf(context) {
    const id = numberParam(context, "comment_id");
    for (const pull of context.repository.pulls.values()) {
        const comment = pull.issueComments.find((one) => one.id === id);
        if (comment)
            return { pull, comment };
    }
    throw notFound();
}
function reviewCommentOf(context, id = numberParam(context, "comment_id")) {
    for (const pull of context.repository.pulls.values()) {
        for (const thread of pull.threads) {
            const comment = thread.comments.find((one) => one.id === id);
            if (comment)
                return { pull, thread, comment };
        }
    }
    throw notFound();
}
function located(context, { pull, thread, comment }) {
    return reviewCommentJson(context.world, context.repository, pull, thread, comment);
}
/** Only who wrote it, or may write to the repository, may change it; the App changes its own only here. */
function refuseUnlessAuthor(context, author) {
    if (context.actor() !== author)
        throw new ApiError(403, "Resource not accessible by integration");
}
/** 201 for a new reaction, 200 when the same user had already reacted so. */
function reacted(context, reactions, content) {
    const { reaction, created } = react(context.world, reactions, context.actor(), content);
    const body = reactionJson(context.world, reaction);
    return created ? { status: 201, body } : { status: 200, body };
}
const issueCommentOperations = [
    operation("get", `${REPO}/issues/{issue_number}/comments`, {
        query: ["per_page", "page", "since"],
        handle: (context) => {
            const pull = issueOf(context);
            const all = pull.issueComments.map((one) => issueCommentJson(context.world, context.repository, pull, one));
            return { status: 200, ...paged(context, all) };
        },
    }),
    operation("post", `${REPO}/issues/{issue_number}/comments`, {
        body: bodies.createIssueComment,
        handle: (context) => {
            refuseIfArchived(context.repository);
            const pull = issueOf(context);
            const comment = addIssueComment(context.world, context.repository, pull, context.actor(), context.body.body);
            return { status: 201, body: issueCommentJson(context.world, context.repository, pull, comment) };
        },
    }),
    operation("get", `${REPO}/issues/comments/{comment_id}`, {
        handle: (context) => {
            const { pull, comment } = issueCommentOf(context);
            return { status: 200, body: issueCommentJson(context.world, context.repository, pull, comment) };
        },
    }),
    operation("patch", `${REPO}/issues/comments/{comment_id}`, {
        body: bodies.updateIssueComment,
        handle: (context) => {
            const { pull, comment } = issueCommentOf(context);
            refuseUnlessAuthor(context, comment.author);
            editIssueComment(context.world, context.repository, pull, comment, context.body.body);
            return { status: 200, body: issueCommentJson(context.world, context.repository, pull, comment) };
        },
    }),
    operation("get", `${REPO}/issues/comments/{comment_id}/reactions`, {
        query: ["content", "per_page", "page"],
        handle: (context) => {
            const { comment } = issueCommentOf(context);
            return {
                status: 200,
                ...paged(context, comment.reactions.map((one) => reactionJson(context.world, one))),
            };
        },
    }),
    operation("post", `${REPO}/issues/comments/{comment_id}/reactions`, {
        body: bodies.reactToIssueComment,
        handle: (context) => {
            const { comment } = issueCommentOf(context);
            return reacted(context, comment.reactions, context.body.content);
        },
    }),
];
const reviewCommentOperations = [
    operation("get", `${REPO}/pulls/{pull_number}/comments`, {
        query: ["sort", "direction", "since", "per_page", "page"],
        handle: (context) => {
            const pull = pullOf(context);
            const all = pull.threads
                .flatMap((thread) => thread.comments.map((comment) => ({ pull, thread, comment })))
                .toSorted((one, other) => one.comment.id - other.comment.id);
            return {
                status: 200,
                ...paged(context, all.map((one) => located(context, one))),
            };
        },
    }),
    operation("post", `${REPO}/pulls/{pull_number}/comments`, {
        body: bodies.createReviewComment,
        handle: async (context) => {
            const { body, world, repository } = context;
            refuseIfArchived(repository);
            const pull = pullOf(context);
            if (body.in_reply_to !== undefined)
                return { status: 201, body: reply(context, body.in_reply_to, body.body) };
            const review = await createReview(world, repository, pull, {
                author: context.actor(),
                commitId: body.commit_id,
                body: " ",
                event: "COMMENT",
                comments: [{ ...body, start_side: body.start_side === "side" ? body.side : body.start_side }],
            });
            review.body = "";
            const thread = found(pull.threads.at(-1));
            return { status: 201, body: located(context, { pull, thread, comment: found(thread.comments[0]) }) };
        },
    }),
    operation("post", `${REPO}/pulls/{pull_number}/comments/{comment_id}/replies`, {
        body: bodies.replyToComment,
        handle: (context) => {
            refuseIfArchived(context.repository);
            return { status: 201, body: reply(context, numberParam(context, "comment_id"), context.body.body) };
        },
    }),
    operation("get", `${REPO}/pulls/comments/{comment_id}`, {
        handle: (context) => ({ status: 200, body: located(context, reviewCommentOf(context)) }),
    }),
    operation("patch", `${REPO}/pulls/comments/{comment_id}`, {
        body: bodies.updateReviewComment,
        handle: (context) => {
            const place = reviewCommentOf(context);
            refuseUnlessAuthor(context, place.comment.author);
            editReviewComment(context.world, context.repository, place.pull, place.thread, place.comment, context.body.body);
            return { status: 200, body: located(context, place) };
        },
    }),
    operation("get", `${REPO}/pulls/comments/{comment_id}/reactions`, {
        query: ["content", "per_page", "page"],
        handle: (context) => {
            const { comment } = reviewCommentOf(context);
            return {
                status: 200,
                ...paged(context, comment.reactions.map((one) => reactionJson(context.world, one))),
            };
        },
    }),
    operation("post", `${REPO}/pulls/comments/{comment_id}/reactions`, {
        body: bodies.reactToReviewComment,
        handle: (context) => {
            const { comment } = reviewCommentOf(context);
            return reacted(context, comment.reactions, context.body.content);
        },
    }),
];
/** Answers go to the comment that opened the thread; to an answer they are refused (docs.github.com). */
function reply(context, commentId, body) {
    const { pull, thread, comment } = reviewCommentOf(context, commentId);
    if (pull !== pullOf(context) || comment.inReplyTo !== undefined)
        throw notFound();
    const added = replyInThread(context.world, context.repository, pull, thread, context.actor(), body);
    return located(context, { pull, thread, comment: added });
}
export const commentOperations = [...issueCommentOperations, ...reviewCommentOperations];
