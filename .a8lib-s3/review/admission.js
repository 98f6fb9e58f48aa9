/** Decides from what the pull request is, before anything is read. `force`: a person asked for this review. */
export function admit(pull, policy, force) {
    // GitHub refuses every write there, the check included.
    if (pull.archived)
        return { kind: "leave", status: "archived" };
    if (pull.state === "closed")
        return { kind: "leave", status: "closed" };
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
function reasonForSilence(pull, policy, force) {
    if (pull.locked)
        return "The conversation is locked, so I ask nothing inline.";
    return pull.authorIsBot && !force && policy.bots === "check-only"
        ? "A bot opened this pull request, so I ask nothing inline."
        : undefined;
}
