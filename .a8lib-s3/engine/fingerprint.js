import { createHash } from "node:crypto";
/**
 * Identifies a question across pushes: the same for drifted lines, other wording and other languages,
 * different for two causes in one function.
 */
export function fingerprintOf(rule, check, cause) {
    const parts = ["v1", rule, check, cause.path, cause.symbol, cause.key];
    // A separator that none of the parts can hold keeps ("a", "bc") and ("ab", "c") apart.
    return createHash("sha256").update(parts.join("\0")).digest("base64url").slice(0, 16);
}
