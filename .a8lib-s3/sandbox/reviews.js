/** Reviews, their comments and threads. A review is created wholly or not at all. */
import { ApiError, checkBodyLength } from "./api-error.js";
import { diffSinceMergeBase, findLine, patchLines } from "./diff.js";
import { reviewCommented, reviewSubmitted, threadChanged } from "./events.js";
import { resolveCommit } from "./git.js";
import { nextId, nodeId } from "./store.js";
import { announce, clock } from "./world.js";
const DOCUMENTATION = "https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request";
/** Texts that were seen in public logs of the real platform. */
const NOT_IN_DIFF = "Pull request review thread line must be part of the diff";
const NO_HUNK = "Pull request review thread diff hunk can't be blank";
const OTHER_HUNK = "Pull request review thread start line must be part of the same hunk as the line.";
const START_AFTER_END = "Pull request review thread start line must precede the end line.";
const BAD_POSITION = "Pull request review thread position is invalid";
const ONE_PENDING = "User can only have one pending review per pull request";
/** Texts that are guesses: the refusals are real, their exact words were not seen. */
const GUESSED_BAD_PATH = "Pull request review thread path is invalid";
const GUESSED_NO_BODY = "Pull request review body can't be blank";
const GUESSED_NO_COMMIT = "Pull request review commit is not part of the pull request";
const GUESSED_NO_LINE = "Pull request review thread line can't be blank";
const GUESSED_LOCKED = "Pull request review lock prevents review";
function refuse(...errors) {
    return new ApiError(422, "Unprocessable Entity", { errors: [sentence(errors)], documentationUrl: DOCUMENTATION });
}
/** "a, b, and c", as the platform joins its reasons. */
function sentence(parts) {
    if (parts.length < 3)
        return parts.join(" and ");
    return `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}`;
}
const STATE_OF = {
    APPROVE: "APPROVED",
    REQUEST_CHANGES: "CHANGES_REQUESTED",
    COMMENT: "COMMENTED",
};
/** Creates a review with all its comments, or throws the API's 422 and changes nothing. */
export async function createReview(world, repository, pull, input) {
    checkReview(pull, input);
    const commitId = await reviewedCommit(repository, pull, input.commitId);
    const anchors = await findAnchors(repository, pull, commitId, input.comments);
    const id = nextId(world.state);
    const review = {
        id,
        nodeId: nodeId("PRR", id),
        author: input.author,
        commitId,
        body: input.body,
        state: input.event === undefined ? "PENDING" : STATE_OF[input.event],
        submittedAt: input.event === undefined ? null : clock(world),
        minimized: null,
    };
    pull.reviews.push(review);
    for (const anchor of anchors)
        addThread(world, pull, review, anchor);
    if (review.submittedAt !== null)
        tellSubmitted(world, repository, pull, review);
    announce(world, "comment");
    return review;
}
function checkReview(pull, input) {
    if (pull.locked)
        throw refuse(GUESSED_LOCKED);
    if (input.event !== "APPROVE" && input.event !== undefined && input.body === "")
        throw refuse(GUESSED_NO_BODY);
    if (input.event === "APPROVE" && input.author === pull.author) {
        throw refuse("Review Can not approve your own pull request");
    }
    if (pull.reviews.some((one) => one.state === "PENDING" && one.author === input.author))
        throw refuse(ONE_PENDING);
    checkBodyLength(input.body, "PullRequestReview");
    for (const comment of input.comments)
        checkBodyLength(comment.body, "PullRequestReviewComment");
}
async function reviewedCommit(repository, pull, commitId) {
    if (commitId === undefined || commitId === pull.headSha)
        return pull.headSha;
    const known = /^[0-9a-f]{40}$/.test(commitId) ? await resolveCommit(repository.gitDir, commitId) : undefined;
    if (known === undefined)
        throw refuse(GUESSED_NO_COMMIT);
    return known;
}
async function findAnchors(repository, pull, commitId, comments) {
    if (comments.length === 0)
        return [];
    const files = await diffSinceMergeBase(repository.gitDir, pull.baseSha, commitId);
    return comments.map((comment) => {
        const file = files.find((one) => one.path === comment.path);
        if (!file)
            throw refuse(GUESSED_BAD_PATH, NO_HUNK);
        return findAnchor(comment, file.patch === undefined ? [] : patchLines(file.patch));
    });
}
function findAnchor(comment, lines) {
    if (comment.position !== undefined && comment.line === undefined)
        return anchorAtPosition(comment, lines);
    if (comment.line === undefined)
        throw refuse(GUESSED_NO_LINE, NO_HUNK);
    const side = comment.side ?? "RIGHT";
    const at = findLine(lines, side, comment.line);
    const anchor = { comment, side, line: comment.line, startLine: null, startSide: null };
    if (comment.start_line === undefined) {
        if (!at)
            throw refuse(NOT_IN_DIFF, NO_HUNK);
        return { ...anchor, at };
    }
    const startSide = comment.start_side ?? side;
    if (startSide === side && comment.start_line >= comment.line)
        throw refuse(START_AFTER_END);
    if (!at)
        throw refuse(NOT_IN_DIFF, OTHER_HUNK, NO_HUNK);
    if (findLine(lines, startSide, comment.start_line)?.hunk !== at.hunk)
        throw refuse(OTHER_HUNK);
    return { ...anchor, startLine: comment.start_line, startSide, at };
}
function anchorAtPosition(comment, lines) {
    const at = lines.find((one) => one.position === comment.position);
    const line = at?.right ?? at?.left;
    if (!at || line === undefined)
        throw refuse(BAD_POSITION, NO_HUNK);
    const side = at.right === undefined ? "LEFT" : "RIGHT";
    return { comment, side, line, startLine: null, startSide: null, at };
}
function addThread(world, pull, review, anchor) {
    const thread = {
        nodeId: nodeId("PRRT", nextId(world.state)),
        path: anchor.comment.path,
        side: anchor.side,
        startSide: anchor.startSide,
        originalLine: anchor.line,
        originalStartLine: anchor.startLine,
        comments: [],
        line: anchor.line,
        startLine: anchor.startLine,
        commitId: review.commitId,
        resolvedBy: null,
    };
    pull.threads.push(thread);
    addComment(world, thread, review, anchor.comment.body, anchor.at.position, anchor.at.diffHunk);
    return thread;
}
function addComment(world, thread, review, body, position, diffHunk) {
    const id = nextId(world.state);
    const now = clock(world);
    const comment = {
        id,
        nodeId: nodeId("PRRC", id),
        reviewId: review.id,
        inReplyTo: thread.comments[0]?.id,
        author: review.author,
        originalCommitId: review.commitId,
        originalPosition: position,
        diffHunk,
        createdAt: now,
        reactions: [],
        body,
        updatedAt: now,
        minimized: null,
    };
    thread.comments.push(comment);
    return comment;
}
function tellSubmitted(world, repository, pull, review) {
    pull.updatedAt = clock(world);
    reviewSubmitted(world, repository, pull, review);
    for (const thread of pull.threads) {
        for (const comment of thread.comments) {
            if (comment.reviewId === review.id)
                reviewCommented(world, repository, pull, thread, comment);
        }
    }
}
/** Submits a pending review. */
export function submitReview(world, repository, pull, review, event, body) {
    if (review.state !== "PENDING")
        throw refuse("Can not submit a review that is not pending");
    if (body !== undefined)
        review.body = body;
    review.state = STATE_OF[event];
    review.submittedAt = clock(world);
    tellSubmitted(world, repository, pull, review);
    announce(world, "comment");
}
/** Takes a pending review away with its comments. */
export function deletePendingReview(world, pull, review) {
    if (review.state !== "PENDING")
        throw refuse("Can not delete a non-pending pull request review");
    pull.reviews.splice(pull.reviews.indexOf(review), 1);
    const kept = pull.threads.filter((thread) => thread.comments.every((comment) => comment.reviewId !== review.id));
    pull.threads.splice(0, pull.threads.length, ...kept);
    announce(world, "comment");
}
/** Answers in a thread. Every answer is a review of its own, as on the real platform. */
export function replyInThread(world, repository, pull, thread, author, body) {
    if (pull.locked)
        throw refuse(GUESSED_LOCKED);
    checkBodyLength(body, "PullRequestReviewComment");
    const id = nextId(world.state);
    const review = {
        id,
        nodeId: nodeId("PRR", id),
        author,
        commitId: pull.headSha,
        body: "",
        state: "COMMENTED",
        submittedAt: clock(world),
        minimized: null,
    };
    pull.reviews.push(review);
    const first = thread.comments[0];
    const comment = addComment(world, thread, review, body, first?.originalPosition ?? 1, first?.diffHunk ?? "");
    tellSubmitted(world, repository, pull, review);
    announce(world, "comment");
    return comment;
}
/** Resolves a thread or opens it again; nothing happens when it already is so. */
export function setResolved(world, repository, pull, thread, actor, resolved) {
    if ((thread.resolvedBy !== null) === resolved)
        return;
    thread.resolvedBy = resolved ? actor : null;
    threadChanged(world, repository, pull, thread, actor, resolved ? "resolved" : "unresolved");
    announce(world, "comment");
}
