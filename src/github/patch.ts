import { parsePatch } from "diff";

import type { Hunk } from "../review/hunks.ts";

/**
 * The hunks of one file's `patch` as GitHub's "list pull request files" endpoint gives it: unified, without file headers.
 * `undefined` for text that is no such patch.
 */
export function parseHunks(patch: string): readonly Hunk[] | undefined {
  if (!patch.startsWith("@@")) {
    return undefined;
  }
  try {
    const hunks = parsePatch(patch).flatMap((file) => file.hunks.map(toHunk));
    return hunks.every((hunk) => Number.isInteger(hunk.headStart)) ? hunks : undefined;
  } catch {
    // A patch that does not parse is treated as one that was not given: nothing is anchored, and the file is named.
    return undefined;
  }
}

interface ParsedHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

function toHunk(hunk: ParsedHunk): Hunk {
  const added: number[] = [];
  let line = hunk.newStart;
  for (const text of hunk.lines) {
    if (text.startsWith("+")) {
      added.push(line);
    }
    // `\ No newline at end of file` is a remark, not a line.
    if (text.startsWith("+") || text.startsWith(" ") || text === "") {
      line += 1;
    }
  }
  return {
    headStart: hunk.newStart,
    headLines: hunk.newLines,
    baseStart: hunk.oldStart,
    baseLines: hunk.oldLines,
    added,
  };
}
