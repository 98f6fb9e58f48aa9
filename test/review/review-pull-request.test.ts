import { describe, expect, it } from "vitest";

import { DEFAULT_POLICY } from "../../src/review/policy.ts";
import type { ReviewOptions, ReviewResult } from "../../src/review/review-pull-request.ts";
import { findingWith } from "../wording/support.ts";
import {
  changedFile,
  fakeAnalyser,
  type FakeGitHub,
  fakeGitHub,
  HEAD,
  openPull,
  review,
  threadWith,
  treeOf,
} from "./support.ts";

function run(
  github: FakeGitHub,
  analyser = fakeAnalyser([findingWith()]),
  options: Partial<ReviewOptions> = {},
): Promise<ReviewResult> {
  return review(github, analyser, options);
}

describe("a review", () => {
  it("asks on the line, and concludes the check with the same question", async () => {
    const github = fakeGitHub();
    const result = await run(github);

    expect(result).toMatchObject({ status: "reviewed", listed: [], kept: [] });
    expect(github.posted).toMatchObject([{ path: "app/billing.py", line: 12, fingerprints: ["fp-1"] }]);
    expect(github.posted[0]?.body).toContain(`<!-- fp-1 asked ${HEAD} r1 -->`);
    expect(github.outcomes).toMatchObject([
      { conclusion: "neutral", title: "1 question", annotations: [{ startLine: 12, level: "warning" }] },
    ]);
    expect(github.calls).toEqual(["open", "startCheck", "diff", "tree base", "open", "postReview", "concludeCheck"]);
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
    github.pulls = [{ ...openPull, changedFiles: 2 }];
    github.trees.set(
      "base",
      treeOf([changedFile("app/old.py"), changedFile("README.md"), changedFile("pyproject.toml")]),
    );
    await run(github, analyser);

    const request = analyser.requests[0];
    expect(request?.files.map((file) => file.path)).toEqual(["pyproject.toml", "app/billing.py", "app/new.py"]);
    expect(request?.diff?.baseFiles).toEqual([{ path: "app/billing.py", blob: "blob-of-app/old.py" }]);
    expect([...(request?.diff?.changed.get("app/billing.py") ?? [])]).toEqual([10, 11]);
  });

  it("leaves files over 1 MB alone and says so", async () => {
    const github = fakeGitHub();
    const analyser = fakeAnalyser([]);
    const [file] = treeOf([changedFile("app/large.py")]).files;
    github.trees.set("base", {
      files: file === undefined ? [] : [{ ...file, size: 1024 * 1024 + 1 }],
      truncated: false,
    });
    await run(github, analyser);

    const contents = await analyser.requests[0]?.load([{ path: "app/large.py", blob: "blob-of-app/large.py" }], "head");
    expect(contents?.get("blob-of-app/large.py")).toEqual({ unreadable: "it is larger than 1 MB" });
    expect(github.calls).not.toContain("blobs");
  });

  it("posts nothing twice when an unchanged head is reviewed again", async () => {
    const github = fakeGitHub();
    github.threads = [threadWith()];
    const result = await run(github, undefined, { force: true });

    expect(result).toMatchObject({ status: "reviewed", posted: [], kept: [{ fingerprint: "fp-1" }] });
    expect(github.calls).not.toContain("postReview");
    expect(github.outcomes).toMatchObject([{ conclusion: "neutral", title: "1 question" }]);
  });

  it.each([
    ["a person resolved", threadWith({ resolvedBy: "person" })],
    ["a person hid", threadWith({ hidden: true })],
    ["somebody with triage rights objected to", threadWith({ objectors: ["eve", "mia"] })],
  ])("counts a question no more that %s", async (_name, thread) => {
    const github = fakeGitHub();
    github.permissions.set("mia", "triage");
    github.threads = [thread];

    expect(await run(github)).toMatchObject({ posted: [], kept: [], closed: [{ fingerprint: "fp-1" }] });
    expect(github.changes).toEqual([]);
    expect(github.outcomes).toMatchObject([{ conclusion: "success", title: "No open questions" }]);
    expect(github.outcomes[0]?.summary).toContain("1 question that somebody closed stays closed.");
  });

  it("does not hear people who may only read", async () => {
    const github = fakeGitHub();
    github.threads = [threadWith({ objectors: ["eve"] })];

    expect(await run(github)).toMatchObject({ kept: [{ fingerprint: "fp-1" }], closed: [] });
  });

  it("writes a check once, at the end, when everything is known already", async () => {
    const github = fakeGitHub();
    github.known = true;
    github.threads = [threadWith()];
    await run(github);

    expect(github.calls).toContain("writeCheck");
    expect(github.calls).not.toContain("startCheck");
  });

  it("writes no check that says the same, unless somebody pressed its button", async () => {
    const github = fakeGitHub();
    github.known = true;
    github.threads = [threadWith()];
    await run(github);
    const { conclusion, title, summary } = github.outcomes[0] ?? { conclusion: "", title: "", summary: "" };
    github.check = { status: "concluded", conclusion, title, summary };

    await run(github);
    expect(github.outcomes).toHaveLength(1);
    await run(github, undefined, { refresh: true });
    expect(github.outcomes).toHaveLength(2);
  });

  it("fails the check only from the severity on that the repository names", async () => {
    const github = fakeGitHub();
    const analyser = fakeAnalyser([findingWith({ severity: "medium" })]);
    for (const failOn of ["high", "medium", "any", "never"] as const) {
      await run(github, analyser, { policy: { ...DEFAULT_POLICY, failOn } });
    }

    expect(github.outcomes.map(({ conclusion }) => conclusion)).toEqual(["neutral", "failure", "failure", "neutral"]);
  });

  it("settles nothing while something that the pull request touches could not be read", async () => {
    const github = fakeGitHub();
    github.threads = [threadWith()];
    const unread = [{ path: "app/billing.py", reason: "line 3 does not parse" }];

    expect(await run(github, fakeAnalyser([], { unread }))).toMatchObject({ settled: 0 });
    expect(github.outcomes[0]?.summary).toContain("One earlier question may be gone; I settle nothing before");
    expect(await run(github, fakeAnalyser([], { unread: [{ path: "lib/x.py", reason: "?" }] }))).toMatchObject({
      settled: 1,
    });
  });

  it("asks fifteen questions at most, the most important first, and lists the rest", async () => {
    const github = fakeGitHub();
    const findings = Array.from({ length: 20 }, (_value, index) =>
      findingWith({
        line: index + 1,
        check: `check-${index}`,
        fingerprint: `fp-${index}`,
        severity: index === 19 ? "high" : "low",
      }),
    );
    await run(github, fakeAnalyser(findings));

    expect(github.posted).toHaveLength(15);
    expect(github.posted[0]?.fingerprints).toEqual(["fp-19"]);
    expect(github.outcomes[0]?.title).toBe("20 questions");
    expect(github.outcomes[0]?.summary).toContain(
      "15 questions on lines of the change, 5 questions below. 5 of them did not fit",
    );
  });

  it("asks none of the rest when it looks again", async () => {
    const github = fakeGitHub();
    const findings = Array.from({ length: 20 }, (_value, index) =>
      findingWith({ line: index + 1, check: `check-${index}`, fingerprint: `fp-${index}` }),
    );
    github.threads = findings
      .slice(0, 15)
      .map(({ fingerprint }) => threadWith({ threadId: fingerprint, fingerprints: [fingerprint] }));
    await run(github, fakeAnalyser(findings), { force: true });

    expect(github.posted).toEqual([]);
    expect(github.outcomes[0]?.summary).toContain("5 of them did not fit");
  });

  it("lists what is outside the hunks, about the project, or refused by GitHub", async () => {
    const github = fakeGitHub();
    github.refuse = (comment) => comment.fingerprints.includes("refused");
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
    github.contents.set("blob-of-app/data.py", "\0");
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

  it("puts more than three questions of one check in one file into one comment", async () => {
    const github = fakeGitHub();
    const findings = Array.from({ length: 4 }, (_value, index) =>
      findingWith({ line: index + 1, fingerprint: `fp-${index}`, severity: index === 2 ? "high" : "low" }),
    );
    await run(github, fakeAnalyser(findings));

    expect(github.posted).toMatchObject([{ line: 3, fingerprints: ["fp-2", "fp-0", "fp-1", "fp-3"] }]);
    expect(github.posted[0]?.body).toContain("The same check asks about 3 more places in this file:");
    expect(github.outcomes[0]?.title).toBe("4 questions");
  });

  it("leaves three of them apart", async () => {
    const github = fakeGitHub();
    const findings = [1, 2, 3].map((line) => findingWith({ line, fingerprint: `fp-${line}` }));
    await run(github, fakeAnalyser(findings));

    expect(github.posted).toHaveLength(3);
  });

  it("asks no more than thirty questions whatever the repository wants, and none if it wants none", async () => {
    const findings = Array.from({ length: 40 }, (_value, index) =>
      findingWith({ line: index + 1, check: `check-${index}`, fingerprint: `fp-${index}` }),
    );
    for (const [maxComments, posted] of [
      [100, 30],
      [0, 0],
    ] as const) {
      const github = fakeGitHub();
      await run(github, fakeAnalyser(findings), { policy: { ...DEFAULT_POLICY, maxComments } });
      expect(github.posted).toHaveLength(posted);
      expect(github.outcomes[0]?.title).toBe("40 questions");
    }
  });
});
