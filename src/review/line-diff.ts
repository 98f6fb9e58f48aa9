import { diffArrays } from "diff";

/** More differences than this are not worth the time to line them up. */
const MAX_EDITS = 20_000;

/**
 * The lines of `head` (1-based) that are not in `base`, for files that GitHub gave no patch for.
 * `undefined` when the texts differ in too many places.
 */
export function addedLines(base: Uint8Array, head: Uint8Array): ReadonlySet<number> | undefined {
  const parts = diffArrays(linesOf(base), linesOf(head), { maxEditLength: MAX_EDITS });
  if (parts === undefined) return undefined;
  const added = new Set<number>();
  let line = 1;
  for (const part of parts) {
    if (part.removed) continue;
    if (part.added) for (let offset = 0; offset < part.count; offset += 1) added.add(line + offset);
    line += part.count;
  }
  return added;
}

/** Split as git splits, at line feeds only. */
function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("latin1");
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}
