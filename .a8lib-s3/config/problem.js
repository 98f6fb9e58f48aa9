/** More than these would hide what matters. */
export const MAX_PROBLEMS = 20;
const MAX_QUOTED = 60;
/** Text of the file inside a message: one short code span. */
export function quoted(text) {
    const clean = text.replaceAll("`", "'").replace(/\s+/g, " ");
    return `\`${clean.length > MAX_QUOTED ? `${clean.slice(0, MAX_QUOTED - 1)}…` : clean}\``;
}
