/** The queries and mutations themselves. */
import { editReviewComment } from "../comments.js";
import { replyInThread, setResolved } from "../reviews.js";
import { findRepository } from "../store.js";
import { announce } from "../world.js";
import { forbidden, graphqlError, unknownNode } from "./errors.js";
import { actorObject, minimizable, pullObject, repositoryObject, reviewCommentObject, threadObject, } from "./objects.js";
import { canSee, demand, may, mayResolve, viewerLogin } from "./viewer.js";
function* subjects(viewer) {
    for (const repository of viewer.world.state.repositories.values()) {
        if (!canSee(viewer, repository))
            continue;
        for (const pull of repository.pulls.values()) {
            const place = { repository, pull };
            yield { ...place, kind: "pull", id: pull.nodeId };
            for (const comment of pull.issueComments)
                yield { ...place, kind: "issueComment", comment, id: comment.nodeId };
            for (const comment of pull.reviews)
                yield { ...place, kind: "review", comment, id: comment.nodeId };
            for (const thread of pull.threads) {
                yield { ...place, kind: "thread", thread, id: thread.nodeId };
                for (const comment of thread.comments) {
                    yield { ...place, kind: "reviewComment", thread, comment, id: comment.nodeId };
                }
            }
        }
    }
}
function find(viewer, id) {
    for (const subject of subjects(viewer))
        if (subject.id === id)
            return subject;
    throw unknownNode(id);
}
function findThread(viewer, id) {
    const subject = find(viewer, id);
    if (subject.kind !== "thread")
        throw unknownNode(id);
    return subject;
}
function toObject(viewer, subject) {
    const { repository, pull } = subject;
    switch (subject.kind) {
        case "pull":
            return pullObject(viewer, repository, pull);
        case "thread":
            return threadObject(viewer, repository, pull, subject.thread);
        case "reviewComment":
            return reviewCommentObject(viewer, repository, pull, subject.thread, subject.comment);
        case "issueComment":
            return {
                ...minimizable(viewer, "IssueComment", subject.comment),
                viewerDidAuthor: subject.comment.author === viewerLogin(viewer),
            };
        case "review":
            return minimizable(viewer, "PullRequestReview", subject.comment);
    }
}
/** Root values for one caller. */
export function rootFor(viewer) {
    const { world } = viewer;
    return {
        node: ({ id }) => {
            const subject = find(viewer, id);
            demand(viewer, subject.repository, "pull_requests", "read");
            return toObject(viewer, subject);
        },
        rateLimit: () => ({
            cost: 1,
            limit: 5000,
            remaining: 4999,
            used: 1,
            resetAt: new Date(world.now().getTime() + 3_600_000).toISOString(),
        }),
        viewer: () => ({ ...actorObject(world, viewerLogin(viewer)), __typename: "User", login: viewerLogin(viewer) }),
        repository: ({ owner, name }) => {
            const repository = findRepository(world.state, owner, name);
            if (repository && canSee(viewer, repository))
                return repositoryObject(viewer, repository);
            throw graphqlError("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
        },
        resolveReviewThread: ({ input }) => setThread(viewer, input, true),
        unresolveReviewThread: ({ input }) => setThread(viewer, input, false),
        minimizeComment: ({ input }) => ({
            clientMutationId: input.clientMutationId,
            minimizedComment: setMinimized(viewer, input.subjectId, input.classifier),
        }),
        unminimizeComment: ({ input }) => ({
            clientMutationId: input.clientMutationId,
            unminimizedComment: setMinimized(viewer, input.subjectId, null),
        }),
        updatePullRequestReviewComment: ({ input, }) => {
            const subject = find(viewer, input.pullRequestReviewCommentId);
            if (subject.kind !== "reviewComment")
                throw unknownNode(input.pullRequestReviewCommentId);
            const { repository, pull, thread, comment } = subject;
            demand(viewer, repository, "pull_requests", "write");
            if (comment.author !== viewerLogin(viewer))
                throw forbidden();
            editReviewComment(world, repository, pull, thread, comment, input.body);
            return {
                clientMutationId: input.clientMutationId,
                pullRequestReviewComment: reviewCommentObject(viewer, repository, pull, thread, comment),
            };
        },
        addPullRequestReviewThreadReply: ({ input, }) => {
            const { repository, pull, thread } = findThread(viewer, input.pullRequestReviewThreadId);
            demand(viewer, repository, "pull_requests", "write");
            const comment = replyInThread(world, repository, pull, thread, viewerLogin(viewer), input.body);
            return {
                clientMutationId: input.clientMutationId,
                comment: reviewCommentObject(viewer, repository, pull, thread, comment),
            };
        },
    };
}
function setThread(viewer, input, resolved) {
    const { repository, pull, thread } = findThread(viewer, input.threadId);
    if (!mayResolve(viewer, repository, pull))
        throw forbidden();
    setResolved(viewer.world, repository, pull, thread, viewerLogin(viewer), resolved);
    return { clientMutationId: input.clientMutationId, thread: threadObject(viewer, repository, pull, thread) };
}
function setMinimized(viewer, id, reason) {
    const subject = find(viewer, id);
    if (subject.kind === "pull" || subject.kind === "thread")
        throw unknownNode(id);
    const { repository } = subject;
    const allowed = may(viewer, repository, "pull_requests", "write") || may(viewer, repository, "issues", "write");
    if (!allowed)
        throw forbidden();
    subject.comment.minimized = reason;
    announce(viewer.world, "comment");
    return toObject(viewer, subject);
}
