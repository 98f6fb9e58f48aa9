import type { PullRequest } from "./ports.ts";
import type { ReviewPolicy } from "./policy.ts";

/** What may be done with a pull request. */
export type Admission =
  /** Nothing at all is written. */
  | { readonly kind: "leave"; readonly status: "closed" | "archived" }
  /** Only the check says why there is no review. */
  | { readonly kind: "skip"; readonly title: string; readonly summary: string }
  /** With a `remark` nothing is written into the diff; the check holds the questions and says why. */
  | { readonly kind: "review"; readonly remark: string | undefined };

/** Decides from what the pull request is, before anything is read. `force`: a person asked for this review. */
export function admit(pull: PullRequest, policy: ReviewPolicy, force: boolean): Admission {
  // GitHub refuses every write there, the check included.
  if (pull.archived) return { kind: "leave", status: "archived" };
  if (pull.state === "closed") return { kind: "leave", status: "closed" };
  if (pull.draft && !policy.drafts && !force) {
    return {
      kind: "skip",
      title: "Draft",
      summary: "I review this pull request when it is ready for review, or on `/maestro recheck`.",
    };
  }
  if (pull.authorIsBot && !force && policy.bots === "skip") {
    return {
      kind: "skip",
      title: "Opened by a bot",
      summary: "I leave pull requests of bots alone here. `/maestro recheck` makes me review this one.",
    };
  }
  return { kind: "review", remark: reasonForSilence(pull, policy, force) };
}

function reasonForSilence(pull: PullRequest, policy: ReviewPolicy, force: boolean): string | undefined {
  if (pull.locked) return "The conversation is locked, so I ask nothing inline.";
  return pull.authorIsBot && !force && policy.bots === "check-only"
    ? "A bot opened this pull request, so I ask nothing inline."
    : undefined;
}
