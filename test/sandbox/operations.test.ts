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
  expect(sandbox.violations()).toEqual([]);
  await sandbox.close();
});

describe("the App looks around", () => {
  test("installations are found from every side", async () => {
    const app = await probotFor(sandbox).auth();
    const { data: list } = await app.rest.apps.listInstallations();
    const installation_id = list[0]?.id ?? 0;
    const found = await Promise.all([
      app.rest.apps.getInstallation({ installation_id }),
      app.rest.apps.getOrgInstallation({ org: "acme" }),
      app.rest.apps.getUserInstallation({ username: "acme" }),
    ]);
    expect(found.map((one) => one.data.id)).toEqual([installation_id, installation_id, installation_id]);
    expect(found[0]?.data.app_slug).toBe("maestro");
    await expect(app.rest.apps.getUserInstallation({ username: "ada" })).rejects.toMatchObject({ status: 404 });
  });

  test("the installation lists its repositories, and knows its limits", async () => {
    const { data } = await octokit.rest.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map((one) => one.full_name)).toEqual(["acme/shop"]);
    const limit = await octokit.rest.rateLimit.get();
    expect(limit.data.resources.core.limit).toBe(5000);
    expect(limit.data.resources.core.used).toBeGreaterThan(0);
  });

  test("users are looked up by login, bots with their brackets", async () => {
    const { data } = await octokit.rest.users.getByUsername({ username: "maestro[bot]" });
    expect([data.login, data.type]).toEqual(["maestro[bot]", "Bot"]);
    await expect(octokit.rest.users.getByUsername({ username: "nobody" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("pull requests and their commits", () => {
  test("are listed by state, head and base", async () => {
    const numbers = async (filter: Record<string, string>) => {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls", { ...SHOP, ...filter });
      return data.map((one) => one.number);
    };
    expect(await numbers({})).toEqual([1]);
    expect(await numbers({ head: "acme:feature", base: "main" })).toEqual([1]);
    expect(await numbers({ head: "acme:other" })).toEqual([]);
    expect(await numbers({ state: "closed" })).toEqual([]);
  });

  test("a commit is found by hash, branch and ref", async () => {
    const commit = await octokit.rest.repos.getCommit({ ...SHOP, ref: "feature" });
    const raw = await octokit.rest.git.getCommit({ ...SHOP, commit_sha: pull.headSha });
    const ref = await octokit.rest.git.getRef({ ...SHOP, ref: "heads/feature" });
    const commits = await octokit.rest.pulls.listCommits({ ...SHOP, pull_number: 1 });
    const hashes = [commit.data.sha, raw.data.sha, ref.data.object.sha, commits.data[0]?.sha];
    expect(hashes).toEqual(Array(4).fill(pull.headSha));
    expect(raw.data.message).toBe("Change lines");
    await expect(octokit.rest.repos.getCommit({ ...SHOP, ref: "none" })).rejects.toMatchObject({ status: 422 });
    await expect(octokit.rest.git.getRef({ ...SHOP, ref: "heads/none" })).rejects.toMatchObject({ status: 404 });
  });

  test("the whole diff comes as text", async () => {
    const { data } = await octokit.rest.pulls.get({ ...SHOP, pull_number: 1, mediaType: { format: "diff" } });
    expect(data).toEqual(expect.stringContaining("+++ b/app/new.py"));
  });

  test("renames, binary files and removals are told apart", async () => {
    const files = {
      "app/old.py": null,
      "app/renamed.py": "a = 1\nb = 2\nc = 3\n",
      "logo.png": new Uint8Array([137, 0, 1]),
      "README.md": null,
    };
    await sandbox.pushFiles({ ...SHOP, branch: "shapes", files });
    const shapes = await sandbox.openPullRequest({ ...SHOP, head: "shapes", title: "Shapes", author: "ada" });
    const { data } = await octokit.rest.pulls.listFiles({ ...SHOP, pull_number: shapes.number });
    expect(data.map((one) => [one.filename, one.status, one.previous_filename, one.patch === undefined])).toEqual([
      ["README.md", "removed", undefined, false],
      ["app/renamed.py", "renamed", "app/old.py", true],
      ["logo.png", "added", undefined, true],
    ]);
  });

  test("a folder lists its files", async () => {
    const { data } = await octokit.rest.repos.getContent({ ...SHOP, path: "app" });
    expect(Array.isArray(data) && data.map((one) => [one.name, one.type])).toEqual([
      ["main.py", "file"],
      ["old.py", "file"],
    ]);
    await expect(octokit.rest.repos.getContent({ ...SHOP, path: ".github/none.yml" })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("comments", () => {
  test("in the conversation are written, changed, listed and reacted to", async () => {
    const { data } = await octokit.rest.issues.createComment({ ...SHOP, issue_number: 1, body: "Hello" });
    const target = { ...SHOP, comment_id: data.id };
    await octokit.rest.issues.updateComment({ ...target, body: "Hello again" });
    await octokit.rest.reactions.createForIssueComment({ ...target, content: "eyes" });
    const reactions = await octokit.rest.reactions.listForIssueComment(target);
    expect(reactions.data.map((one) => [one.user?.login, one.content])).toEqual([["maestro[bot]", "eyes"]]);
    const list = await octokit.rest.issues.listComments({ ...SHOP, issue_number: 1 });
    expect(list.data.map((one) => [one.body, one.performed_via_github_app?.slug])).toEqual([
      ["Hello again", "maestro"],
    ]);
    await expect(octokit.rest.issues.createComment({ ...SHOP, issue_number: 1, body: " " })).rejects.toMatchObject({
      status: 422,
    });
  });

  test("only the author's own can be changed", async () => {
    const comment_id = await sandbox.comment({ ...SHOP, number: 1, author: "ada", body: "Mine" });
    await expect(octokit.rest.issues.updateComment({ ...SHOP, comment_id, body: "Yours" })).rejects.toMatchObject({
      status: 403,
    });
  });

  test("on a line are written one by one, and belong to a review", async () => {
    const place = { path: "app/main.py", line: 10, commit_id: pull.headSha };
    const target = { ...SHOP, pull_number: 1 };
    const { data } = await octokit.rest.pulls.createReviewComment({ ...target, ...place, body: "Why?" });
    const reviews = await octokit.rest.pulls.listReviews(target);
    expect(reviews.data.map((one) => one.id)).toEqual([data.pull_request_review_id]);
    const review = await octokit.rest.pulls.getReview({ ...target, review_id: reviews.data[0]?.id ?? 0 });
    expect([review.data.state, review.data.body]).toEqual(["COMMENTED", ""]);
    const reactions = await octokit.rest.reactions.listForPullRequestReviewComment({ ...SHOP, comment_id: data.id });
    expect(reactions.data).toEqual([]);
  });
});
