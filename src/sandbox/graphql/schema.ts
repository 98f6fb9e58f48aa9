/** The part of GitHub's GraphQL schema that the sandbox answers. A test holds it to the published schema. */

import { buildSchema } from "graphql";

import { CHECK_SDL } from "./check-schema.ts";
import { GIT_SDL } from "./git-schema.ts";
import { CONVERSATION_SDL } from "./conversation-schema.ts";

/** Names, arguments and types are the platform's; whatever is left out cannot be asked for here. */
export const SDL = /* GraphQL */ `
  scalar BigInt
  scalar DateTime
  scalar GitObjectID
  scalar URI

  type Query {
    node(id: ID!): Node
    rateLimit(dryRun: Boolean = false): RateLimit
    repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
    viewer: User!
  }

  type Mutation {
    addPullRequestReviewThreadReply(
      input: AddPullRequestReviewThreadReplyInput!
    ): AddPullRequestReviewThreadReplyPayload
    minimizeComment(input: MinimizeCommentInput!): MinimizeCommentPayload
    resolveReviewThread(input: ResolveReviewThreadInput!): ResolveReviewThreadPayload
    unminimizeComment(input: UnminimizeCommentInput!): UnminimizeCommentPayload
    unresolveReviewThread(input: UnresolveReviewThreadInput!): UnresolveReviewThreadPayload
    updatePullRequestReviewComment(input: UpdatePullRequestReviewCommentInput!): UpdatePullRequestReviewCommentPayload
  }

  interface Node {
    id: ID!
  }

  interface Actor {
    login: String!
    url: URI!
  }

  interface GitObject {
    abbreviatedOid: String!
    id: ID!
    oid: GitObjectID!
  }

  interface Minimizable {
    isMinimized: Boolean!
    minimizedReason: String
  }

  type RateLimit {
    cost: Int!
    limit: Int!
    remaining: Int!
    resetAt: DateTime!
    used: Int!
  }

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
  }

  type Bot implements Actor & Node {
    databaseId: Int
    id: ID!
    login: String!
    url: URI!
  }

  type User implements Actor & Node {
    databaseId: Int
    id: ID!
    login: String!
    url: URI!
  }

  type Organization implements Actor & Node {
    databaseId: Int
    id: ID!
    login: String!
    url: URI!
  }

  type Repository implements Node {
    databaseId: Int
    defaultBranchRef: Ref
    id: ID!
    isArchived: Boolean!
    name: String!
    nameWithOwner: String!
    object(expression: String, oid: GitObjectID): GitObject
    pullRequest(number: Int!): PullRequest
  }

  enum PullRequestState {
    CLOSED
    MERGED
    OPEN
  }

  type PullRequest implements Node {
    author: Actor
    baseRef: Ref
    baseRefName: String!
    baseRefOid: GitObjectID!
    changedFiles: Int!
    comments(after: String, before: String, first: Int, last: Int, orderBy: IssueCommentOrder): IssueCommentConnection!
    commits(after: String, before: String, first: Int, last: Int): PullRequestCommitConnection!
    headRefOid: GitObjectID!
    id: ID!
    isDraft: Boolean!
    locked: Boolean!
    number: Int!
    reviewThreads(after: String, before: String, first: Int, last: Int): PullRequestReviewThreadConnection!
    state: PullRequestState!
    title: String!
  }

  type PullRequestReviewThreadConnection {
    nodes: [PullRequestReviewThread]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  enum DiffSide {
    LEFT
    RIGHT
  }

  enum PullRequestReviewThreadSubjectType {
    FILE
    LINE
  }

  type PullRequestReviewThread implements Node {
    comments(after: String, before: String, first: Int, last: Int, skip: Int): PullRequestReviewCommentConnection!
    diffSide: DiffSide!
    id: ID!
    isCollapsed: Boolean!
    isOutdated: Boolean!
    isResolved: Boolean!
    line: Int
    originalLine: Int
    originalStartLine: Int
    path: String!
    resolvedBy: User
    startDiffSide: DiffSide
    startLine: Int
    subjectType: PullRequestReviewThreadSubjectType!
    viewerCanReply: Boolean!
    viewerCanResolve: Boolean!
    viewerCanUnresolve: Boolean!
  }

  type PullRequestReviewCommentConnection {
    nodes: [PullRequestReviewComment]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type PullRequestReviewComment implements Minimizable & Node {
    author: Actor
    body: String!
    createdAt: DateTime!
    databaseId: Int
    diffHunk: String!
    fullDatabaseId: BigInt
    id: ID!
    isMinimized: Boolean!
    line: Int
    minimizedReason: String
    originalLine: Int
    outdated: Boolean!
    path: String!
    reactions(
      after: String
      before: String
      content: ReactionContent
      first: Int
      last: Int
      orderBy: ReactionOrder
    ): ReactionConnection!
    updatedAt: DateTime!
    url: URI!
    viewerDidAuthor: Boolean!
  }

  type PullRequestReview implements Minimizable & Node {
    author: Actor
    body: String!
    databaseId: Int
    id: ID!
    isMinimized: Boolean!
    minimizedReason: String
  }

  enum ReportedContentClassifiers {
    ABUSE
    DUPLICATE
    OFF_TOPIC
    OUTDATED
    RESOLVED
    SPAM
  }

  input AddPullRequestReviewThreadReplyInput {
    body: String!
    clientMutationId: String
    pullRequestReviewId: ID
    pullRequestReviewThreadId: ID!
  }

  input MinimizeCommentInput {
    classifier: ReportedContentClassifiers!
    clientMutationId: String
    subjectId: ID!
  }

  input ResolveReviewThreadInput {
    clientMutationId: String
    threadId: ID!
  }

  input UnminimizeCommentInput {
    clientMutationId: String
    subjectId: ID!
  }

  input UnresolveReviewThreadInput {
    clientMutationId: String
    threadId: ID!
  }

  type AddPullRequestReviewThreadReplyPayload {
    clientMutationId: String
    comment: PullRequestReviewComment
  }

  type MinimizeCommentPayload {
    clientMutationId: String
    minimizedComment: Minimizable
  }

  type ResolveReviewThreadPayload {
    clientMutationId: String
    thread: PullRequestReviewThread
  }

  type UnminimizeCommentPayload {
    clientMutationId: String
    unminimizedComment: Minimizable
  }

  type UnresolveReviewThreadPayload {
    clientMutationId: String
    thread: PullRequestReviewThread
  }
`;

export const schema = buildSchema(SDL + GIT_SDL + CHECK_SDL + CONVERSATION_SDL);
