import type { Command } from "../queue/review-queue.ts";

const NAMES = ["recheck", "dismiss", "explain", "help"] as const satisfies readonly Command["name"][];

/** A rule or a check; nothing else that a stranger writes is kept. */
const ABOUT = /^(API\d{3})(\/[a-z][a-z0-9-]{0,49})?$/i;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The command of a comment, if its first line outside quotes and code starts with `/maestro`.
 * The words come from a stranger: what is not a known command is `unknown`, and is never repeated back.
 */
export function parseCommand(comment: string): Command | "unknown" | undefined {
  const line = firstOwnLine(comment);
  const words = line?.match(/^ {0,3}\/maestro(?:[ \t]+(\S+))?(?:[ \t]+(\S+))?(?=\s|$)/i);
  if (!words) {
    return undefined;
  }
  const name = NAMES.find((one) => one === words[1]?.toLowerCase());
  if (name === undefined) return "unknown";
  const [, rule, check = ""] = ABOUT.exec(words[2] ?? "") ?? [];
  return rule === undefined ? { name } : { name, about: `${rule.toUpperCase()}${check.toLowerCase()}` };
}

function firstOwnLine(comment: string): string | undefined {
  let fence: string | undefined;
  for (const line of comment.split(/\r\n|\r|\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      fence = closes(fence, mark, line) ? undefined : fence;
    } else if (mark !== undefined) {
      fence = mark;
    } else if (!isBlankQuoteOrCode(line)) {
      return line;
    }
  }
  return undefined;
}

function closes(fence: string, mark: string | undefined, line: string): boolean {
  return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark;
}

/** Four blanks or a tab make a code block, `>` a quote: https://spec.commonmark.org/ */
function isBlankQuoteOrCode(line: string): boolean {
  return line.trim() === "" || /^ {0,3}>/.test(line) || /^( {4}| {0,3}\t)/.test(line);
}
