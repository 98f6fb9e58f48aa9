import type { FaultAction } from "../../src/sandbox/faults.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { checksOf, type Stage } from "./support.ts";

/** One failure of one request. */
export interface Fault {
  readonly action: FaultAction;
  readonly method: string;
  readonly path: string;
}

/** An App that tries again at once, and waits for an answer for a second and a half. */
export const PATIENT = { retryDelaysMs: [1, 1, 1], settleMs: 1, requestTimeoutMs: 1_500 } as const;

/** What the platform answers when something is wrong, and whether it did what it was asked for. */
export const FAULTS: readonly (readonly [string, FaultAction])[] = [
  ["502 after the work", { kind: "respond", status: 502, body: { message: "Server Error" }, effect: true }],
  ["502 before the work", { kind: "respond", status: 502, body: { message: "Server Error" } }],
  [
    "403 secondary limit",
    {
      kind: "respond",
      status: 403,
      headers: { "retry-after": "0" },
      body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
    },
  ],
  ["429", { kind: "respond", status: 429, headers: { "retry-after": "0" }, body: { message: "Too many requests" } }],
  [
    "422 abuse",
    {
      kind: "respond",
      status: 422,
      headers: { "retry-after": "0" },
      body: { message: "Validation Failed", errors: [{ resource: "Content", code: "abuse" }] },
    },
  ],
  [
    "422 too quickly",
    {
      kind: "respond",
      status: 422,
      headers: { "retry-after": "0" },
      body: { message: "Validation Failed", errors: ["was submitted too quickly"] },
    },
  ],
  ["time-out after the work", { kind: "delay", ms: 2_500, effect: true }],
  ["connection lost after the work", { kind: "drop", effect: true }],
  ["connection lost before the work", { kind: "drop" }],
];

/** Everything that people see in the end, without ids and times. */
export function finalState({ sandbox }: Stage, pull: Pull): unknown {
  return {
    reviews: pull.reviews.filter(({ body }) => body !== "").map(({ state, body, author }) => ({ state, body, author })),
    threads: pull.threads.map(({ path, line, resolvedBy, comments }) => ({
      path,
      line,
      resolvedBy,
      comments: comments.map(({ author, body, minimized }) => ({
        author,
        minimized,
        body: body.replace(VARIABLE, ""),
      })),
    })),
    conversation: pull.issueComments.map(({ author, body, reactions }) => ({
      author,
      body,
      reactions: reactions.map(({ content }) => content),
    })),
    checks: checksOf(sandbox).map(({ status, conclusion, title, summary, annotations }) => ({
      status,
      conclusion,
      title,
      summary: summary?.replace(VARIABLE, ""),
      annotations,
    })),
  };
}

/** Commits, addresses and markers differ from run to run. */
const VARIABLE = /\b[0-9a-f]{40}\b|(?<=as of )[0-9a-f]{7}|127\.0\.0\.1:\d+|<!-- [\s\S]*? -->/g;
