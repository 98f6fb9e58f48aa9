import { describe, expect, it } from "vitest";

import {
  type CheckRunPayload,
  decideOnCheckRun,
  decideOnIssueComment,
  decideOnMergeGroup,
  decideOnPullRequest,
  decideOnReviewComment,
  decideOnReviewThread,
  type IssueCommentPayload,
  type PullRequestPayload,
  type ReviewCommentPayload,
  type ReviewThreadPayload,
} from "../../src/intake/intents.ts";

const own = { appId: 12, login: "maestro[bot]" };
const common = {
  installation: { id: 7 },
  repository: { id: 99, name: "shop", owner: { login: "acme" } },
  sender: { login: "ann", type: "User" },
};
const key = { installationId: 7, repositoryId: 99, owner: "acme", repo: "shop", number: 3 };
const pullRequest: PullRequestPayload = { ...common, action: "opened", pull_request: { number: 3, state: "open" } };
const comment: IssueCommentPayload = {
  ...common,
  issue: { number: 3, state: "open", pull_request: { url: "…" } },
  comment: { id: 5, body: "/maestro recheck", user: { login: "ann", type: "User" } },
};
const sha = "a".repeat(40);
const checkRun: CheckRunPayload = {
  ...common,
  check_run: { name: "Maestro", external_id: `v1:3:${sha}:run1`, app: { id: 12 } },
};

describe("decideOnPullRequest", () => {
  it.each(["opened", "reopened", "synchronize", "ready_for_review"])("asks for a review when %s", (action) => {
    expect(decideOnPullRequest({ ...pullRequest, action }, "d1", own)).toEqual({
      kind: "review",
      intent: { key, reasons: [action], force: false, refresh: false, commands: [], deliveries: ["d1"] },
    });
  });

  it("asks for a review when the base branch became another one", () => {
    const edited = { ...pullRequest, action: "edited", changes: { base: { ref: { from: "old" } } } };

    expect(decideOnPullRequest(edited, "d1", own)).toMatchObject({ intent: { reasons: ["retargeted"] } });
  });

  it.each<[string, PullRequestPayload]>([
    ["an edit of the text", { ...pullRequest, action: "edited", changes: {} }],
    ["another action", { ...pullRequest, action: "closed" }],
    ["a draft again", { ...pullRequest, action: "converted_to_draft" }],
    ["a closed pull request", { ...pullRequest, pull_request: { number: 3, state: "closed" } }],
    ["its own doing", { ...pullRequest, sender: { login: "maestro[bot]", type: "Bot" } }],
    ["no installation", { ...pullRequest, installation: undefined }],
  ])("ignores %s", (_name, payload) => {
    expect(decideOnPullRequest(payload, "d1", own).kind).toBe("ignore");
  });
});

describe("decideOnIssueComment", () => {
  it("turns recheck into a job that names the comment", () => {
    expect(decideOnIssueComment(comment, "d1", own)).toEqual({
      kind: "review",
      intent: {
        key,
        reasons: ["command"],
        force: false,
        refresh: false,
        commands: [{ commentId: 5, author: "ann", command: { name: "recheck" } }],
        deliveries: ["d1"],
      },
    });
  });

  it("answers an unknown command without a review", () => {
    const payload = { ...comment, comment: { ...comment.comment, body: "/maestro dance" } };

    expect(decideOnIssueComment(payload, "d1", own)).toEqual({ kind: "unknown-command", key, commentId: 5 });
  });

  it.each<[string, IssueCommentPayload]>([
    ["a comment on an issue", { ...comment, issue: { number: 3, state: "open" } }],
    ["a bot", { ...comment, comment: { ...comment.comment, user: { login: "other[bot]", type: "Bot" } } }],
    ["a comment of a deleted account", { ...comment, comment: { ...comment.comment, user: null } }],
    ["conversation", { ...comment, comment: { ...comment.comment, body: "Nice work!" } }],
    ["a closed pull request", { ...comment, issue: { ...comment.issue, state: "closed" } }],
  ])("ignores %s", (_name, payload) => {
    expect(decideOnIssueComment(payload, "d1", own).kind).toBe("ignore");
  });
});

describe("decideOnReviewComment", () => {
  const payload: ReviewCommentPayload = {
    ...common,
    pull_request: { number: 3, state: "open" },
    comment: { id: 9, in_reply_to_id: 8, body: "/maestro dismiss fine", user: { login: "ann", type: "User" } },
  };
  const written = (changes: Partial<ReviewCommentPayload["comment"]>): ReviewCommentPayload => ({
    ...payload,
    comment: { ...payload.comment, ...changes },
  });

  it("turns a command into a job that names the comment and its thread", () => {
    expect(decideOnReviewComment(payload, "d1", own)).toMatchObject({
      kind: "review",
      intent: {
        key,
        reasons: ["command"],
        force: false,
        commands: [{ commentId: 9, thread: 8, author: "ann", command: { name: "dismiss" } }],
      },
    });
  });

  it("takes the comment itself for the start of its thread when it answers none", () => {
    const alone: ReviewCommentPayload = {
      ...payload,
      comment: { id: 9, body: "/maestro dance", user: { login: "ann" } },
    };

    expect(decideOnReviewComment(alone, "d1", own)).toEqual({ kind: "unknown-command", key, commentId: 9, thread: 9 });
  });

  it.each<[string, ReviewCommentPayload]>([
    ["conversation", written({ body: "It is fine.\n/maestro dismiss" })],
    ["a quotation", written({ body: "> /maestro dismiss" })],
    ["its own comments", written({ user: { login: "maestro[bot]", type: "Bot" } })],
    ["a closed pull request", { ...payload, pull_request: { number: 3, state: "closed" } }],
    ["no installation", { ...payload, installation: undefined }],
  ])("ignores %s", (_name, one) => {
    expect(decideOnReviewComment(one, "d1", own).kind).toBe("ignore");
  });
});

describe("decideOnReviewThread", () => {
  const payload: ReviewThreadPayload = {
    ...common,
    pull_request: { number: 3, state: "open" },
    thread: { comments: [{ user: { login: "maestro[bot]", type: "Bot" } }, { user: { login: "ann" } }] },
  };
  const byOthers = { comments: [{ user: { login: "ann", type: "User" } }] };

  it("looks again when a person closed a question or opened it again", () => {
    expect(decideOnReviewThread(payload, "d1", own)).toEqual({
      kind: "review",
      intent: { key, reasons: ["conversation"], force: false, refresh: false, commands: [], deliveries: ["d1"] },
    });
  });

  it("takes any bot's thread for its own as long as it does not know its name", () => {
    expect(decideOnReviewThread(payload, "d1", { ...own, login: undefined }).kind).toBe("review");
  });

  it.each<[string, ReviewThreadPayload]>([
    ["other people's threads", { ...payload, thread: byOthers }],
    ["empty threads", { ...payload, thread: { comments: [] } }],
    ["closed pull requests", { ...payload, pull_request: { number: 3, state: "closed" } }],
    ["its own doing", { ...payload, sender: { login: "maestro[bot]", type: "Bot" } }],
  ])("ignores %s", (_name, one) => {
    expect(decideOnReviewThread(one, "d1", own).kind).toBe("ignore");
  });
});

describe("decideOnMergeGroup", () => {
  const { number: _number, ...repositoryKey } = key;

  it("names the commit that waits", () => {
    expect(decideOnMergeGroup({ ...common, merge_group: { head_sha: sha } })).toEqual({
      kind: "merge-group",
      key: repositoryKey,
      headSha: sha,
    });
  });

  it("ignores what comes without an installation", () => {
    expect(decideOnMergeGroup({ merge_group: { head_sha: sha } }).kind).toBe("ignore");
  });
});

describe("decideOnCheckRun", () => {
  it("finds the pull request in the check run's own text, because payloads of forks name none", () => {
    expect(decideOnCheckRun(checkRun, "d1", own)).toEqual({
      kind: "review",
      intent: { key, reasons: ["rerequested"], force: true, refresh: true, commands: [], deliveries: ["d1"] },
    });
  });

  it.each<[string, Partial<CheckRunPayload["check_run"]>]>([
    ["another App's check run", { app: { id: 13 } }],
    ["text that it did not write", { external_id: "v1:3:HEAD:run1" }],
    ["no text", { external_id: null }],
  ])("ignores %s", (_name, part) => {
    expect(decideOnCheckRun({ ...checkRun, check_run: { ...checkRun.check_run, ...part } }, "d1", own).kind).toBe(
      "ignore",
    );
  });
});
