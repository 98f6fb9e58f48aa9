/** The queries and mutations themselves. */

import { editReviewComment } from "../comments.ts";
import { replyInThread, setResolved } from "../reviews.ts";
import type { IssueComment, MinimizedReason, Pull, Repository, Review, ReviewComment, Thread } from "../store.ts";
import { findRepository } from "../store.ts";
import { announce } from "../world.ts";
import { forbidden, graphqlError, unknownNode } from "./errors.ts";
import {
  actorObject,
  minimizable,
  pullObject,
  repositoryObject,
  reviewCommentObject,
  threadObject,
} from "./objects.ts";
import type { Viewer } from "./viewer.ts";
import { canSee, demand, may, mayResolve, viewerLogin } from "./viewer.ts";

interface Place {
  readonly repository: Repository;
  readonly pull: Pull;
}

type Subject =
  | (Place & { readonly kind: "pull" })
  | (Place & { readonly kind: "thread"; readonly thread: Thread })
  | (Place & { readonly kind: "reviewComment"; readonly thread: Thread; readonly comment: ReviewComment })
  | (Place & { readonly kind: "issueComment"; readonly comment: IssueComment })
  | (Place & { readonly kind: "review"; readonly comment: Review });

function* subjects(viewer: Viewer): Generator<Subject & { readonly id: string }> {
  for (const repository of viewer.world.state.repositories.values()) {
    if (!canSee(viewer, repository)) continue;
    for (const pull of repository.pulls.values()) {
      const place = { repository, pull };
      yield { ...place, kind: "pull", id: pull.nodeId };
      for (const comment of pull.issueComments) yield { ...place, kind: "issueComment", comment, id: comment.nodeId };
      for (const comment of pull.reviews) yield { ...place, kind: "review", comment, id: comment.nodeId };
      for (const thread of pull.threads) {
        yield { ...place, kind: "thread", thread, id: thread.nodeId };
        for (const comment of thread.comments) {
          yield { ...place, kind: "reviewComment", thread, comment, id: comment.nodeId };
        }
      }
    }
  }
}

function find(viewer: Viewer, id: string): Subject {
  for (const subject of subjects(viewer)) if (subject.id === id) return subject;
  throw unknownNode(id);
}

function findThread(viewer: Viewer, id: string): Place & { readonly thread: Thread } {
  const subject = find(viewer, id);
  if (subject.kind !== "thread") throw unknownNode(id);
  return subject;
}

function toObject(viewer: Viewer, subject: Subject) {
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

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

/** Root values for one caller. */
export function rootFor(viewer: Viewer) {
  const { world } = viewer;
  return {
    node: ({ id }: { id: string }) => {
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
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository = findRepository(world.state, owner, name);
      if (repository && canSee(viewer, repository)) return repositoryObject(viewer, repository);
      throw graphqlError("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    resolveReviewThread: ({ input }: Input<{ readonly threadId: string }>) => setThread(viewer, input, true),
    unresolveReviewThread: ({ input }: Input<{ readonly threadId: string }>) => setThread(viewer, input, false),
    minimizeComment: ({ input }: Input<{ readonly subjectId: string; readonly classifier: MinimizedReason }>) => ({
      clientMutationId: input.clientMutationId,
      minimizedComment: setMinimized(viewer, input.subjectId, input.classifier),
    }),
    unminimizeComment: ({ input }: Input<{ readonly subjectId: string }>) => ({
      clientMutationId: input.clientMutationId,
      unminimizedComment: setMinimized(viewer, input.subjectId, null),
    }),
    updatePullRequestReviewComment: ({
      input,
    }: Input<{ readonly pullRequestReviewCommentId: string; readonly body: string }>) => {
      const subject = find(viewer, input.pullRequestReviewCommentId);
      if (subject.kind !== "reviewComment") throw unknownNode(input.pullRequestReviewCommentId);
      const { repository, pull, thread, comment } = subject;
      demand(viewer, repository, "pull_requests", "write");
      if (comment.author !== viewerLogin(viewer)) throw forbidden();
      editReviewComment(world, repository, pull, thread, comment, input.body);
      return {
        clientMutationId: input.clientMutationId,
        pullRequestReviewComment: reviewCommentObject(viewer, repository, pull, thread, comment),
      };
    },
    addPullRequestReviewThreadReply: ({
      input,
    }: Input<{ readonly pullRequestReviewThreadId: string; readonly body: string }>) => {
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

function setThread(
  viewer: Viewer,
  input: { readonly threadId: string; readonly clientMutationId?: string | null },
  resolved: boolean,
) {
  const { repository, pull, thread } = findThread(viewer, input.threadId);
  if (!mayResolve(viewer, repository, pull)) throw forbidden();
  setResolved(viewer.world, repository, pull, thread, viewerLogin(viewer), resolved);
  return { clientMutationId: input.clientMutationId, thread: threadObject(viewer, repository, pull, thread) };
}

function setMinimized(viewer: Viewer, id: string, reason: MinimizedReason | null) {
  const subject = find(viewer, id);
  if (subject.kind === "pull" || subject.kind === "thread") throw unknownNode(id);
  const { repository } = subject;
  const allowed = may(viewer, repository, "pull_requests", "write") || may(viewer, repository, "issues", "write");
  if (!allowed) throw forbidden();
  subject.comment.minimized = reason;
  announce(viewer.world, "comment");
  return toObject(viewer, subject);
}
