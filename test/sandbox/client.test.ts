import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, probotFor, SHOP, startShop } from "./support.ts";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
});

afterAll(async () => {
  await sandbox.close();
});

describe("Probot's own client", () => {
  test("the App introduces itself with its signed token", async () => {
    const app = await probotFor(sandbox).auth();
    const { data } = await app.rest.apps.getAuthenticated();
    expect(data?.slug).toBe("maestro");
    const installation = await app.rest.apps.getRepoInstallation(SHOP);
    expect([...sandbox.state.installations.keys()]).toEqual([installation.data.id]);
  });

  test("the files carry git's own patches", async () => {
    const { data } = await octokit.rest.pulls.listFiles({ ...SHOP, pull_number: pull.number });
    expect(data.map((file) => [file.filename, file.status, file.additions, file.deletions])).toEqual([
      ["app/main.py", "modified", 2, 2],
      ["app/new.py", "added", 3, 0],
    ]);
    expect(data[1]?.patch).toBe("@@ -0,0 +1,3 @@\n+import requests\n+\n+requests.get('/')");
    expect(data[0]?.patch?.match(/^@@/gm)).toHaveLength(2);
  });

  test("a review with a comment on one line and one on several is posted at once", async () => {
    const { data: review } = await octokit.rest.pulls.createReview({
      ...SHOP,
      pull_number: pull.number,
      commit_id: pull.headSha,
      event: "COMMENT",
      body: "Two questions",
      comments: [
        { path: "app/main.py", line: 10, side: "RIGHT", body: "Why?" },
        { path: "app/new.py", start_line: 1, start_side: "RIGHT", line: 3, side: "RIGHT", body: "How?" },
      ],
    });
    expect(review.user?.login).toBe("maestro[bot]");
    const comments = await octokit.rest.pulls.listReviewComments({ ...SHOP, pull_number: pull.number });
    expect(comments.data.map((one) => [one.path, one.start_line, one.line, one.body])).toEqual([
      ["app/main.py", null, 10, "Why?"],
      ["app/new.py", 1, 3, "How?"],
    ]);
    expect(comments.data[0]?.diff_hunk.split("\n").at(-1)).toBe("+changed 10");
  });

  test("a check run is started and concluded", async () => {
    const { data: run } = await octokit.rest.checks.create({
      ...SHOP,
      name: "Maestro",
      head_sha: pull.headSha,
      status: "in_progress",
    });
    const { data: done } = await octokit.rest.checks.update({
      ...SHOP,
      check_run_id: run.id,
      conclusion: "neutral",
      output: { title: "2 questions", summary: "Text" },
    });
    expect([done.status, done.conclusion, done.output.title]).toEqual(["completed", "neutral", "2 questions"]);
    expect(done.pull_requests?.map((one) => one?.number)).toEqual([pull.number]);
  });

  test("a reaction acknowledges a comment", async () => {
    const id = await sandbox.comment({ ...SHOP, number: pull.number, author: "ada", body: "/maestro recheck" });
    await octokit.rest.reactions.createForIssueComment({ ...SHOP, comment_id: id, content: "eyes" });
    const { data } = await octokit.rest.issues.getComment({ ...SHOP, comment_id: id });
    expect(data.reactions?.eyes).toBe(1);
  });

  test("permissions come with the role and its older name", async () => {
    const level = async (username: string) => {
      const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...SHOP, username });
      return [data.permission, data.role_name];
    };
    sandbox.addUser("guest");
    expect(await level("ada")).toEqual(["write", "write"]);
    expect(await level("tess")).toEqual(["read", "triage"]);
    expect(await level("guest")).toEqual(["read", "read"]);
  });

  test("the tarball link leads to an archive of the commit", async () => {
    const { data, status } = await octokit.rest.repos.downloadTarballArchive({ ...SHOP, ref: pull.headSha });
    expect(status).toBe(200);
    expect(new Uint8Array(data as ArrayBuffer).slice(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));
  });

  test("trees, blobs and contents agree", async () => {
    const { data: tree } = await octokit.rest.git.getTree({ ...SHOP, tree_sha: pull.headSha, recursive: "1" });
    const entry = tree.tree.find((one) => one.path === "app/new.py");
    const { data: blob } = await octokit.rest.git.getBlob({ ...SHOP, file_sha: entry?.sha ?? "" });
    expect(Buffer.from(blob.content, "base64").toString()).toContain("import requests");
    const { data } = await octokit.rest.repos.getContent({
      ...SHOP,
      path: "app/new.py",
      ref: "feature",
      mediaType: { format: "raw" },
    });
    expect(data).toContain("import requests");
  });

  test("the comparison names the merge base", async () => {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...SHOP, basehead: "main...feature" });
    expect([data.status, data.ahead_by, data.merge_base_commit.sha]).toEqual(["ahead", 1, pull.baseSha]);
  });

  test("nothing that the real platform does not know was used", () => {
    expect(sandbox.violations()).toEqual([]);
  });
});
