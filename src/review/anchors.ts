import type { ChangedLines } from "../engine/analyser.ts";
import type { Finding } from "../engine/finding.ts";
import type { Hunk } from "./hunks.ts";
import type { ChangedFile } from "./ports.ts";

/** Where a comment goes: lines of the head, inside one hunk. */
export interface Anchor {
  readonly path: string;
  readonly line: number;
  readonly startLine?: number;
  /** Whether these are exactly the lines that the finding's suggestion replaces. */
  readonly withSuggestion: boolean;
}

/** The place of an inline comment, or `undefined` when GitHub would refuse it: only lines inside a hunk can carry one. */
export function anchorOf(finding: Finding, files: ReadonlyMap<string, ChangedFile>): Anchor | undefined {
  const hunks = files.get(finding.path)?.hunks ?? [];
  const hunk = hunks.find((candidate) => holds(candidate, finding.line));
  if (finding.placement !== "inline" || hunk === undefined) {
    return undefined;
  }
  const { path, line, suggestion } = finding;
  if (
    suggestion === null ||
    suggestion.startLine > line ||
    suggestion.endLine < line ||
    !isAllAdded(hunk, suggestion.startLine, suggestion.endLine)
  ) {
    return { path, line, withSuggestion: false };
  }
  const range = suggestion.startLine < suggestion.endLine ? { startLine: suggestion.startLine } : {};
  return { path, line: suggestion.endLine, ...range, withSuggestion: true };
}

function holds(hunk: Hunk, line: number): boolean {
  return line >= hunk.headStart && line < hunk.headStart + hunk.headLines;
}

/** GitHub would replace untouched lines as well, but nobody was asked about those. */
function isAllAdded(hunk: Hunk, from: number, to: number): boolean {
  const added = new Set(hunk.added);
  for (let line = from; line <= to; line += 1) if (!added.has(line)) return false;
  return true;
}

/** The lines that the patches add or modify, by path. */
export function changedLines(files: readonly ChangedFile[]): ChangedLines {
  return new Map(
    files.flatMap((file) =>
      file.hunks === undefined ? [] : [[file.path, new Set(file.hunks.flatMap((hunk) => hunk.added))] as const],
    ),
  );
}
