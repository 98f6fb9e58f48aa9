/**
 * What a review says: the findings, exactly as `maestro check --format json` prints them.
 *
 * Field names are a public contract (JSON, version 1): fields may be added, never renamed.
 */
/** The evidence by role, each part in its order: the chain from the anchor to the cause, other entries that share it, explanations. */
export function evidenceByRole(evidence) {
    return {
        chain: evidence.filter((step) => step.role === undefined),
        callers: evidence.filter((step) => step.role === "caller"),
        context: evidence.filter((step) => step.role === "context"),
    };
}
/** The evidence as a person reads it: the chain first, then what explains it, then who else shares the cause. */
export function inReadingOrder(evidence) {
    const { chain, callers, context } = evidenceByRole(evidence);
    return [...chain, ...context, ...callers];
}
/** Puts a chain and what else was seen into one list that begins with the anchor and ends with the cause. */
export function joinEvidence(chain, others) {
    return [...chain.slice(0, -1), ...others, ...chain.slice(-1)];
}
