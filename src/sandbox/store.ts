/**
 * What the embedded GitHub remembers: plain data, changed only by the modules beside this file.
 *
 * File contents, commits and branches are not here: they live in one bare git repository per `Repository`.
 * Times are ISO 8601 in UTC with whole seconds, as GitHub writes them.
 */

import type { Credentials, Installation, RegisteredApp } from "./registration.ts";

export type AccountType = "User" | "Bot" | "Organization";

/** The roles of a collaborator; `none` for somebody who may not even read. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export type MinimizedReason = "ABUSE" | "DUPLICATE" | "OFF_TOPIC" | "OUTDATED" | "RESOLVED" | "SPAM";

export type Side = "LEFT" | "RIGHT";

export interface Account {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly type: AccountType;
}

export interface Reaction {
  readonly id: number;
  readonly nodeId: string;
  readonly user: string;
  readonly content: ReactionContent;
  readonly createdAt: string;
}

export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  /** The owner's login. */
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: string;
  /** The bare git repository on disk. */
  readonly gitDir: string;
  /** `owner/name` of the repository that this one was forked from. */
  readonly parent: string | undefined;
  /** Explicit roles by login; on a public repository everybody else reads. */
  readonly roles: Map<string, Role>;
  /** By number. Issues and pull requests share their numbers; only pull requests exist here. */
  readonly pulls: Map<number, Pull>;
  readonly checkSuites: CheckSuite[];
  readonly checkRuns: CheckRun[];
  archived: boolean;
  pushedAt: string;
}

export interface Pull {
  readonly id: number;
  readonly nodeId: string;
  /** The issue that every pull request also is. */
  readonly issueId: number;
  readonly issueNodeId: string;
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
  /** `owner/name` of the repository that holds the head branch; another one than the base's for forks. */
  readonly headRepository: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly reviews: Review[];
  readonly threads: Thread[];
  readonly issueComments: IssueComment[];
  /** Head commits in the order in which they were pushed; the last one is `headSha`. */
  readonly pushes: Push[];
  title: string;
  body: string;
  state: "open" | "closed";
  merged: boolean;
  draft: boolean;
  locked: boolean;
  headSha: string;
  /** The tip of the base branch when the head last changed. */
  baseSha: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface Push {
  readonly before: string;
  readonly after: string;
  readonly actor: string;
  readonly at: string;
}

export type ReviewState = "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";

export interface Review {
  readonly id: number;
  readonly nodeId: string;
  readonly author: string;
  readonly commitId: string;
  body: string;
  state: ReviewState;
  submittedAt: string | null;
  minimized: MinimizedReason | null;
}

/** A place in the diff where people talk. `line` is `null` once it left the diff: the thread is outdated. */
export interface Thread {
  readonly nodeId: string;
  readonly path: string;
  readonly side: Side;
  readonly startSide: Side | null;
  readonly originalLine: number;
  readonly originalStartLine: number | null;
  readonly comments: ReviewComment[];
  line: number | null;
  startLine: number | null;
  /** The newest head on which the line could be placed. */
  commitId: string;
  resolvedBy: string | null;
}

export interface ReviewComment {
  readonly id: number;
  readonly nodeId: string;
  readonly reviewId: number;
  /** `undefined` for the comment that opened the thread. */
  readonly inReplyTo: number | undefined;
  readonly author: string;
  readonly originalCommitId: string;
  readonly originalPosition: number;
  readonly diffHunk: string;
  readonly createdAt: string;
  readonly reactions: Reaction[];
  body: string;
  updatedAt: string;
  minimized: MinimizedReason | null;
}

export interface IssueComment {
  readonly id: number;
  readonly nodeId: string;
  readonly author: string;
  readonly createdAt: string;
  readonly reactions: Reaction[];
  body: string;
  updatedAt: string;
  minimized: MinimizedReason | null;
}

export interface CheckSuite {
  readonly id: number;
  readonly nodeId: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly createdAt: string;
}

export type CheckStatus = "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";

export type CheckConclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required";

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number | null;
  readonly endColumn: number | null;
  readonly level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title: string | null;
  readonly rawDetails: string | null;
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export interface CheckRun {
  readonly id: number;
  readonly nodeId: string;
  readonly suiteId: number;
  readonly headSha: string;
  /** Grows with every update; nothing is ever taken away. */
  readonly annotations: CheckAnnotation[];
  name: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string;
  title: string | null;
  summary: string | null;
  text: string | null;
  actions: readonly CheckAction[];
}

/** One attempt to deliver one event. Redeliveries share the `guid`. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `pending` until the answer is in, then GitHub's words: `OK`, `Invalid HTTP Response: 500`, `timed out` … */
  status: string;
  /** 0 while pending and when no answer came. */
  statusCode: number;
  /** Seconds. */
  duration: number;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string;
}

export interface State {
  /** By lower-case login. */
  readonly accounts: Map<string, Account>;
  /** By lower-case `owner/name`. */
  readonly repositories: Map<string, Repository>;
  /** By id. */
  readonly installations: Map<number, Installation>;
  /** Oldest first. */
  readonly deliveries: Delivery[];
  /** By token. */
  readonly tokens: Map<string, Credentials>;
  readonly app: RegisteredApp;
  lastId: number;
}

/** A new number, unique over everything that has an id. */
export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

/** A GraphQL node id: the kind's prefix and the number, opaque to clients as GitHub's are. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_${Buffer.from(`sandbox:${id}`).toString("base64url")}`;
}

/** `date` as GitHub writes times. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

/** The repository, or `undefined`; names are case-insensitive. */
export function findRepository(state: State, owner: string, name: string): Repository | undefined {
  return state.repositories.get(`${owner}/${name}`.toLowerCase());
}

/** The role that `login` really has: explicit, or `read` for everybody on a public repository. */
export function roleOf(repository: Repository, login: string): Role {
  const explicit = repository.roles.get(login.toLowerCase());
  return explicit ?? (repository.private ? "none" : "read");
}
