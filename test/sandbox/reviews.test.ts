import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, SHOP, startShop } from "./support.ts";

type ReviewParameters = NonNullable<Parameters<ProbotOctokit["rest"]["pulls"]["createReview"]>[0]>;
type Comment = NonNullable<ReviewParameters["comments"]>[number];

const LINE = "Pull request review thread line must be part of the diff";
const HUNK = "Pull request review thread diff hunk can't be blank";
const SAME_HUNK = "Pull request review thread start line must be part of the same hunk as the line.";

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

async function refused(parameters: Partial<ReviewParameters>): Promise<unknown> {
  const defaults = { ...SHOP, pull_number: pull.number, event: "COMMENT", body: "A question" } as const;
  const outcome = await octokit.rest.pulls.createReview({ ...defaults, ...parameters }).then(
    () => "created",
    (error: { status: number; response: { data: { errors?: unknown[]; message: string } } }) => [
      error.status,
      error.response.data.errors?.[0] ?? error.response.data.message,
    ],
  );
  return outcome;
}

const good: Comment = { path: "app/main.py", line: 10, body: "Why?" };

describe("a review is refused as a whole", () => {
  test.each<[string, Comment, string]>([
    ["line outside the diff", { path: "app/main.py", line: 20, body: "?" }, `${LINE} and ${HUNK}`],
    ["lines of two hunks", { path: "app/main.py", start_line: 10, line: 35, body: "?" }, SAME_HUNK],
    [
      "several lines outside the diff",
      { path: "app/main.py", start_line: 19, line: 20, body: "?" },
      `${LINE}, ${SAME_HUNK}, and ${HUNK}`,
    ],
    [
      "a start that is the end",
      { path: "app/main.py", start_line: 10, line: 10, body: "?" },
      "Pull request review thread start line must precede the end line.",
    ],
    [
      "a position that is none",
      { path: "app/main.py", position: 999, body: "?" },
      `Pull request review thread position is invalid and ${HUNK}`,
    ],
    [
      "a file that is not in the diff",
      { path: "README.md", line: 1, body: "?" },
      `Pull request review thread path is invalid and ${HUNK}`,
    ],
  ])("%s", async (_name, bad, message) => {
    expect(await refused({ comments: [good, bad] })).toEqual([422, message]);
    expect([pull.reviews, pull.threads]).toEqual([[], []]);
  });

  test("without a text, with an unknown commit, with a word for a line", async () => {
    expect(await refused({ body: "" })).toEqual([422, "Pull request review body can't be blank"]);
    const unknown = "0123456789012345678901234567890123456789";
    expect(await refused({ commit_id: unknown })).toEqual([
      422,
      "Pull request review commit is not part of the pull request",
    ]);
    const comments = JSON.parse('[{ "path": "app/main.py", "line": "10", "body": "?" }]') as Comment[];
    expect(await refused({ comments })).toEqual([
      422,
      "Invalid request.\n\nFor 'properties/comments/0/line', \"10\" is not of type number.",
    ]);
    expect(pull.reviews).toEqual([]);
  });

  test("with more text than a comment may have", async () => {
    expect(await refused({ body: "x".repeat(65_537) })).toEqual([
      422,
      expect.objectContaining({ message: "Body is too long (maximum is 65536 characters)" }),
    ]);
  });

  test("while the conversation is locked", async () => {
    const name = { ...SHOP, number: pull.number, actor: "ada" };
    await sandbox.updatePullRequest({ ...name, locked: true });
    expect(await refused({ comments: [good] })).toEqual([422, "Pull request review lock prevents review"]);
    await expect(
      octokit.rest.issues.createComment({ ...SHOP, issue_number: pull.number, body: "Hello" }),
    ).rejects.toMatchObject({ status: 403 });
    await sandbox.updatePullRequest({ ...name, locked: false });
  });
});

describe("a review is created", () => {
  test("on added, unchanged and removed lines of the diff", async () => {
    const { data } = await octokit.rest.pulls.createReview({
      ...SHOP,
      pull_number: pull.number,
      event: "COMMENT",
      body: "Three questions",
      comments: [
        good,
        { path: "app/main.py", line: 9, body: "Context?" },
        { path: "app/main.py", line: 10, side: "LEFT", body: "Gone?" },
      ],
    });
    const comments = await octokit.rest.pulls.listCommentsForReview({
      ...SHOP,
      pull_number: pull.number,
      review_id: data.id,
    });
    expect(comments.data.map((one) => [one.side, one.line, one.diff_hunk.split("\n").at(-1)])).toEqual([
      ["RIGHT", 10, "+changed 10"],
      ["RIGHT", 9, " line 9"],
      ["LEFT", 10, "-line 10"],
    ]);
  });

  test("pending until it is submitted, one at a time", async () => {
    const draft = { ...SHOP, pull_number: pull.number, body: "Later" };
    const { data } = await octokit.rest.pulls.createReview(draft);
    expect([data.state, data.submitted_at]).toEqual(["PENDING", undefined]);
    await expect(octokit.rest.pulls.createReview(draft)).rejects.toMatchObject({ status: 422 });
    const submitted = await octokit.rest.pulls.submitReview({ ...draft, review_id: data.id, event: "COMMENT" });
    expect(submitted.data.state).toBe("COMMENTED");
    const again = await octokit.rest.pulls.createReview(draft);
    await octokit.rest.pulls.deletePendingReview({ ...SHOP, pull_number: pull.number, review_id: again.data.id });
    expect(pull.reviews.some((review) => review.state === "PENDING")).toBe(false);
  });

  test("answers go to the first comment of a thread only", async () => {
    const [first] = pull.threads[0]?.comments ?? [];
    const target = { ...SHOP, pull_number: pull.number, body: "Because." };
    const { data } = await octokit.rest.pulls.createReplyForReviewComment({ ...target, comment_id: first?.id ?? 0 });
    expect(data.in_reply_to_id).toBe(first?.id);
    await expect(
      octokit.rest.pulls.createReplyForReviewComment({ ...target, comment_id: data.id }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("a comment is edited and reacted to", async () => {
    const comment_id = pull.threads[0]?.comments[0]?.id ?? 0;
    await octokit.rest.pulls.updateReviewComment({ ...SHOP, comment_id, body: "Why so?" });
    const target = { ...SHOP, comment_id, content: "rocket" } as const;
    const first = await octokit.rest.reactions.createForPullRequestReviewComment(target);
    const second = await octokit.rest.reactions.createForPullRequestReviewComment(target);
    expect([first.status, second.status]).toEqual([201, 200]);
    const { data } = await octokit.rest.pulls.getReviewComment({ ...SHOP, comment_id });
    expect([data.body, data.reactions?.rocket]).toEqual(["Why so?", 1]);
  });
});

test("a misspelt key is noticed although the platform would ignore it", async () => {
  await octokit.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
    ...SHOP,
    pull_number: pull.number,
    event: "COMMENT",
    body: "A question",
    comments: [JSON.parse('{ "path": "app/main.py", "line": 10, "sied": "LEFT", "body": "?" }') as Comment],
  });
  expect(sandbox.violations()).toEqual([
    {
      kind: "unknown-key",
      where: "POST /repos/acme/shop/pulls/1/reviews",
      message: 'The body has no "comments.0.sied".',
    },
  ]);
});
