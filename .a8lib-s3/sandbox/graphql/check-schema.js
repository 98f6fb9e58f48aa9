/** The part of the schema that is about checks, reactions and edits; names, arguments and types are the platform's. */
export const CHECK_SDL = /* GraphQL */ `
  enum CheckConclusionState {
    ACTION_REQUIRED
    CANCELLED
    FAILURE
    NEUTRAL
    SKIPPED
    STALE
    STARTUP_FAILURE
    SUCCESS
    TIMED_OUT
  }

  enum CheckStatusState {
    COMPLETED
    IN_PROGRESS
    PENDING
    QUEUED
    REQUESTED
    WAITING
  }

  enum CheckRunType {
    ALL
    LATEST
  }

  input CheckSuiteFilter {
    appId: Int
    checkName: String
  }

  input CheckRunFilter {
    appId: Int
    checkName: String
    checkType: CheckRunType
    conclusions: [CheckConclusionState!]
    status: CheckStatusState
    statuses: [CheckStatusState!]
  }

  type PullRequestCommitConnection {
    nodes: [PullRequestCommit]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type PullRequestCommit implements Node {
    commit: Commit!
    id: ID!
  }

  type CheckSuiteConnection {
    nodes: [CheckSuite]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type CheckSuite implements Node {
    checkRuns(after: String, before: String, filterBy: CheckRunFilter, first: Int, last: Int): CheckRunConnection
    databaseId: Int
    id: ID!
  }

  type CheckRunConnection {
    nodes: [CheckRun]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type CheckRun implements Node {
    conclusion: CheckConclusionState
    databaseId: Int
    externalId: String
    id: ID!
    name: String!
    status: CheckStatusState!
    summary: String
    title: String
  }

  enum ReactionContent {
    CONFUSED
    EYES
    HEART
    HOORAY
    LAUGH
    ROCKET
    THUMBS_DOWN
    THUMBS_UP
  }

  enum ReactionOrderField {
    CREATED_AT
  }

  enum OrderDirection {
    ASC
    DESC
  }

  input ReactionOrder {
    direction: OrderDirection!
    field: ReactionOrderField!
  }

  type ReactionConnection {
    nodes: [Reaction]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type Reaction implements Node {
    content: ReactionContent!
    databaseId: Int
    id: ID!
    user: User
  }

  input UpdatePullRequestReviewCommentInput {
    body: String!
    clientMutationId: String
    pullRequestReviewCommentId: ID!
  }

  type UpdatePullRequestReviewCommentPayload {
    clientMutationId: String
    pullRequestReviewComment: PullRequestReviewComment
  }
`;
