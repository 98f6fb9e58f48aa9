import type { PullView, ThreadView } from "../../../src/sandbox/pages/view.ts";

const AT = "2026-03-02T09:30:00Z";
const HEAD = "4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e";

/** A thread with one question on line 3 of `app/routers/checkout.py`. */
export const thread: ThreadView = {
  id: "PRRT_1",
  path: "app/routers/checkout.py",
  line: 3,
  side: "RIGHT",
  originalLine: 3,
  resolved: false,
  outdated: false,
  excerpt: [
    { kind: "added", newLine: 2, text: "async def start():" },
    { kind: "added", newLine: 3, text: "    requests.post(URL)" },
  ],
  suggestionTarget: ["    requests.post(URL)"],
  comments: [
    {
      anchor: "discussion_r7",
      author: "maestro[bot]",
      bot: true,
      at: AT,
      body: "`requests.post` is called from `async def start`. Is the wait intended?\n\n```suggestion\n    await client.post(URL)\n```\n\n<details><summary>What I looked at</summary>\n\n1. [checkout.py:3](http://127.0.0.1/a) called here\n\n</details>\n<!-- maestro:v1 secret -->",
      minimized: false,
      reactions: [{ content: "eyes", count: 1 }],
    },
  ],
};

/** A pull request with one of everything that the tabs can show. */
export const pull: PullView = {
  owner: "acme",
  repo: "shop",
  number: 1,
  title: "Add checkout",
  body: "Adds **checkout**.",
  author: "ada",
  state: "open",
  at: AT,
  baseRef: "main",
  headRef: "checkout",
  headSha: HEAD,
  cloneUrl: "http://127.0.0.1:4790/acme/shop.git",
  actingAs: "ada",
  version: "v1",
  timeline: [
    { kind: "commit", sha: HEAD, message: "Add checkout", author: "ada", at: AT },
    {
      kind: "review",
      review: {
        anchor: "pullrequestreview-5",
        author: "maestro[bot]",
        bot: true,
        at: AT,
        body: "1 question.",
        minimized: false,
        reactions: [],
      },
      threads: [thread],
    },
    {
      kind: "comment",
      comment: {
        anchor: "issuecomment-9",
        author: "ada",
        bot: false,
        at: AT,
        body: "/maestro recheck",
        minimized: false,
        reactions: [{ content: "rocket", count: 1 }],
      },
    },
  ],
  files: [
    {
      path: "app/routers/checkout.py",
      status: "modified",
      additions: 2,
      deletions: 1,
      lines: [
        { kind: "hunk", text: "@@ -1,2 +1,3 @@" },
        { kind: "context", oldLine: 1, newLine: 1, text: "import requests" },
        { kind: "removed", oldLine: 2, text: "def start(): ..." },
        { kind: "added", newLine: 2, text: "async def start():" },
        { kind: "added", newLine: 3, text: "    requests.post(URL)" },
        { kind: "note", text: "No newline at end of file" },
      ],
      threads: [thread, { ...thread, id: "PRRT_2", line: undefined, outdated: true, comments: [] }],
    },
    { path: "logo.png", status: "added", additions: 0, deletions: 0, lines: [], threads: [] },
  ],
  checks: [
    {
      id: 11,
      name: "Maestro",
      headSha: HEAD,
      status: "completed",
      conclusion: "neutral",
      title: "1 question",
      summary: "| rule | questions |\n| --- | --- |\n| API006 | 1 |",
      annotations: [
        {
          path: "app/routers/checkout.py",
          startLine: 3,
          level: "warning",
          title: "API006",
          message: "Is the wait intended?",
        },
      ],
      current: true,
    },
  ],
  deliveries: [
    {
      guid: "5f0c8f30-0000-11f0-8000-000000000000",
      event: "pull_request",
      action: "opened",
      at: AT,
      statusCode: 202,
      status: "OK",
      redelivery: false,
    },
    {
      guid: "5f0c8f30-0000-11f0-8000-000000000001",
      event: "ping",
      action: undefined,
      at: AT,
      statusCode: 500,
      status: "Invalid HTTP Response: 500",
      redelivery: true,
    },
  ],
};
