import type { Finding } from "../engine/finding.ts";
import { type Anchor, anchorOf } from "./anchors.ts";
import type { ChangedFile, OwnThread } from "./ports.ts";
import { rank } from "./rank.ts";
import { reconcile } from "./reconcile.ts";

/** More than this many open questions on one pull request are not read by anyone. */
const MAX_INLINE = 15;

/** Which questions go where. */
export interface ReviewPlan {
  /** To be asked now, the most important first. */
  readonly post: readonly { readonly finding: Finding; readonly anchor: Anchor }[];
  /** Asked in an earlier run. */
  readonly kept: readonly Finding[];
  /** For the check's summary: not on lines of the diff, or about the whole project. */
  readonly listed: readonly Finding[];
  /** For the check's summary, because of the limit. */
  readonly overflow: readonly Finding[];
}

/** Sorts the questions into comments and summary. With `inlineAllowed` false nothing new is asked inline. */
export function planReview(
  findings: readonly Finding[],
  files: readonly ChangedFile[],
  threads: readonly OwnThread[],
  inlineAllowed: boolean,
): ReviewPlan {
  const fileByPath = new Map(files.map((file) => [file.path, file]));
  const { post, keep } = reconcile(findings, threads);
  const placed = rank(post).flatMap((finding) => {
    const anchor = inlineAllowed ? anchorOf(finding, fileByPath) : undefined;
    return anchor === undefined ? [] : [{ finding, anchor }];
  });
  // Open threads count, so that a second look at the same commit does not ask what the first one held back.
  const room = Math.max(0, MAX_INLINE - keep.filter(({ thread }) => !thread.resolved).length);
  const inline = new Set(placed.map(({ finding }) => finding));
  return {
    post: placed.slice(0, room),
    kept: keep.map(({ finding }) => finding),
    listed: post.filter((finding) => !inline.has(finding)),
    overflow: placed.slice(room).map(({ finding }) => finding),
  };
}

/** Whether earlier threads matter: only questions that could be asked inline can have been asked before. */
export function mayHaveThreads(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.placement === "inline");
}
