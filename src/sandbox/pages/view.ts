/**
 * What the pages show, as plain values. Every string is hostile until a template has escaped it;
 * `body` and `summary` are Markdown.
 */

/** One row of a diff. Line numbers are 1-based and absent on the side that has no such line. */
export interface DiffLine {
  readonly kind: "hunk" | "context" | "added" | "removed" | "note";
  readonly oldLine?: number;
  readonly newLine?: number;
  /** The text without its `+`, `-` or space. */
  readonly text: string;
}

/** How often a reaction was given: `eyes`, `rocket`, and so on. */
export interface ReactionCount {
  readonly content: string;
  readonly count: number;
}

export interface CommentView {
  /** Unique on the page, and usable as its anchor. */
  readonly anchor: string;
  readonly author: string;
  readonly bot: boolean;
  readonly at: string;
  readonly body: string;
  readonly minimized: boolean;
  readonly reactions: readonly ReactionCount[];
}

export interface ThreadView {
  /** The GraphQL node id of the thread. */
  readonly id: string;
  readonly path: string;
  /** The line of its side; `undefined` once the line has left the diff. */
  readonly line: number | undefined;
  readonly side: "LEFT" | "RIGHT";
  /** The line as it was when the thread was started. */
  readonly originalLine: number;
  readonly resolved: boolean;
  readonly outdated: boolean;
  /** The end of the hunk that it was written on. */
  readonly excerpt: readonly DiffLine[];
  /** The lines that a `suggestion` block would replace. */
  readonly suggestionTarget: readonly string[];
  readonly comments: readonly CommentView[];
}

export interface FileView {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** Empty when there is nothing to show, for example of a binary file. */
  readonly lines: readonly DiffLine[];
  readonly threads: readonly ThreadView[];
}

export interface AnnotationView {
  readonly path: string;
  readonly startLine: number;
  readonly level: string;
  readonly title: string;
  readonly message: string;
}

export interface CheckView {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | undefined;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly AnnotationView[];
  /** The newest of its name on the pull request's head: it counts, and can be asked for again. */
  readonly current: boolean;
}

export interface DeliveryView {
  readonly guid: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly at: string;
  readonly statusCode: number;
  readonly status: string;
  readonly redelivery: boolean;
}

/** One entry of the conversation, oldest first. */
export type TimelineItem =
  | { readonly kind: "comment"; readonly comment: CommentView }
  | { readonly kind: "review"; readonly review: CommentView; readonly threads: readonly ThreadView[] }
  | {
      readonly kind: "commit";
      readonly sha: string;
      readonly message: string;
      readonly author: string;
      readonly at: string;
    };

export interface PullView {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly state: "open" | "closed" | "merged" | "draft";
  readonly at: string;
  readonly baseRef: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly cloneUrl: string;
  /** Who the forms act as. */
  readonly actingAs: string;
  /** Changes whenever anything on the pages changes. */
  readonly version: string;
  readonly timeline: readonly TimelineItem[];
  readonly files: readonly FileView[];
  readonly checks: readonly CheckView[];
  readonly deliveries: readonly DeliveryView[];
}

export interface RepositoryItem {
  readonly owner: string;
  readonly repo: string;
  readonly cloneUrl: string;
  readonly pulls: readonly {
    readonly number: number;
    readonly title: string;
    readonly state: PullView["state"];
    readonly author: string;
    readonly questions: number;
    readonly check: string;
  }[];
}

export interface BlobView {
  readonly owner: string;
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  /** `undefined` when the file is binary. */
  readonly lines: readonly string[] | undefined;
}
