import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pages } from "../../../src/sandbox/pages/routes.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import type { Pull } from "../../../src/sandbox/store.ts";

const NAME = { owner: "acme", repo: "shop" };
const HOSTILE = `<img src=x onerror=alert(1)>`;
const FILE = "app/<b> & co.py";
const PATH = "/acme/shop/pull/1";

let sandbox: Sandbox;
let pull: Pull;

beforeAll(async () => {
  sandbox = await startSandbox({ pages });
  sandbox.addUser("ada");
  await sandbox.createRepository({ owner: NAME.owner, name: NAME.repo, files: { [FILE]: "a = 1\n", "logo.png": "" } });
  sandbox.addUser("ada", { on: NAME, role: "write" });
  const files = { [FILE]: `a = 1\nb = "${HOSTILE}"\n`, "data.bin": new Uint8Array([0, 1, 2]) };
  await sandbox.pushFiles({ ...NAME, branch: "fix", files, author: "ada", message: `Fix ${HOSTILE}` });
  pull = await sandbox.openPullRequest({ ...NAME, head: "fix", title: `Title ${HOSTILE}`, author: "ada" });
  await review("Is this **intended**?\n\n```suggestion\nb = 2\n```");
});

afterAll(async () => {
  await sandbox.close();
});

async function review(body: string): Promise<void> {
  const answer = await fetch(`${sandbox.apiUrl}/repos/acme/shop/pulls/1/reviews`, {
    method: "POST",
    headers: { Authorization: `Bearer ${sandbox.tokenFor("ada")}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      commit_id: pull.headSha,
      event: "COMMENT",
      body: "One question",
      comments: [{ path: FILE, line: 2, side: "RIGHT", body }],
    }),
  });
  expect(answer.status).toBe(200);
}

async function page(path: string): Promise<string> {
  const answer = await fetch(sandbox.url + path);
  expect(answer.status).toBe(200);
  return await answer.text();
}

async function submit(path: string, fields: Readonly<Record<string, string>>, origin = sandbox.url): Promise<Response> {
  const init = {
    method: "POST",
    headers: { Origin: origin },
    body: new URLSearchParams(fields),
    redirect: "manual",
  } as const;
  return await fetch(sandbox.url + PATH + path, init);
}

describe("reading", () => {
  test("every tab answers, with hostile text shown as text", async () => {
    for (const path of ["/", PATH, `${PATH}/files`, `${PATH}/checks`, `${PATH}/deliveries`]) {
      const text = await page(path);
      expect(text).toContain("&lt;img src=x");
      expect(text).not.toContain("<img");
    }
  });

  test("the files tab has the thread behind its line and the suggestion as a diff", async () => {
    const text = await page(`${PATH}/files`);
    expect(text).toContain("<strong>intended</strong>");
    expect(text).toContain('<span class="removed">- b = &quot;&lt;img');
    expect(text).toContain('<span class="added">+ b = 2</span>');
    expect(text).toContain("app/&lt;b&gt; &amp; co.py");
  });

  test("a file at a commit has its lines as anchors", async () => {
    const text = await page(
      `/acme/shop/blob/${pull.headSha}/${encodeURIComponent("app")}/${encodeURIComponent("<b> & co.py")}`,
    );
    expect(text).toContain('id="L2"');
    expect(await page(`/acme/shop/blob/${pull.headSha}/data.bin`)).toContain("This file is binary.");
  });

  test.each([
    "/acme/nothing/pull/1",
    "/acme/shop/pull/99",
    `${PATH}/unknown`,
    "/acme/shop/blob/main/app.py",
    `/acme/shop/blob/${"0".repeat(40)}/app.py`,
    "/assets/..%2fview.ts",
    "/assets/toString",
  ])("%s is not found", async (path) => {
    expect((await fetch(sandbox.url + path)).status).toBe(404);
  });

  test("pages load nothing from elsewhere and cannot be framed", async () => {
    const policy = (await fetch(sandbox.url + PATH)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
  });

  test("the version changes with the pull request", async () => {
    const before = await page(`${PATH}/version`);
    await sandbox.comment({ ...NAME, number: 1, author: "ada", body: "Another one" });
    expect(await page(`${PATH}/version`)).not.toBe(before);
  });
});

describe("forms", () => {
  test("a comment is the author's, and leads back to it", async () => {
    const answer = await submit("/comments", { body: "/maestro recheck\r\n\r\nplease" });
    const comment = pull.issueComments.at(-1);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${PATH}#issuecomment-${comment?.id}`);
    expect(comment).toMatchObject({ author: "ada", body: "/maestro recheck\n\nplease" });
  });

  test("threads can be answered, resolved and opened again", async () => {
    const thread = pull.threads[0];
    const path = `/threads/${thread?.nodeId}`;
    const answer = await submit(`${path}/replies`, { body: "Yes, it is.", back: "/files" });
    expect(answer.headers.get("location")).toMatch(/^\/acme\/shop\/pull\/1\/files#discussion_r\d+$/);
    expect(thread?.comments.at(-1)).toMatchObject({ author: "ada", body: "Yes, it is." });
    await submit(`${path}/resolve`, {});
    expect(await page(`${PATH}/files`)).toContain("Resolved");
    expect(thread?.resolvedBy).toBe("ada");
    await submit(`${path}/unresolve`, { back: "https://elsewhere.example" });
    expect(thread?.resolvedBy).toBeNull();
  });

  test("what cannot be done is said", async () => {
    expect((await submit("/comments", { body: "  " })).status).toBe(422);
    expect((await submit("/threads/none/resolve", {})).status).toBe(422);
    expect((await submit("/comments", { body: "x".repeat(600_000) })).status).toBe(413);
  });

  test("another site cannot send them", async () => {
    const before = pull.issueComments.length;
    expect((await submit("/comments", { body: "spam" }, "https://elsewhere.example")).status).toBe(403);
    expect(pull.issueComments).toHaveLength(before);
  });
});
