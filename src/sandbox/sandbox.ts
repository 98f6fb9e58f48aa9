/** The embedded GitHub as its users see it: tests, the demo, and the pages. `startSandbox` in `server.ts` makes one. */

import type { Hono } from "hono";
import type { FaultRule } from "./faults.ts";
import type { RecordedRequest, Violation } from "./recorder.ts";
import type { Delivery, MinimizedReason, Pull, ReactionContent, Repository, Role, State } from "./store.ts";

export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly appId?: number;
  readonly webhookSecret?: string;
  readonly webhookUrl?: string;
  /** What the App asks for; the default is what Maestro's manifest asks for. */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  readonly events?: readonly string[];
  /** HTML pages, mounted at `/` after everything else. */
  readonly pages?: (sandbox: Sandbox) => Hono;
  /** Holds every webhook to GitHub's published schemas before it is sent; a difference is a violation. */
  readonly checkPayloads?: boolean;
  /** Writes every exchange as one JSON file into this folder. Defaults to the variable `SANDBOX_TRAFFIC_DIR`. */
  readonly trafficDir?: string;
  /** For expiry and timestamps. */
  readonly now?: () => Date;
}

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** The first commit of the default branch: contents by path. */
  readonly files?: Files;
  /**
   * Takes branches from a repository on disk instead, without copying its history: objects are borrowed
   * (git alternates), nothing is written there. Keys are branch names here, values any commit-ish there.
   */
  readonly fromGitRepository?: {
    readonly path: string;
    readonly branches: Readonly<Record<string, string>>;
  };
  /** The default is true: the App is installed. */
  readonly installApp?: boolean;
}

/** Contents by path; `null` deletes. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export interface PullName extends RepositoryName {
  readonly number: number;
}

/** What people do on the platform. Every method has the effects and the webhooks that the real platform has. */
export interface People {
  /** Makes the account when it is new; with a repository also a collaborator of it. */
  readonly addUser: (login: string, role?: { readonly on: RepositoryName; readonly role: Role }) => void;
  readonly createRepository: (options: NewRepository) => Promise<Repository>;
  /** A fork that shares the parent's objects; push to it like to any repository. */
  readonly fork: (parent: RepositoryName, owner: string) => Promise<Repository>;
  /**
   * Commits onto `branch` (made from the default branch, or `from`, when it is new). Resolves to the commit's SHA.
   * `force` starts from `from` although the branch exists, as a rebase or an amended commit does; `merge` names a second parent.
   */
  readonly pushFiles: (
    options: RepositoryName & {
      readonly branch: string;
      readonly files: Files;
      readonly message?: string;
      readonly author?: string;
      readonly from?: string;
      readonly force?: boolean;
      readonly merge?: string;
    },
  ) => Promise<string>;
  /** `head` is a branch, or `owner:branch` for a fork. */
  readonly openPullRequest: (
    options: RepositoryName & {
      readonly head: string;
      readonly base?: string;
      readonly title: string;
      readonly author: string;
      readonly body?: string;
      readonly draft?: boolean;
    },
  ) => Promise<Pull>;
  readonly updatePullRequest: (
    options: PullName & {
      readonly actor: string;
      readonly title?: string;
      readonly state?: "open" | "closed";
      readonly draft?: boolean;
      readonly locked?: boolean;
    },
  ) => Promise<void>;
  /** A comment in the conversation. Resolves to its id. */
  readonly comment: (options: PullName & { readonly author: string; readonly body: string }) => Promise<number>;
  /** An answer in a review thread, named by any of its comments. Resolves to the new comment's id. */
  readonly replyInThread: (
    options: PullName & {
      readonly commentId: number;
      readonly author: string;
      readonly body: string;
    },
  ) => Promise<number>;
  readonly resolveThread: (
    options: PullName & {
      readonly threadId: string;
      readonly actor: string;
      readonly resolved: boolean;
    },
  ) => Promise<void>;
  /** The "Re-run" button: sends `check_run.rerequested`; the run itself stays as it is. */
  readonly rerequestCheck: (
    options: RepositoryName & { readonly checkRunId: number; readonly actor: string },
  ) => Promise<void>;
  /** A button that the App put on its check: sends `check_run.requested_action`. */
  readonly requestAction: (
    options: RepositoryName & { readonly checkRunId: number; readonly actor: string; readonly identifier: string },
  ) => Promise<void>;
  /** A reaction to a comment of a review thread. No event tells the App. */
  readonly reactInThread: (
    options: PullName & { readonly commentId: number; readonly author: string; readonly content: ReactionContent },
  ) => Promise<void>;
  /** Hides a comment of a review thread, or shows it again with `undefined`. No event tells the App. */
  readonly hideComment: (
    options: PullName & { readonly commentId: number; readonly reason: MinimizedReason | undefined },
  ) => Promise<void>;
  /** Puts the pull request into the merge queue: a merge commit of its own, and `merge_group.checks_requested`. Resolves to that commit. */
  readonly enqueue: (options: PullName & { readonly actor: string }) => Promise<string>;
  readonly archive: (options: RepositoryName & { readonly archived: boolean }) => void;
  /** Sends a delivery again, as the App's settings page does: same GUID, `redelivery: true`. */
  readonly redeliver: (deliveryId: number) => Promise<void>;
  /** A personal token for API calls as this user. */
  readonly tokenFor: (login: string) => string;
}

/** Something happened; pages and waiting callers look again. */
export type Change = "repository" | "pull" | "comment" | "check" | "delivery";

export interface Sandbox extends People {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** `127.0.0.1:PORT`: the value for `GHE_HOST` (with `GHE_PROTOCOL=http`). */
  readonly host: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The App's credentials are in `state.app`. */
  readonly state: State;
  /** Answers questions that only git can answer: patches, blobs. */
  readonly reading: Reading;
  /** Where events are delivered; `undefined` ends that for later ones. */
  readonly setWebhookUrl: (url: string | undefined) => void;
  /** Every delivery so far, oldest first. */
  readonly deliveries: () => readonly Delivery[];
  /** Every API request since the start or the last `resetRecording`. */
  readonly requests: () => readonly RecordedRequest[];
  /** What the real platform would have refused, or what this copy does not know. Tests end with none. */
  readonly violations: () => readonly Violation[];
  readonly resetRecording: () => void;
  /** Makes matching requests fail; the returned function takes the fault away. */
  readonly addFault: (rule: FaultRule) => () => void;
  /** Returns the function that ends the subscription. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
  /** Resolves when `condition` holds (checked now and after every change); rejects after `timeoutMs` (default 10 000). */
  readonly waitFor: <T>(condition: () => T | undefined | false, timeoutMs?: number) => Promise<T>;
  /** Resolves when no delivery is under way. */
  readonly settled: () => Promise<void>;
  /** Stops listening, ends open connections, removes the repositories. */
  readonly close: () => Promise<void>;
}

/** A file of a diff, as the files endpoint lists it. */
export interface DiffFile {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: "added" | "modified" | "removed" | "renamed";
  /** The head's blob; the base's for a removed file. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
  /** From the first `@@` on; absent for binary files, pure renames and what is too large. */
  readonly patch: string | undefined;
}

export interface CommitInfo {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly date: string;
}

export interface Reading {
  readonly pullFiles: (repository: Repository, pull: Pull) => Promise<readonly DiffFile[]>;
  /** From the merge base to the head, oldest first. */
  readonly pullCommits: (repository: Repository, pull: Pull) => Promise<readonly CommitInfo[]>;
  /** A file's bytes at a commit; `undefined` when there is none. */
  readonly fileAt: (repository: Repository, commit: string, path: string) => Promise<Uint8Array | undefined>;
}
