import sanitize from "sanitize-html";
import { describe, expect, test } from "vitest";
import { blobPage } from "../../../src/sandbox/pages/blob-page.ts";
import { checksPage } from "../../../src/sandbox/pages/checks-page.ts";
import { conversationPage } from "../../../src/sandbox/pages/conversation-page.ts";
import { deliveriesPage } from "../../../src/sandbox/pages/deliveries-page.ts";
import { filesPage } from "../../../src/sandbox/pages/files-page.ts";
import { homePage } from "../../../src/sandbox/pages/home-page.ts";
import type { PullView } from "../../../src/sandbox/pages/view.ts";
import { pull, thread } from "./sample-pull.ts";

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;
const TABS = { conversationPage, filesPage, checksPage, deliveriesPage };

/** The same pull request with hostile text in every place that other people fill. */
function hostilePull(): PullView {
  const comment = { ...thread.comments[0]!, author: HOSTILE, body: HOSTILE, anchor: "discussion_r7" };
  const hostileThread = {
    ...thread,
    path: HOSTILE,
    suggestionTarget: [HOSTILE],
    comments: [comment],
    excerpt: [{ kind: "added" as const, newLine: 3, text: HOSTILE }],
  };
  const file = pull.files[0]!;
  return {
    ...pull,
    title: HOSTILE,
    body: HOSTILE,
    author: HOSTILE,
    actingAs: HOSTILE,
    headRef: HOSTILE,
    cloneUrl: HOSTILE,
    timeline: [
      { kind: "review", review: comment, threads: [hostileThread] },
      { kind: "comment", comment },
      { kind: "commit", sha: pull.headSha, message: HOSTILE, author: HOSTILE, at: pull.at },
    ],
    files: [
      {
        ...file,
        path: HOSTILE,
        previousPath: HOSTILE,
        lines: [
          { kind: "hunk", text: HOSTILE },
          { kind: "added", newLine: 3, text: HOSTILE },
        ],
        threads: [hostileThread, { ...hostileThread, id: HOSTILE, line: undefined, resolved: true, outdated: true }],
      },
    ],
    checks: pull.checks.map((check) => ({
      ...check,
      title: HOSTILE,
      summary: HOSTILE,
      annotations: [{ path: HOSTILE, startLine: 1, level: HOSTILE, title: HOSTILE, message: HOSTILE }],
    })),
    deliveries: [{ ...pull.deliveries[0]!, guid: HOSTILE, action: HOSTILE, status: HOSTILE }],
  };
}

/** Elements and attributes that run code or load something, apart from the page's own script. */
function foreign(page: string): readonly string[] {
  const found: string[] = [];
  sanitize(page, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => {
      if (name === "script" && attributes["src"] === "/assets/refresh.js") return;
      if (["script", "img", "iframe", "style"].includes(name)) found.push(name);
      found.push(...Object.keys(attributes).filter((key) => key.startsWith("on") || key === "style"));
    },
  });
  return found;
}

describe("hostile text", () => {
  for (const [name, page] of Object.entries(TABS)) {
    test(`stays text on ${name}`, async () => {
      const shown = String(await page(hostilePull()));
      expect(shown).toContain("&lt;script&gt;");
      expect(foreign(shown)).toEqual([]);
    });
  }

  test("stays text on the first page and on a file's page", async () => {
    const item = { number: 1, title: HOSTILE, state: "open" as const, author: HOSTILE, questions: 1, check: HOSTILE };
    const home = String(await homePage([{ owner: HOSTILE, repo: HOSTILE, cloneUrl: HOSTILE, pulls: [item] }], "v1"));
    const blob = String(
      await blobPage({ owner: "a", repo: "b", commit: pull.headSha, path: HOSTILE, lines: [HOSTILE] }),
    );
    expect([home, blob].flatMap(foreign)).toEqual([]);
    expect(blob).toContain("&lt;script&gt;");
  });
});

describe("a pull request's tabs", () => {
  test("the conversation shows the review, the question and a box with the recheck command", async () => {
    const page = String(await conversationPage(pull));
    expect(page).toContain("Is the wait intended?");
    expect(page).toContain(">/maestro recheck</textarea>");
    expect(page).toContain('id="discussion_r7"');
    expect(page).not.toContain("maestro:v1");
  });

  test("the files tab puts the thread behind its line, and outdated ones below the diff", async () => {
    const page = String(await filesPage(pull));
    const line = page.indexOf('<td class="number">3</td>');
    const question = page.indexOf("Is the wait intended?");
    expect(line).toBeGreaterThan(0);
    expect(question).toBeGreaterThan(line);
    expect(page.indexOf("No newline at end of file")).toBeGreaterThan(question);
    expect(page.indexOf("no longer in the diff")).toBeGreaterThan(question);
    expect(page).toContain("There is no text to show");
  });

  test("a settled thread is folded behind the text of its question", async () => {
    const resolved = { ...thread, resolved: true };
    const files = pull.files.map((file) => ({ ...file, threads: file.threads.length === 0 ? [] : [resolved] }));
    const page = String(await filesPage({ ...pull, files }));
    expect(page).toMatch(/<summary>\s*<span class="tag done">Resolved<\/span>/);
    expect(page).toContain(">requests.post is called from async def start. Is the wait intended?<");
  });

  test("a suggestion is shown as a diff of the lines that it replaces", async () => {
    const page = String(await filesPage(pull));
    expect(page).toContain(
      '<span class="removed">-     requests.post(URL)</span><span class="added">+     await client.post(URL)</span>',
    );
  });

  test("the checks tab renders the summary and offers a re-run of the head's check only", async () => {
    expect(String(await checksPage(pull))).toMatch(/<td>API006<\/td>[\s\S]*app\/routers\/checkout\.py:3/);
    expect(String(await checksPage(pull))).toContain("/acme/shop/pull/1/checks/11/rerequest");
    const old = { ...pull, checks: pull.checks.map((check) => ({ ...check, current: false })) };
    expect(String(await checksPage(old))).not.toContain("rerequest");
  });

  test("deliveries show their answer, and which were sent again", async () => {
    const page = String(await deliveriesPage(pull));
    expect(page).toContain("pull_request.opened");
    expect(page).toMatch(/<code>ping<\/code> <span class="tag">again<\/span>/);
  });
});
