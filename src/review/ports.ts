import type { BlobContent, FileRef } from "../engine/analyser.ts";
import type { RuleDismissal } from "../wording/marker.ts";
import type { Hunk } from "./hunks.ts";

/** The pull request as GitHub describes it at the moment of reading. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly locked: boolean;
  /** The whole repository is read-only. */
  readonly archived: boolean;
  readonly author: string;
  readonly authorIsBot: boolean;
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** How many files GitHub says it changes; more than were listed means that some were not seen. */
  readonly changedFiles: number;
}

/** This App's newest check run on the head. */
export type KnownCheck =
  | { readonly status: "unfinished"; readonly id: number }
  | { readonly status: "concluded"; readonly conclusion: string; readonly title: string; readonly summary: string };

/** A configuration file: what it is called in questions, and its text; `undefined` when it is no text. */
export interface ConfigurationText {
  readonly path: string;
  readonly text: string | undefined;
}

/** Configuration from places that the pull request cannot change. */
export interface ConfigurationTexts {
  /** From the base branch as it is now. */
  readonly base?: ConfigurationText;
  /** From the owner's `.github` repository, as far as that can be read. */
  readonly organisation?: ConfigurationText;
}

/** Everything about the pull request that people can change at any moment, read at once. */
export interface OpenedPullRequest {
  readonly pull: PullRequest;
  readonly configuration: ConfigurationTexts;
  readonly threads: readonly OwnThread[];
  readonly check: KnownCheck | undefined;
  /** What people asked this App to keep still about; only what it confirmed itself counts. */
  readonly dismissals: readonly RuleDismissal[];
  /** The comments with commands that this App has answered, each as one text that names it. */
  readonly answered: readonly string[];
}

/** One file of the pull request. */
export interface ChangedFile {
  readonly path: string;
  /** Set on renames. */
  readonly previousPath?: string;
  readonly status: "added" | "modified" | "removed" | "renamed" | "copied" | "changed" | "unchanged";
  /** The head's blob SHA (the base's for a removed file). */
  readonly blob: string;
  /** `undefined` when GitHub gave no patch: binary, too large, or a pure rename. Only lines of hunks can carry a comment. */
  readonly hunks: readonly Hunk[] | undefined;
  /** Why there are no hunks, when that matters to a reader. */
  readonly noPatch?: "binary-or-too-large" | "unchanged";
  /** The patch has the form of a symbolic link or a submodule, so only the tree can tell what the file is. */
  readonly oddKind?: true;
}

/** What the head changed since its merge base. */
export interface Diff {
  readonly mergeBase: string;
  readonly files: readonly ChangedFile[];
}

/** A commit's files. `truncated`: GitHub did not list them all. */
export interface Tree {
  readonly files: readonly TreeFile[];
  readonly truncated: boolean;
}

export interface TreeFile extends FileRef {
  /** Bytes; 0 when it is not known. */
  readonly size: number;
  readonly kind: "file" | "symlink" | "submodule";
}

/** Everything that a review reads from the platform. Implemented in `github/`, and by plain values in tests. */
export interface PullRequestSource {
  /** Asks the platform each time. */
  readonly open: () => Promise<OpenedPullRequest>;
  readonly diff: (pull: PullRequest) => Promise<Diff>;
  /** A commit's project files, and whatever else stands under a Python file's name. */
  readonly tree: (commit: string) => Promise<Tree>;
  /** Reads blobs with few requests: single blobs, batches, or one tarball of `commit`. Keys are blob SHAs. */
  readonly blobs: (commit: string, files: readonly FileRef[]) => Promise<ReadonlyMap<string, BlobContent>>;
  /** Whether diff and merge base's tree are in memory, so that looking again takes no time worth telling. */
  readonly remembers: (pull: PullRequest) => boolean;
}

/** A thread that this App started earlier on the pull request. Only comments that it really wrote count. */
export interface OwnThread {
  readonly threadId: string;
  /** The first comment, by which GraphQL knows it. */
  readonly commentId: string;
  /** The same comment, by which everything else knows it. */
  readonly firstComment: number;
  readonly body: string;
  readonly path: string;
  readonly line: number | undefined;
  /** From the comment's signed marker: one question, or those that were asked together. */
  readonly fingerprints: readonly string[];
  /** The same without the file's path, in the same order; shorter for comments of earlier versions. */
  readonly pathless: readonly string[];
  readonly rule: string;
  /** `undefined` for comments of earlier versions. */
  readonly check: string | undefined;
  /** Who dismissed the question for good. */
  readonly dismissedBy: string | undefined;
  /** What this App's last signed marker in the thread says: asked, or no longer seen. */
  readonly said: "asked" | "settled";
  /** The commit that was reviewed when it said so. */
  readonly saidAt: string;
  readonly resolvedBy: "app" | "person" | undefined;
  /** The comment is minimised. */
  readonly hidden: boolean;
  /** A person wrote into the thread. */
  readonly answered: boolean;
  /** Who gave the question a thumbs-down. */
  readonly objectors: readonly string[];
  readonly canResolve: boolean;
  readonly canUnresolve: boolean;
}

/** One step of bringing a thread in line with the code. */
export type ThreadChange =
  | { readonly kind: "edit"; readonly commentId: string; readonly body: string }
  | { readonly kind: "reply"; readonly threadId: string; readonly body: string }
  | { readonly kind: "resolve" | "unresolve"; readonly threadId: string; readonly commentId: string }
  | { readonly kind: "minimise" | "unminimise"; readonly commentId: string };

/** One inline comment to be. `line` and `startLine` are lines of the head, inside one hunk. */
export interface InlineComment {
  readonly path: string;
  readonly line: number;
  readonly startLine?: number;
  readonly body: string;
  readonly fingerprints: readonly string[];
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

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** A person's comment: one of the conversation, or with `thread`, the comment that opened it, of a review thread. */
export interface CommandPlace {
  readonly commentId: number;
  readonly thread?: number;
}

/** Everything that a review writes to the platform. */
export interface ReviewSink {
  /** Starts the check run on `headSha` and returns its id. */
  readonly startCheck: (headSha: string) => Promise<number>;
  /** Concludes it, or makes a concluded one on `headSha` when none was started. Errors reach the caller. */
  readonly concludeCheck: (headSha: string, checkId: number | undefined, outcome: CheckOutcome) => Promise<void>;
  /**
   * Posts one review with all comments, anchored at `headSha`. Returns the comments that GitHub refused to anchor;
   * all others are posted exactly once, also when GitHub answered with an error after it had created the review.
   */
  readonly postReview: (
    headSha: string,
    body: string,
    comments: readonly InlineComment[],
  ) => Promise<readonly InlineComment[]>;
  /** Makes all changes, with one request for several of them. What GitHub does not permit is left out. */
  readonly changeThreads: (changes: readonly ThreadChange[]) => Promise<void>;
  readonly react: (comment: CommandPlace, reaction: "eyes" | "rocket" | "confused") => Promise<void>;
  /** Answers where the comment stands: in the conversation, or in its thread. Also after a failure once only. */
  readonly reply: (comment: CommandPlace, body: string) => Promise<void>;
  /** The user's permission on the repository, as the collaborator endpoint gives it (`read` for anyone on a public one). */
  readonly permissionOf: (user: string) => Promise<Permission>;
}
