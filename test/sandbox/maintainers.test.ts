import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, SHOP, startHook, startShop } from "./support.ts";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
  const comments = [{ path: "app/main.py", line: 10, body: "Why?" }];
  const review = { ...SHOP, pull_number: pull.number, event: "COMMENT", body: "A question", comments } as const;
  await octokit.rest.pulls.createReview(review);
});

afterAll(async () => {
  await sandbox.close();
});

async function checkWithButton(): Promise<number> {
  const { data } = await octokit.rest.checks.create({
    ...SHOP,
    name: "Maestro",
    head_sha: pull.headSha,
    external_id: "mine",
    status: "completed",
    conclusion: "neutral",
    output: { title: "1 question", summary: "Why?" },
    actions: [{ label: "Again", description: "Look again", identifier: "again" }],
  });
  return data.id;
}

describe("what people do around a review", () => {
  test("a pull request tells its state, its checks and its reactions in one query", async () => {
    const commentId = pull.threads[0]?.comments[0]?.id ?? 0;
    await sandbox.reactInThread({ ...SHOP, number: pull.number, commentId, author: "tess", content: "-1" });
    await sandbox.reactInThread({ ...SHOP, number: pull.number, commentId, author: "ada", content: "heart" });
    const checkRunId = await checkWithButton();
    const query = `query ($app: Int!) { viewer { login } repository(owner: "acme", name: "shop") { isArchived pullRequest(number: 1) {
      changedFiles locked baseRefName
      commits(last: 1) { nodes { commit { oid checkSuites(first: 1, filterBy: { appId: $app }) { nodes {
        checkRuns(first: 5, filterBy: { checkName: "Maestro" }) { nodes { databaseId externalId status conclusion title summary } } } } } } }
      reviewThreads(first: 1) { nodes { comments(first: 1) { nodes { viewerDidAuthor
        reactions(first: 5, content: THUMBS_DOWN) { nodes { content user { login } } } } } replies: comments(first: 5, skip: 1) { nodes { body } } } }
    } } }`;
    const answer = await octokit.graphql(query, { app: sandbox.state.app.id });

    expect(answer).toMatchObject({
      viewer: { login: "maestro[bot]" },
      repository: {
        isArchived: false,
        pullRequest: {
          changedFiles: 2,
          locked: false,
          baseRefName: "main",
          commits: {
            nodes: [
              {
                commit: {
                  oid: pull.headSha,
                  checkSuites: {
                    nodes: [
                      {
                        checkRuns: {
                          nodes: [
                            { databaseId: checkRunId, externalId: "mine", status: "COMPLETED", conclusion: "NEUTRAL" },
                          ],
                        },
                      },
                    ],
                  },
                },
              },
            ],
          },
          reviewThreads: {
            nodes: [
              {
                comments: {
                  nodes: [
                    {
                      viewerDidAuthor: true,
                      reactions: { nodes: [{ content: "THUMBS_DOWN", user: { login: "tess" } }] },
                    },
                  ],
                },
                replies: { nodes: [] },
              },
            ],
          },
        },
      },
    });
    expect(sandbox.violations()).toEqual([]);
  });

  test("the App edits its own comments only", async () => {
    const mutation = `mutation ($id: ID!) { updatePullRequestReviewComment(input: { pullRequestReviewCommentId: $id, body: "New" }) {
      pullRequestReviewComment { body } } }`;
    const [own] = pull.threads[0]?.comments ?? [];
    expect(await octokit.graphql(mutation, { id: own?.nodeId })).toMatchObject({
      updatePullRequestReviewComment: { pullRequestReviewComment: { body: "New" } },
    });
    const commentId = own?.id ?? 0;
    const reply = await sandbox.replyInThread({ ...SHOP, number: pull.number, commentId, author: "ada", body: "So." });
    const theirs = pull.threads[0]?.comments.find(({ id }) => id === reply);
    await expect(octokit.graphql(mutation, { id: theirs?.nodeId })).rejects.toThrow("not accessible");
    await expect(octokit.graphql(mutation, { id: pull.nodeId })).rejects.toThrow("Could not resolve");
  });

  test("a comment is hidden and shown", async () => {
    const commentId = pull.threads[0]?.comments[0]?.id ?? 0;
    await sandbox.hideComment({ ...SHOP, number: pull.number, commentId, reason: "OUTDATED" });
    expect(pull.threads[0]?.comments[0]?.minimized).toBe("OUTDATED");
    await sandbox.hideComment({ ...SHOP, number: pull.number, commentId, reason: undefined });
    expect(pull.threads[0]?.comments[0]?.minimized).toBeNull();
    await expect(sandbox.hideComment({ ...SHOP, number: pull.number, commentId: 1, reason: "SPAM" })).rejects.toThrow(
      "no review comment",
    );
  });

  test("buttons and the merge queue send events, which the published schemas know", async () => {
    const hook = await startHook();
    sandbox.setWebhookUrl(hook.url);
    const checkRunId = await checkWithButton();
    await sandbox.requestAction({ ...SHOP, checkRunId, actor: "ada", identifier: "again" });
    const sha = await sandbox.enqueue({ ...SHOP, number: pull.number, actor: "ada" });
    await sandbox.settled();
    const events = hook.received.map(({ headers, body }) => [headers["x-github-event"], JSON.parse(body).action]);

    expect(events).toContainEqual(["check_run", "requested_action"]);
    expect(events.at(-1)).toEqual(["merge_group", "checks_requested"]);
    expect(JSON.parse(hook.received.at(-1)?.body ?? "{}").merge_group.head_sha).toBe(sha);
    await expect(sandbox.requestAction({ ...SHOP, checkRunId, actor: "ada", identifier: "none" })).rejects.toThrow(
      "has no button none",
    );
    expect(sandbox.violations()).toEqual([]);
    await hook.close();
  });

  test("a branch is rebuilt from another one, and merged with it", async () => {
    const before = pull.headSha;
    await sandbox.pushFiles({ ...SHOP, branch: "main", files: { "other.txt": "x\n" } });
    await sandbox.pushFiles({
      ...SHOP,
      branch: "feature",
      files: { "app/new.py": "a = 1\n" },
      force: true,
      from: "refs/heads/main",
    });
    const commits = await octokit.rest.pulls.listCommits({ ...SHOP, pull_number: pull.number });
    expect(pull.pushes.at(-1)?.before).toBe(before);
    expect(commits.data).toHaveLength(1);
    await sandbox.pushFiles({ ...SHOP, branch: "main", files: { "third.txt": "x\n" } });
    const merge = await sandbox.pushFiles({ ...SHOP, branch: "feature", files: {}, merge: "refs/heads/main" });
    const { data } = await octokit.rest.git.getCommit({ ...SHOP, commit_sha: merge });
    expect(data.parents).toHaveLength(2);
  });

  test("an archived repository takes no writes", async () => {
    sandbox.archive({ ...SHOP, archived: true });
    await expect(checkWithButton()).rejects.toThrow("archived");
    sandbox.archive({ ...SHOP, archived: false });
  });
});
