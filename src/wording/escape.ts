/**
 * Renders text that strangers wrote (code, paths, names) so that GitHub shows it and does nothing else with it:
 * no mention, no reference, no link, no HTML, no formatting.
 */

/** An invisible character that keeps two others apart; GitHub's mention and reference filters stop at it. */
const JOINER = "\u2060";

/**
 * Controls, and characters that change the direction or the extent of what a reader sees or that show nothing at all:
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|\p{Surrogate}/gu;

/** Makes invisible characters visible as `[U+202E]`, and puts everything on one line. */
export function visible(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(
      INVISIBLE,
      (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}

/** A code span that holds exactly this text, however many backticks it has. GitHub finds no mentions or references in code. */
export function codeSpan(text: string): string {
  const content = visible(text);
  if (content.trim() === "") {
    return "` `";
  }
  const fence = "`".repeat(longestRun(content) + 1);
  // CommonMark strips one blank from each end if both ends have one: https://spec.commonmark.org/0.31.2/#code-spans
  const needsPadding = /^`|`$/.test(content) || (content.startsWith(" ") && content.endsWith(" "));
  return needsPadding ? `${fence} ${content} ${fence}` : fence + content + fence;
}

/** The text as plain words. */
export function plainText(text: string): string {
  const apart = visible(text)
    // Four blanks at the start of a line would make a code block.
    .replace(/ {2,}/g, " ")
    .replace(/@/g, `@${JOINER}`)
    .replace(/#(?=[\w])/g, `#${JOINER}`)
    // Dollars are the signs of formulas: https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
    .replace(/\$/g, `$$${JOINER}`)
    .replace(/(:)(?=[\w+/-])/g, `$1${JOINER}`)
    .replace(/([A-Za-z])-(?=\d)/g, `$1-${JOINER}`)
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}${JOINER}.`)
    .replace(/[0-9a-f]{7,}/gi, (hex) => hex.replace(/.{4}(?=.)/g, `$&${JOINER}`));
  // Every ASCII punctuation character may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
  return apart
    .replace(/[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g, (character) =>
      HARMLESS.has(character) ? character : `\\${character}`,
    )
    .replace(/^(\s*)([-+])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2");
}

/** Left as they are inside sentences, for the sake of mails and of those who read the source. */
const HARMLESS: ReadonlySet<string> = new Set("'\",.:;?!/%()-+");

/** Plain text in which `…` marks code, as questions are written: the code becomes code spans, the rest plain words. */
export function markedText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.length > 2 && part.startsWith("`") && part.endsWith("`") ? codeSpan(part.slice(1, -1)) : plainText(part),
    )
    .join("");
}

/** A fenced block that no line of its content can end. Line breaks stay; other controls become visible. */
export function fencedBlock(info: string, content: string): string {
  const lines = content.split(/\r\n|\r|\n/).map((line) => line.split("\t").map(visible).join("\t"));
  const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
  return [fence + info, ...lines, fence].join("\n");
}

/** Makes text visible and cuts it to `limit` characters, without splitting a surrogate pair; an ellipsis says so. */
export function shorten(raw: string, limit: number): string {
  const text = visible(raw);
  if (text.length <= limit) {
    return text;
  }
  const cut = text.slice(0, limit - 1);
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut) + "…";
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
