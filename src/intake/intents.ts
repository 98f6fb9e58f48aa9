import type { CommentPlace, PullRequestKey, ReviewIntent, ReviewReason } from "../queue/review-queue.ts";
import { parseCommand } from "./command.ts";
import { parseExternalId } from "./external-id.ts";

/** What a delivery leads to. */
export type Decision =
  | { readonly kind: "review"; readonly intent: ReviewIntent }
  | ({ readonly kind: "unknown-command"; readonly key: PullRequestKey } & CommentPlace)
  /** A merge queue waits for a check of this commit. */
  | { readonly kind: "merge-group"; readonly key: RepositoryKey; readonly headSha: string }
  | { readonly kind: "ignore"; readonly reason: string };

/** Names a repository for what belongs to no pull request. */
export type RepositoryKey = Omit<PullRequestKey, "number">;

interface Account {
  readonly login: string;
  readonly type?: string | undefined;
}

/** The fields of every payload that matter here. */
interface Common {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository: { readonly id: number; readonly name: string; readonly owner: Account };
  readonly sender?: Account | undefined;
}

export interface PullRequestPayload extends Common {
  readonly action: string;
  readonly pull_request: { readonly number: number; readonly state: string };
  /** Of an edit: what was changed. */
  readonly changes?: { readonly base?: unknown } | undefined;
}

export interface ReviewThreadPayload extends Common {
  readonly pull_request: { readonly number: number; readonly state: string };
  readonly thread: { readonly comments: readonly { readonly user: Account | null }[] };
}

export interface MergeGroupPayload {
  readonly installation?: Common["installation"];
  readonly repository?: Common["repository"] | undefined;
  readonly merge_group: { readonly head_sha: string };
}

export interface IssueCommentPayload extends Common {
  readonly issue: { readonly number: number; readonly state: string; readonly pull_request?: unknown };
  readonly comment: { readonly id: number; readonly body: string; readonly user: Account | null };
}

export interface ReviewCommentPayload extends Common {
  readonly pull_request: { readonly number: number; readonly state: string };
  readonly comment: {
    readonly id: number;
    readonly body: string;
    readonly user: Account | null;
    /** The comment that opened the thread; absent in that comment itself. */
    readonly in_reply_to_id?: number | undefined;
  };
}

export interface CheckRunPayload extends Common {
  readonly check_run: {
    readonly name: string;
    readonly external_id: string | null;
    readonly app: { readonly id?: number | undefined } | null;
  };
}

/** Who this App is: its id, and its login once that is known. */
export interface OwnIdentity {
  readonly appId: number;
  readonly login: string | undefined;
}

/** `pull_request`: opened, reopened, pushed to, no longer a draft, or aimed at another branch. */
export function decideOnPullRequest(payload: PullRequestPayload, delivery: string, own: OwnIdentity): Decision {
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

const REASONS: ReadonlyMap<string, ReviewReason> = new Map(
  (["opened", "reopened", "synchronize", "ready_for_review"] as const).map((reason) => [reason, reason]),
);

/** `pull_request_review_thread`: somebody resolved a question of this App, or opened it again. */
export function decideOnReviewThread(payload: ReviewThreadPayload, delivery: string, own: OwnIdentity): Decision {
  const author = payload.thread.comments[0]?.user;
  const isOwn = own.login === undefined ? author?.type === "Bot" : author?.login === own.login;
  if (!isOwn) return ignore("the thread is somebody else's");
  if (payload.pull_request.state !== "open") return ignore("the pull request is closed");
  return review(payload, payload.pull_request.number, own, { reasons: ["conversation"], deliveries: [delivery] });
}

/** `merge_group`: a required check must be reported on the queue's commit as well. */
export function decideOnMergeGroup(payload: MergeGroupPayload): Decision {
  const key = repositoryKeyOf(payload);
  return key === undefined
    ? ignore(NO_INSTALLATION)
    : { kind: "merge-group", key, headSha: payload.merge_group.head_sha };
}

/** `issue_comment`: a person wrote `/maestro …` below a pull request. */
export function decideOnIssueComment(payload: IssueCommentPayload, delivery: string, own: OwnIdentity): Decision {
  const { issue, comment } = payload;
  if (issue.pull_request === undefined || issue.pull_request === null) return ignore("the comment is on an issue");
  const { number, state } = issue;
  const { body, user } = comment;
  return command(payload, { number, state, body, user, place: { commentId: comment.id } }, delivery, own);
}

/** `pull_request_review_comment`: a person wrote `/maestro …` into a review thread. */
export function decideOnReviewComment(payload: ReviewCommentPayload, delivery: string, own: OwnIdentity): Decision {
  const { number, state } = payload.pull_request;
  const { id, body, user, in_reply_to_id: thread = id } = payload.comment;
  return command(payload, { number, state, body, user, place: { commentId: id, thread } }, delivery, own);
}

interface Written {
  readonly number: number;
  readonly state: string;
  readonly body: string;
  readonly user: Account | null;
  readonly place: CommentPlace;
}

function command(payload: Common, written: Written, delivery: string, own: OwnIdentity): Decision {
  const { user, number, place } = written;
  if (user === null || user.type === "Bot" || payload.sender?.type === "Bot") {
    return ignore("the comment was not written by a person");
  }
  const asked = parseCommand(written.body);
  if (asked === undefined) return ignore("the comment is no command");
  if (written.state !== "open") return ignore("the pull request is closed");
  if (asked === "unknown") {
    const key = keyOf(payload, number);
    return key === undefined ? ignore(NO_INSTALLATION) : { kind: "unknown-command", key, ...place };
  }
  const commands = [{ ...place, author: user.login, command: asked }];
  return review(payload, number, own, { reasons: ["command"], commands, deliveries: [delivery] });
}

/** `check_run`: a person pressed the re-run button of this App's check, or the button that the App put there. */
export function decideOnCheckRun(payload: CheckRunPayload, delivery: string, own: OwnIdentity): Decision {
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

function review(payload: Common, number: number, own: OwnIdentity, intent: Partial<ReviewIntent>): Decision {
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

function keyOf(payload: Common, number: number): PullRequestKey | undefined {
  const key = repositoryKeyOf(payload);
  return key === undefined ? undefined : { ...key, number };
}

function repositoryKeyOf({
  installation,
  repository,
}: Pick<MergeGroupPayload, "installation" | "repository">): RepositoryKey | undefined {
  if (installation === undefined || repository === undefined) return undefined;
  const { id, name, owner } = repository;
  return { installationId: installation.id, repositoryId: id, owner: owner.login, repo: name };
}

function ignore(reason: string): Decision {
  return { kind: "ignore", reason };
}
