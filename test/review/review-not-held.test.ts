import { describe, expect, it } from "vitest";

import { GitHubError, MaestroError } from "../../src/errors.ts";
import { DEFAULT_POLICY } from "../../src/review/policy.ts";
import type { ReviewOptions, ReviewResult } from "../../src/review/review-pull-request.ts";
import { findingWith } from "../wording/support.ts";
import { changedFile, fakeAnalyser, type FakeGitHub, fakeGitHub, openPull, review, threadWith } from "./support.ts";

function run(
  github: FakeGitHub,
  analyser = fakeAnalyser([findingWith()]),
  options: Partial<ReviewOptions> = {},
): Promise<ReviewResult> {
  return review(github, analyser, options);
}

describe("a review that is not held", () => {
  it("does nothing on a closed pull request", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, state: "closed" }];

    expect(await run(github)).toEqual({ status: "closed" });
    expect(github.calls).toEqual(["open"]);
  });

  it("does nothing in an archived repository, where even a check is refused", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, archived: true }];

    expect(await run(github)).toEqual({ status: "archived" });
    expect(github.calls).toEqual(["open"]);
  });

  it("leaves bots' pull requests alone where that is wanted, unless somebody asks", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, authorIsBot: true }];
    const policy = { ...DEFAULT_POLICY, bots: "skip" as const };

    expect(await run(github, undefined, { policy })).toEqual({ status: "skipped" });
    expect(await run(github, undefined, { policy, force: true })).toMatchObject({ posted: [{}] });
  });

  it("reviews drafts and bots like others where that is wanted", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, draft: true, authorIsBot: true }];
    const policy = { ...DEFAULT_POLICY, drafts: true, bots: "review" as const };

    expect(await run(github, undefined, { policy })).toMatchObject({ posted: [{}] });
  });

  it("skips drafts, unless somebody asks", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, draft: true }];

    expect(await run(github)).toEqual({ status: "skipped" });
    expect(await run(github, undefined, { force: true })).toMatchObject({ status: "reviewed" });
    expect(github.outcomes.map((outcome) => outcome.conclusion)).toEqual(["skipped", "neutral"]);
  });

  it("skips pull requests without Python", async () => {
    const github = fakeGitHub();
    github.files = [changedFile("README.md")];

    expect(await run(github)).toEqual({ status: "skipped" });
    expect(github.outcomes).toMatchObject([{ conclusion: "skipped", title: "No Python" }]);
    expect(github.calls).not.toContain("tree base");
  });

  it("settles earlier questions also when no Python is left", async () => {
    const github = fakeGitHub();
    github.files = [changedFile("README.md")];
    github.threads = [threadWith()];

    expect(await run(github)).toMatchObject({ status: "reviewed", settled: 1 });
    expect(github.outcomes).toMatchObject([{ conclusion: "success", title: "No open questions, 1 settled" }]);
  });

  it.each([
    ["locked", { locked: true }, "The conversation is locked"],
    ["opened by a bot", { authorIsBot: true }, "A bot opened this pull request"],
  ])("asks nothing inline when the pull request is %s", async (_name, changes, remark) => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, ...changes }];
    await run(github);

    expect(github.calls).not.toContain("postReview");
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "1 question" }]);
    expect(github.outcomes[0]?.summary).toContain(remark);
  });

  it("publishes nothing when the head moved meanwhile", async () => {
    const github = fakeGitHub();
    github.pulls = [openPull, { ...openPull, headSha: "abcdef1".padEnd(40, "0") }];

    expect(await run(github)).toEqual({ status: "superseded" });
    expect(github.calls).not.toContain("postReview");
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "Superseded by abcdef1" }]);
  });

  it("publishes nothing when the pull request was closed meanwhile", async () => {
    const github = fakeGitHub();
    github.pulls = [openPull, { ...openPull, state: "closed" }];

    expect(await run(github)).toEqual({ status: "closed" });
    expect(github.calls).not.toContain("postReview");
    expect(github.outcomes).toMatchObject([{ conclusion: "skipped", title: "Closed meanwhile" }]);
  });

  it("takes nothing back when it had announced nothing", async () => {
    const github = fakeGitHub();
    github.known = true;
    github.pulls = [openPull, { ...openPull, headSha: "abcdef1".padEnd(40, "0") }];

    expect(await run(github)).toEqual({ status: "superseded" });
    expect(github.outcomes).toEqual([]);
  });

  it("stops when it is told that a newer push arrived", async () => {
    const github = fakeGitHub();
    const controller = new AbortController();
    controller.abort(new MaestroError("superseded", "A newer push arrived."));

    expect(await run(github, undefined, { signal: controller.signal })).toEqual({ status: "superseded" });
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "Superseded by a newer push" }]);
  });
});

describe("a review that fails", () => {
  it.each(["diff", "tree base", "postReview"])("concludes the check when %s fails", async (call) => {
    const github = fakeGitHub();
    const error = new GitHubError("GitHub answered 502 when I wanted to list the changed files.", 502, true);
    github.fail.set(call, error);

    await expect(run(github)).rejects.toBe(error);
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "Review not finished" }]);
    expect(github.outcomes[0]?.summary).toContain(
      "GitHub answered 502 when I wanted to list the changed files. Commenting `/maestro recheck` makes me try again.",
    );
  });

  it("leaves the check unfinished when the same will be tried again, and the next try takes it over", async () => {
    const github = fakeGitHub();
    github.fail.set("postReview", new GitHubError("later", 502, true));
    await expect(run(github, undefined, { willRetry: () => true })).rejects.toThrow("later");
    expect(github.outcomes).toEqual([]);

    github.fail.clear();
    github.check = { status: "unfinished", id: 1 };
    await run(github);
    expect(github.outcomes).toMatchObject([{ title: "1 question" }]);
    expect(github.calls.filter((call) => call === "startCheck")).toHaveLength(1);
  });

  it("keeps its own troubles to itself", async () => {
    const github = fakeGitHub();
    const analyser = {
      analyse: () => Promise.reject(new Error("at /srv/secret")),
      close: async () => undefined,
      requests: [],
    };

    await expect(run(github, analyser)).rejects.toThrow("at /srv/secret");
    expect(github.outcomes[0]?.summary).toContain("Something went wrong inside Maestro; your code is not to blame.");
    expect(github.outcomes[0]?.summary).not.toContain("secret");
  });

  it("says that it was stopped", async () => {
    const github = fakeGitHub();
    const controller = new AbortController();
    controller.abort(new MaestroError("stopping", "The App is stopping."));

    await expect(run(github, undefined, { signal: controller.signal })).rejects.toThrow("stopping");
    expect(github.outcomes[0]?.summary).toContain("I was stopped before I had finished.");
  });

  it("throws both errors when the check cannot be concluded either", async () => {
    const github = fakeGitHub();
    const first = new GitHubError("first", 404, false);
    const second = new GitHubError("second", 502, true);
    github.fail.set("diff", first).set("concludeCheck", second);

    await expect(run(github)).rejects.toMatchObject({ errors: [first, second] });
  });
});
