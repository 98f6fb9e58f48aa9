export const DEFAULT_POLICY = {
    maxComments: 15,
    failOn: "never",
    drafts: false,
    bots: "check-only",
    authorMayDismiss: false,
};
/** GitHub takes about this many comments in one review, and nobody reads more. */
const HARD_LIMIT = 30;
export function commentLimit(policy) {
    return Math.min(HARD_LIMIT, Math.max(0, Math.floor(policy.maxComments)));
}
