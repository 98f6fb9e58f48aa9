import type { BlobContent, FileRef } from "../engine/analyser.ts";
import type { Hunk } from "./hunks.ts";

/** The pull request as GitHub describes it at the moment of reading. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly locked: boolean;
  readonly author: string;
  readonly authorIsBot: boolean;
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** How many files GitHub says it changes; more than were listed means that some were not seen. */
  readonly changedFiles: number;
}

/** One file of the pull request. */
export interface ChangedFile {
  readonly path: string;
  /** Set on renames. */
  readonly previousPath?: string;
  readonly status: "added" | "modified" | "removed" | "renamed" | "copied" | "changed" | "unchanged";
  /** The head's blob SHA (the base's for a removed file). */
  readonly blob: string;
  /** `undefined` when GitHub gave no patch: binary, too large, or a pure rename. */
  readonly hunks: readonly Hunk[] | undefined;
  /** Why there are no hunks, when that matters to a reader. */
  readonly noPatch?: "binary-or-too-large" | "unchanged";
}

/** A commit's files. `truncated`: GitHub did not list them all. */
export interface Tree {
  readonly files: readonly (FileRef & { readonly size: number; readonly kind: "file" | "symlink" | "submodule" })[];
  readonly truncated: boolean;
}

/** Everything that a review reads from the platform. Implemented in `github/`, and by plain values in tests. */
export interface PullRequestSource {
  readonly pullRequest: () => Promise<PullRequest>;
  readonly changedFiles: () => Promise<readonly ChangedFile[]>;
  readonly mergeBase: (pull: PullRequest) => Promise<string>;
  readonly tree: (commit: string) => Promise<Tree>;
  /** Reads blobs with few requests: single blobs, batches, or one tarball of `commit`. Keys are blob SHAs. */
  readonly blobs: (commit: string, files: readonly FileRef[]) => Promise<ReadonlyMap<string, BlobContent>>;
}

/** A thread that this App started earlier on the pull request. Only comments that it really wrote count. */
export interface OwnThread {
  readonly threadId: string;
  readonly commentId: number;
  readonly path: string;
  readonly line: number | undefined;
  /** From the comment's signed marker. */
  readonly fingerprint: string;
  readonly resolved: boolean;
  readonly outdated: boolean;
}

/** One inline comment to be. `line` and `startLine` are lines of the head, inside one hunk. */
export interface InlineComment {
  readonly path: string;
  readonly line: number;
  readonly startLine?: number;
  readonly body: string;
  readonly fingerprint: string;
}

/** An annotation of the check run. Lines are 1-based and inclusive. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

export type Conclusion = "success" | "neutral" | "failure" | "skipped" | "cancelled";

export interface CheckOutcome {
  readonly conclusion: Conclusion;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Everything that a review writes to the platform. */
export interface ReviewSink {
  readonly ownThreads: () => Promise<readonly OwnThread[]>;
  /** Starts the check run on `headSha` and returns its id. */
  readonly startCheck: (headSha: string) => Promise<number>;
  /** Concludes it. Never throws away a conclusion silently: errors reach the caller. */
  readonly concludeCheck: (checkId: number, outcome: CheckOutcome) => Promise<void>;
  /**
   * Posts one review with all comments, anchored at `headSha`. Returns the comments that GitHub refused to anchor;
   * all others are posted exactly once, also when GitHub answered with an error after it had created the review.
   */
  readonly postReview: (
    headSha: string,
    body: string,
    comments: readonly InlineComment[],
  ) => Promise<readonly InlineComment[]>;
  readonly react: (commentId: number, reaction: "eyes" | "rocket" | "confused") => Promise<void>;
  readonly reply: (body: string) => Promise<void>;
  /** The user's permission on the repository, as the collaborator endpoint gives it (`read` for anyone on a public one). */
  readonly permissionOf: (user: string) => Promise<"admin" | "maintain" | "write" | "triage" | "read" | "none">;
}
