/** What a repository wants of its reviews. The configuration file sets it; these are the defaults. */
export interface ReviewPolicy {
  /** Open questions on lines of one pull request; more than 30 are not asked whatever is set. */
  readonly maxComments: number;
  /** From which severity on an open question fails the check. */
  readonly failOn: "high" | "medium" | "low" | "any" | "never";
  /** Whether drafts are reviewed without being asked to. */
  readonly drafts: boolean;
  /** What becomes of pull requests that bots open. */
  readonly bots: "review" | "check-only" | "skip";
  /** Whether the author of a pull request may dismiss questions without permission to write to the repository. */
  readonly authorMayDismiss: boolean;
}

export const DEFAULT_POLICY: ReviewPolicy = {
  maxComments: 15,
  failOn: "never",
  drafts: false,
  bots: "check-only",
  authorMayDismiss: false,
};

/** GitHub takes about this many comments in one review, and nobody reads more. */
const HARD_LIMIT = 30;

export function commentLimit(policy: ReviewPolicy): number {
  return Math.min(HARD_LIMIT, Math.max(0, Math.floor(policy.maxComments)));
}
