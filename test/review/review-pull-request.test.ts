import { describe, expect, it } from "vitest";

import { reviewPullRequest, type ReviewOptions, type ReviewResult } from "../../src/review/review-pull-request.ts";
import { findingWith } from "../wording/support.ts";
import {
  changedFile,
  dependencies,
  fakeAnalyser,
  type FakeGitHub,
  fakeGitHub,
  HEAD,
  openPull,
  treeOf,
} from "./support.ts";

function run(
  github: FakeGitHub,
  analyser = fakeAnalyser([findingWith()]),
  options: Partial<ReviewOptions> = {},
): Promise<ReviewResult> {
  return reviewPullRequest(dependencies(github, analyser), {
    force: false,
    runId: "r1",
    signal: new AbortController().signal,
    ...options,
  });
}

describe("a review", () => {
  it("asks on the line, and concludes the check with the same question", async () => {
    const github = fakeGitHub();
    const result = await run(github);

    expect(result).toMatchObject({ status: "reviewed", listed: [], kept: [] });
    expect(github.posted).toMatchObject([{ path: "app/billing.py", line: 12, fingerprint: "fp-1" }]);
    expect(github.posted[0]?.body).toContain(`<!-- fp-1 ${HEAD} r1 -->`);
    expect(github.outcomes).toMatchObject([
      { conclusion: "neutral", title: "1 question", annotations: [{ startLine: 12, level: "warning" }] },
    ]);
    expect(github.calls).toEqual([
      "pullRequest",
      "startCheck",
      "changedFiles",
      "mergeBase",
      "tree",
      "tree",
      "ownThreads",
      "pullRequest",
      "postReview",
      "concludeCheck",
    ]);
  });

  it("writes nothing but the check on a clean pull request", async () => {
    const github = fakeGitHub();
    await run(github, fakeAnalyser([]));

    expect(github.outcomes).toMatchObject([{ conclusion: "success", title: "No questions", annotations: [] }]);
    expect(github.calls).not.toContain("postReview");
  });

  it("gives the analysis the changed lines, the head's files and the merge base's versions", async () => {
    const github = fakeGitHub();
    const analyser = fakeAnalyser([]);
    github.files = [
      changedFile("app/billing.py", { previousPath: "app/old.py", status: "renamed" }, 10, 2),
      changedFile("app/new.py", { status: "added" }),
    ];
    github.trees.set(HEAD, treeOf([...github.files, changedFile("README.md"), changedFile("pyproject.toml")]));
    github.trees.set("base", treeOf([changedFile("app/old.py")]));
    await run(github, analyser);

    const request = analyser.requests[0];
    expect(request?.files.map((file) => file.path)).toEqual(["app/billing.py", "app/new.py", "pyproject.toml"]);
    expect(request?.diff?.baseFiles).toEqual([{ path: "app/billing.py", blob: "blob-of-app/old.py" }]);
    expect([...(request?.diff?.changed.get("app/billing.py") ?? [])]).toEqual([10, 11]);
  });

  it("does not read the merge base's tree when all files are new", async () => {
    const github = fakeGitHub();
    github.files = [changedFile("app/billing.py", { status: "added" })];
    await run(github);

    expect(github.calls.filter((call) => call === "tree")).toHaveLength(1);
  });

  it("leaves files over 1 MB alone and says so", async () => {
    const github = fakeGitHub();
    const analyser = fakeAnalyser([]);
    const [file] = treeOf(github.files).files;
    github.trees.set(HEAD, { files: file === undefined ? [] : [{ ...file, size: 1024 * 1024 + 1 }], truncated: false });
    await run(github, analyser);

    const contents = await analyser.requests[0]?.load(
      [{ path: "app/billing.py", blob: "blob-of-app/billing.py" }],
      "head",
    );
    expect(contents?.get("blob-of-app/billing.py")).toEqual({ unreadable: "it is larger than 1 MB" });
    expect(github.calls).not.toContain("blobs");
  });

  it("posts nothing twice when an unchanged head is reviewed again", async () => {
    const github = fakeGitHub();
    github.threads = [
      {
        threadId: "t1",
        commentId: 9,
        path: "app/billing.py",
        line: 12,
        fingerprint: "fp-1",
        resolved: true,
        outdated: false,
      },
    ];
    const result = await run(github, undefined, { force: true });

    expect(result).toMatchObject({ status: "reviewed", posted: [], kept: [{ fingerprint: "fp-1" }] });
    expect(github.calls).not.toContain("postReview");
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "1 question" }]);
  });

  it("asks fifteen questions at most, the most important first, and lists the rest", async () => {
    const github = fakeGitHub();
    const findings = Array.from({ length: 20 }, (_value, index) =>
      findingWith({ line: index + 1, fingerprint: `fp-${index}`, severity: index === 19 ? "high" : "low" }),
    );
    await run(github, fakeAnalyser(findings));

    expect(github.posted).toHaveLength(15);
    expect(github.posted[0]?.fingerprint).toBe("fp-19");
    expect(github.outcomes[0]?.title).toBe("20 questions");
    expect(github.outcomes[0]?.summary).toContain(
      "15 questions on lines of the change, 5 questions below. 5 of them did not fit",
    );
  });

  it("asks none of the rest when it looks again", async () => {
    const github = fakeGitHub();
    const findings = Array.from({ length: 20 }, (_value, index) =>
      findingWith({ line: index + 1, fingerprint: `fp-${index}` }),
    );
    github.threads = findings.slice(0, 15).map(({ path, fingerprint }) => ({
      threadId: fingerprint,
      commentId: 1,
      path,
      line: 1,
      fingerprint,
      resolved: false,
      outdated: false,
    }));
    await run(github, fakeAnalyser(findings), { force: true });

    expect(github.posted).toEqual([]);
    expect(github.outcomes[0]?.summary).toContain("5 of them did not fit");
  });

  it("lists what is outside the hunks, about the project, or refused by GitHub", async () => {
    const github = fakeGitHub();
    github.refuse = (comment) => comment.fingerprint === "refused";
    const findings = [
      findingWith({ line: 400, fingerprint: "outside" }),
      findingWith({ placement: "summary", fingerprint: "project" }),
      findingWith({ fingerprint: "refused" }),
      findingWith({ fingerprint: "fine" }),
    ];
    const result = await run(github, fakeAnalyser(findings));

    expect(result).toMatchObject({ posted: [{ fingerprint: "fine" }] });
    expect(github.outcomes[0]?.title).toBe("4 questions");
    expect(github.outcomes[0]?.summary).toContain(
      "1 question on lines of the change, 3 questions below. 1 of them did not fit",
    );
  });

  it("names what it could not read", async () => {
    const github = fakeGitHub();
    github.pulls = [{ ...openPull, changedFiles: 5 }];
    github.files = [
      changedFile("app/data.py", { hunks: undefined, noPatch: "binary-or-too-large" }),
      changedFile("app/moved.py", { hunks: undefined, noPatch: "unchanged", status: "renamed" }),
      changedFile("app/mode.py", { hunks: undefined, noPatch: "binary-or-too-large" }),
      changedFile("app/gone.py", { hunks: undefined, noPatch: "binary-or-too-large", status: "removed" }),
    ];
    github.trees.set(HEAD, treeOf(github.files.slice(0, 3), true));
    github.trees.set("base", treeOf([changedFile("app/mode.py")]));
    await run(github, fakeAnalyser([], { unread: [{ path: "app/broken.py", reason: "line 3 does not parse" }] }));
    const summary = github.outcomes[0]?.summary ?? "";

    expect(summary).toContain("`app/data.py`: GitHub gave no patch");
    expect(summary).toContain("`app/broken.py`: line 3 does not parse");
    expect(summary).toContain("GitHub listed 4 of the 5 changed files");
    expect(summary).toContain("did not list all files of this repository");
    expect(summary).not.toMatch(/moved\.py|mode\.py|gone\.py/);
  });

  it("is neutral when a check broke off, because silence proves nothing then", async () => {
    const github = fakeGitHub();
    await run(github, fakeAnalyser([], { failures: [{ rule: "API001", check: "blocking-call", message: "oh" }] }));

    expect(github.outcomes).toMatchObject([{ conclusion: "neutral" }]);
  });

  it("uses a suggestion only on exactly its lines", async () => {
    const github = fakeGitHub();
    const suggestion = { startLine: 11, endLine: 13, replacement: "x" };
    await run(
      github,
      fakeAnalyser([
        findingWith({ suggestion }),
        findingWith({ suggestion: { ...suggestion, endLine: 60 }, fingerprint: "beyond the hunk" }),
      ]),
    );

    expect(github.posted[0]).toMatchObject({ startLine: 11, line: 13 });
    expect(github.posted[0]?.body).toContain("```suggestion");
    expect(github.posted[1]).toMatchObject({ line: 12 });
    expect(github.posted[1]?.body).not.toContain("```suggestion");
  });
});
