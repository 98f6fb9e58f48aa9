import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gitEnvironment } from "../../src/sandbox/git.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Hook } from "./support.ts";
import { installationClient, openShopPull, SHOP, startHook, startShop } from "./support.ts";

const run = promisify(execFile);

let sandbox: Sandbox;
let hook: Hook;
let folder: string;

beforeEach(async () => {
  hook = await startHook();
  sandbox = await startShop({ webhookUrl: hook.url });
  folder = await mkdtemp(join(tmpdir(), "maestro-clone-"));
});

afterEach(async () => {
  await sandbox.close();
  await hook.close();
  await rm(folder, { recursive: true, force: true });
});

async function git(...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  const { stdout } = await run("git", ["-C", folder, ...identity, ...args], { env: gitEnvironment() });
  return stdout.trim();
}

async function clone(branch: string): Promise<void> {
  await git("clone", "--quiet", "--branch", branch, `${sandbox.url}/acme/shop.git`, ".");
}

async function commit(file: string, content: string): Promise<string> {
  await writeFile(join(folder, file), content);
  await git("add", "--all");
  await git("commit", "--quiet", "--message", `Change ${file}`);
  return await git("rev-parse", "HEAD");
}

describe("git over HTTP", () => {
  test("a clone has the files of the branch", async () => {
    await clone("main");
    expect(await readFile(join(folder, "README.md"), "utf8")).toBe("# Shop\n");
  });

  test("a push to the head of a pull request is told as synchronize with both commits", async () => {
    const pull = await openShopPull(sandbox);
    const before = pull.headSha;
    await clone("feature");
    const after = await commit("app/new.py", "print('no request')\n");
    await git("push", "--quiet", "origin", "feature");
    await sandbox.settled();
    expect(sandbox.deliveries().at(-1)).toMatchObject({
      event: "pull_request",
      action: "synchronize",
      payload: { before, after, pull_request: { head: { sha: after }, commits: 2 } },
    });
    expect(pull.headSha).toBe(after);
    expect(sandbox.violations()).toEqual([]);
  });

  test("a thread is outdated once its line was changed, and moves while it was not", async () => {
    const pull = await openShopPull(sandbox);
    const octokit = await installationClient(sandbox);
    await octokit.rest.pulls.createReview({
      ...SHOP,
      pull_number: pull.number,
      event: "COMMENT",
      body: "Two questions",
      comments: [
        { path: "app/new.py", line: 1, body: "Stays?" },
        { path: "app/new.py", line: 3, body: "Goes?" },
      ],
    });
    await clone("feature");
    await commit("app/new.py", "# on top\nimport requests\n\nprint('no request')\n");
    await git("push", "--quiet", "origin", "feature");
    expect(pull.threads.map((thread) => [thread.originalLine, thread.line])).toEqual([
      [1, 2],
      [3, null],
    ]);
    const { data } = await octokit.rest.pulls.listReviewComments({ ...SHOP, pull_number: pull.number });
    expect(data.map((one) => [one.line, one.position === null])).toEqual([
      [2, false],
      [null, true],
    ]);
  });

  test("a force push replaces the head", async () => {
    const pull = await openShopPull(sandbox);
    await clone("feature");
    await git("reset", "--quiet", "--hard", "origin/main");
    const after = await commit("README.md", "# Other\n");
    await git("push", "--quiet", "--force", "origin", "feature");
    expect(pull.headSha).toBe(after);
    const files = await sandbox.reading.pullFiles(sandbox.state.repositories.get("acme/shop") ?? missing(), pull);
    expect(files.map((file) => file.path)).toEqual(["README.md"]);
  });

  test("deleting the head branch closes the pull request", async () => {
    const pull = await openShopPull(sandbox);
    await clone("main");
    await git("push", "--quiet", "origin", ":feature");
    expect(pull.state).toBe("closed");
  });

  test("a fork's head is readable through the base repository", async () => {
    await sandbox.fork(SHOP, "eve");
    const fork = { owner: "eve", repo: "shop" };
    await sandbox.pushFiles({ ...fork, branch: "idea", files: { "idea.py": "x = 1\n" }, author: "eve" });
    const pull = await sandbox.openPullRequest({ ...SHOP, head: "eve:idea", title: "Idea", author: "eve" });
    const octokit = await installationClient(sandbox);
    const { data } = await octokit.rest.pulls.get({ ...SHOP, pull_number: pull.number });
    expect([data.head.repo?.full_name, data.base.repo.full_name]).toEqual(["eve/shop", "acme/shop"]);
    const tree = await octokit.rest.git.getTree({ ...SHOP, tree_sha: pull.headSha, recursive: "1" });
    expect(tree.data.tree.map((entry) => entry.path)).toContain("idea.py");
    const { data: check } = await octokit.rest.checks.create({ ...SHOP, name: "Maestro", head_sha: pull.headSha });
    expect(check.pull_requests).toEqual([]);
    await clone("main");
    await git("fetch", "--quiet", "origin", `refs/pull/${pull.number}/head`);
    expect(await git("rev-parse", "FETCH_HEAD")).toBe(pull.headSha);
    expect(sandbox.violations()).toEqual([]);
  });

  test("a repository on disk is borrowed from, never written to", async () => {
    await git("init", "--quiet", "--initial-branch=trunk", ".");
    const base = await commit("a.py", "a = 1\n");
    await commit("a.py", "a = 2\n");
    const before = await git("count-objects", "-v");
    await sandbox.createRepository({
      owner: "acme",
      name: "local",
      fromGitRepository: { path: folder, branches: { main: base, change: "HEAD" } },
    });
    const local = { owner: "acme", repo: "local" };
    const pull = await sandbox.openPullRequest({ ...local, head: "change", title: "Change", author: "ada" });
    const repository = sandbox.state.repositories.get("acme/local") ?? missing();
    const [file] = await sandbox.reading.pullFiles(repository, pull);
    expect(file?.patch).toBe("@@ -1 +1 @@\n-a = 1\n+a = 2");
    expect(await git("count-objects", "-v")).toBe(before);
    expect(await git("for-each-ref")).toContain("refs/heads/trunk");
  });
});

function missing(): never {
  throw new Error("the repository is missing");
}
