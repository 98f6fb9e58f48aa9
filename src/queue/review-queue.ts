/**
 * The queue between intake and worker. One interface, several back ends: in memory, and later an on-disk journal and Redis.
 *
 * The unit of work is one pull request. A job carries no commit: the worker reads the pull request when it starts,
 * so deliveries may come twice, late, or in any order.
 */

/** Names one pull request for ever: ids survive renames and transfers. */
export interface PullRequestKey {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** Why a review was asked for. Reasons of merged jobs are united. */
export type ReviewReason =
  | "opened"
  | "reopened"
  | "synchronize"
  | "ready_for_review"
  | "command"
  | "rerequested"
  /** The base branch became another one. */
  | "retargeted"
  /** Somebody resolved or reopened a thread. */
  | "conversation"
  | "sweep";

/** What a person asks for. `about` names a rule or one of its checks: `API006`, `API006/blocking-client`. */
export interface Command {
  readonly name: "recheck" | "dismiss" | "explain" | "help";
  readonly about?: string;
}

/** Names a comment: of the conversation, or with `thread`, the comment that opened it, of a review thread. */
export interface CommentPlace {
  readonly commentId: number;
  readonly thread?: number;
}

/** A comment with a command, to be acknowledged when the job is taken and when it ends. */
export interface CommandComment extends CommentPlace {
  readonly author: string;
  readonly command: Command;
}

/** One text per comment: the two places number their comments independently. */
export function commentKey({ commentId, thread }: CommentPlace): string {
  return `${thread === undefined ? "c" : "t"}${commentId}`;
}

/** What is to be done for one pull request. `put` merges intents of the same key. */
export interface ReviewIntent {
  readonly key: PullRequestKey;
  readonly reasons: readonly ReviewReason[];
  /** Review again even if this head was reviewed before. */
  readonly force: boolean;
  /** Write the check even if it would say what it says already: somebody pressed its button. */
  readonly refresh: boolean;
  readonly commands: readonly CommandComment[];
  /** `X-GitHub-Delivery` GUIDs that led here, for the log. */
  readonly deliveries: readonly string[];
}

/** A job that was taken: `ack` when done, `retry` to see it again later, `park` when GitHub asks the installation to wait. */
export interface TakenJob {
  readonly intent: ReviewIntent;
  /** 1 on the first try. */
  readonly attempt: number;
  /** Aborted when a newer intent for the same pull request makes this run pointless, or on a forced stop. */
  readonly signal: AbortSignal;
  readonly ack: () => Promise<void>;
  readonly retry: (afterMs: number) => Promise<void>;
  /** Puts the job back without counting a try, and hands out nothing of its installation for so long. */
  readonly park: (afterMs: number) => Promise<void>;
}

export interface QueueStats {
  readonly waiting: number;
  readonly active: number;
  /** Age of the oldest waiting job in milliseconds, 0 when none waits. */
  readonly oldestWaitingMs: number;
}

/** At most one job per pull request is active at any time, and at most two per installation. */
export interface ReviewQueue {
  /** Resolves once the intent is as durable as the back end makes it; the webhook is answered after that. */
  readonly put: (intent: ReviewIntent) => Promise<void>;
  /** Waits for the next job; `undefined` once the queue is closed and drained of takers. */
  readonly take: () => Promise<TakenJob | undefined>;
  /** True for a delivery GUID seen for the first time within the back end's memory. */
  readonly firstSeen: (delivery: string) => Promise<boolean>;
  readonly stats: () => Promise<QueueStats>;
  /** Whether `put` would work now. */
  readonly reachable: () => Promise<boolean>;
  /** No more `put`; waiting takers get `undefined`. Active jobs may still `ack`. */
  readonly close: () => Promise<void>;
}
