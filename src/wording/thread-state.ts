import { codeSpan } from "./escape.ts";
import { withoutMarkers } from "./marker.ts";

/** The line that an edit puts above a comment; a later edit replaces it. */
const STATE_LINE = /^(?:✓ I no longer see this|↻ I see this again|✕ Dismissed by)[^\n]*\n\n/;

/** The comment with a line above it that says that the question is gone. */
export function settledBody(body: string, headSha: string, marker: string): string {
  return `${settledLine(headSha)}\n\n${bare(body)}\n\n${marker}`;
}

/** The comment with a line above it that says that the question is back. */
export function reopenedBody(body: string, headSha: string, marker: string): string {
  return `${reopenedLine(headSha)}\n\n${bare(body)}\n\n${marker}`;
}

/** The comment with a line above it that says who dismissed it. */
export function dismissedBody(body: string, by: string, marker: string): string {
  return `✕ Dismissed by ${codeSpan(by)}, so I won't ask this here again.\n\n${bare(body)}\n\n${marker}`;
}

export function settledReply(headSha: string, marker: string): string {
  return `${settledLine(headSha)}\n\n${marker}`;
}

export function reopenedReply(headSha: string, marker: string): string {
  return `${reopenedLine(headSha)}\n\n${marker}`;
}

function settledLine(headSha: string): string {
  return `✓ I no longer see this as of ${shortSha(headSha)}.`;
}

function reopenedLine(headSha: string): string {
  return `↻ I see this again as of ${shortSha(headSha)}.`;
}

/** GitHub makes a link of seven digits of a commit's name by itself. */
function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

function bare(body: string): string {
  return withoutMarkers(body).replace(STATE_LINE, "").trimEnd();
}
