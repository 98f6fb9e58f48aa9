/** Builds what queries ask for. Every object names its type; fields with arguments are functions. */

import { ensureAccount } from "../accounts.ts";
import { findObject } from "../git.ts";
import { repositoryHtml } from "../payloads/repository.ts";
import { pullFiles } from "../reading.ts";
import type { IssueComment, Pull, Repository, Review, ReviewComment, Thread } from "../store.ts";
import { fullName } from "../store.ts";
import type { World } from "../world.ts";
import { commitObject, pullCommitsObject, reactionsObject } from "./check-objects.ts";
import type { PageArguments } from "./connection.ts";
import { connection } from "./connection.ts";
import { graphqlError } from "./errors.ts";
import { contentObject, refObject } from "./git-objects.ts";
import type { Viewer } from "./viewer.ts";
import { demand, may, mayResolve, viewerLogin } from "./viewer.ts";

/** An account. Bots have no `[bot]` at the end of their login here, unlike in REST. */
export function actorObject(world: World, login: string) {
  const account = ensureAccount(world.state, login);
  return {
    __typename: account.type,
    id: account.nodeId,
    databaseId: account.id,
    login: account.login.replace(/\[bot\]$/, ""),
    url: `${world.url}/${account.login}`,
  };
}

export function repositoryObject(viewer: Viewer, repository: Repository) {
  return {
    __typename: "Repository",
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    isArchived: repository.archived,
    defaultBranchRef: async () =>
      await refObject(repository, repository.defaultBranch, (sha) => commitObject(viewer, repository, sha)),
    object: async ({ oid, expression }: { oid?: string; expression?: string }) =>
      await gitObject(viewer, repository, oid ?? expression),
    pullRequest: ({ number }: { number: number }) => {
      demand(viewer, repository, "pull_requests", "read");
      const pull = repository.pulls.get(number);
      if (!pull) throw graphqlError("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullObject(viewer, repository, pull);
    },
  };
}

async function gitObject(viewer: Viewer, repository: Repository, name: string | undefined) {
  demand(viewer, repository, "contents", "read");
  if (name === undefined) return null;
  const object = await findObject(repository.gitDir, name);
  if (!object) return null;
  return object.kind === "commit"
    ? commitObject(viewer, repository, object.sha)
    : await contentObject(repository, object.sha, object.kind);
}

export function pullObject(viewer: Viewer, repository: Repository, pull: Pull) {
  return {
    __typename: "PullRequest",
    id: pull.nodeId,
    number: pull.number,
    title: pull.title,
    headRefOid: pull.headSha,
    baseRefOid: pull.baseSha,
    baseRefName: pull.baseRef,
    baseRef: async () => await refObject(repository, pull.baseRef, (sha) => commitObject(viewer, repository, sha)),
    changedFiles: async () => (await pullFiles(repository, pull)).length,
    locked: pull.locked,
    commits: async (page: PageArguments) => await pullCommitsObject(viewer, repository, pull, page),
    comments: (page: PageArguments) =>
      connection("comments", pull.issueComments, page, (comment) => ({
        ...minimizable(viewer, "IssueComment", comment),
        viewerDidAuthor: comment.author === viewerLogin(viewer),
      })),
    isDraft: pull.draft,
    state: pull.merged ? "MERGED" : pull.state.toUpperCase(),
    author: actorObject(viewer.world, pull.author),
    reviewThreads: (page: PageArguments) =>
      connection("reviewThreads", pull.threads, page, (thread) => threadObject(viewer, repository, pull, thread)),
  };
}

export function threadObject(viewer: Viewer, repository: Repository, pull: Pull, thread: Thread) {
  const resolved = thread.resolvedBy !== null;
  const resolvable = mayResolve(viewer, repository, pull);
  return {
    __typename: "PullRequestReviewThread",
    id: thread.nodeId,
    isResolved: resolved,
    isOutdated: thread.line === null,
    isCollapsed: resolved,
    path: thread.path,
    line: thread.line,
    startLine: thread.startLine,
    originalLine: thread.originalLine,
    originalStartLine: thread.originalStartLine,
    diffSide: thread.side,
    startDiffSide: thread.startSide,
    subjectType: "LINE",
    resolvedBy:
      thread.resolvedBy === null ? null : { ...actorObject(viewer.world, thread.resolvedBy), __typename: "User" },
    viewerCanResolve: resolvable && !resolved,
    viewerCanUnresolve: resolvable && resolved,
    viewerCanReply: !pull.locked && may(viewer, repository, "pull_requests", "write"),
    comments: (page: PageArguments) =>
      connection("comments", thread.comments, page, (comment) =>
        reviewCommentObject(viewer, repository, pull, thread, comment),
      ),
  };
}

export function reviewCommentObject(
  viewer: Viewer,
  repository: Repository,
  pull: Pull,
  thread: Thread,
  comment: ReviewComment,
) {
  return {
    ...minimizable(viewer, "PullRequestReviewComment", comment),
    fullDatabaseId: String(comment.id),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    diffHunk: comment.diffHunk,
    path: thread.path,
    line: thread.line,
    originalLine: thread.originalLine,
    outdated: thread.line === null,
    url: `${repositoryHtml(viewer.world, repository)}/pull/${pull.number}#discussion_r${comment.id}`,
    viewerDidAuthor: comment.author === viewerLogin(viewer),
    reactions: (page: PageArguments & { readonly content?: string | null }) =>
      reactionsObject(comment.reactions, page, (login) => ({
        ...actorObject(viewer.world, login),
        __typename: "User",
      })),
  };
}

/** What comments and reviews have in common. */
export function minimizable(
  viewer: Viewer,
  typename: "PullRequestReviewComment" | "IssueComment" | "PullRequestReview",
  subject: ReviewComment | IssueComment | Review,
) {
  return {
    __typename: typename,
    id: subject.nodeId,
    databaseId: subject.id,
    body: subject.body,
    author: actorObject(viewer.world, subject.author),
    isMinimized: subject.minimized !== null,
    minimizedReason: subject.minimized === null ? null : subject.minimized.toLowerCase().replace("_", "-"),
  };
}
