/** A range of the file: lines and columns are 1-based, columns count UTF-16 code units, the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What is wrong with a configuration file, and where. The message may hold text of the file: escape it. */
export interface Problem extends Span {
  readonly message: string;
}

/** More than these would hide what matters. */
export const MAX_PROBLEMS = 20;

const MAX_QUOTED = 60;

/** Text of the file inside a message: one short code span. */
export function quoted(text: string): string {
  const clean = text.replaceAll("`", "'").replace(/\s+/g, " ");
  return `\`${clean.length > MAX_QUOTED ? `${clean.slice(0, MAX_QUOTED - 1)}…` : clean}\``;
}
