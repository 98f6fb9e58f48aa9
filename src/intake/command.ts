/** What a comment asks of Maestro. */
export type Command = { readonly name: "recheck" } | { readonly name: "unknown" };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The command of a comment, if its first line outside quotes and code starts with `/maestro`.
 * The words come from a stranger: what is not a known command is `unknown`, and is never repeated back.
 */
export function parseCommand(comment: string): Command | undefined {
  const line = firstOwnLine(comment);
  const words = line?.match(/^ {0,3}\/maestro(?:[ \t]+(\S+))?(?=\s|$)/i);
  if (!words) {
    return undefined;
  }
  return words[1]?.toLowerCase() === "recheck" ? { name: "recheck" } : { name: "unknown" };
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
