import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { openPullRequest } from "../../src/github/open-pull-request.ts";
import { ann, bot, ownership, page, pull, thread } from "./pull-answers.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

function withChecks(runs: readonly object[], oid = "h"): object {
  return { commits: { nodes: [{ commit: { oid, checkSuites: { nodes: [{ checkRuns: { nodes: runs } }] } } }] } };
}

describe("the pull request", () => {
  it("is read with everything that a review needs, in one request", async () => {
    let login = "";
    github.script(() => pull());
    const opened = await openPullRequest(github.access, { ...ownership, onLogin: (name) => (login = name) });

    expect(opened).toEqual({
      threads: [],
      check: undefined,
      configuration: {},
      dismissals: [],
      answered: [],
      pull: {
        number: 3,
        title: "T",
        state: "open",
        draft: true,
        locked: false,
        archived: false,
        author: "dependabot",
        authorIsBot: true,
        headSha: "h",
        baseSha: "b",
        baseRef: "main",
        changedFiles: 2,
      },
    });
    expect(login).toBe("maestro[bot]");
    expect(github.requests).toHaveLength(1);
  });

  it("counts as closed when it is merged", async () => {
    github.script(() => pull({ state: "MERGED", author: null }));

    expect(await openPullRequest(github.access, ownership)).toMatchObject({
      pull: { state: "closed", author: "ghost" },
    });
  });

  it("that GitHub does not know is an error that another try does not mend", async () => {
    github.script(() => ({ body: { data: { viewer: { login: "m" }, repository: null } } }));

    await expect(openPullRequest(github.access, ownership)).rejects.toMatchObject({ status: 404, retryable: false });
  });
});

describe("threads", () => {
  it("count only if this App started them, on all pages", async () => {
    const first = [
      thread("own"),
      thread("person", { author: { __typename: "User", login: "maestro" }, own: false }),
      thread("person-as-viewer", { author: ann }),
      thread("other", { author: { __typename: "Bot", login: "other" }, own: false }),
    ];
    const second = [
      thread("second"),
      thread("unsigned", { body: "quoted" }),
      thread("ghost", { author: null, own: false }),
    ];
    github.script(() => (github.requests.length === 1 ? pull({}, page(first, true)) : pull({}, page(second))));
    const { threads } = await openPullRequest(github.access, ownership);

    expect(threads.map((own) => own.threadId)).toEqual(["own", "second"]);
    expect(threads[0]).toEqual({
      threadId: "own",
      commentId: "c-own",
      firstComment: 9_007_199_254,
      body: "fp:own",
      path: "app/a.py",
      line: undefined,
      fingerprints: ["own"],
      pathless: [],
      rule: "API006",
      check: undefined,
      dismissedBy: undefined,
      said: "asked",
      saidAt: "h",
      resolvedBy: undefined,
      hidden: false,
      answered: false,
      objectors: ["ann"],
      canResolve: false,
      canUnresolve: false,
    });
    expect(github.requests).toHaveLength(2);
  });

  it.each([
    ["the App", { isResolved: true, resolvedBy: { login: "maestro" } }, "app"],
    ["the App under its REST name", { isResolved: true, resolvedBy: { login: "maestro[bot]" } }, "app"],
    ["a person", { isResolved: true, resolvedBy: { login: "ann" } }, "person"],
    ["somebody unnamed, after the App settled it", { isResolved: true, body: "fp:x:settled" }, "app"],
    ["somebody unnamed", { isResolved: true }, "person"],
    ["nobody", {}, undefined],
  ])("say who resolved them: %s", async (_name, changes, resolvedBy) => {
    github.script(() => pull({}, page([thread("x", changes)])));

    expect((await openPullRequest(github.access, ownership)).threads).toMatchObject([{ resolvedBy }]);
  });

  it("are answered when a person wrote, or when there is more than can be read", async () => {
    const byBot = { body: "hm", viewerDidAuthor: false, author: { __typename: "Bot", login: "other" } };
    const byAnn = { body: "fp:x:settled", viewerDidAuthor: false, author: ann };
    const nodes = [
      thread("bot", { replies: [byBot] }),
      thread("person", { replies: [byBot, byAnn] }),
      thread("ghost", { replies: [{ ...byAnn, author: null }] }),
      thread("long", { more: 1 }),
    ];
    github.script(() => pull({}, page(nodes)));
    const { threads } = await openPullRequest(github.access, ownership);

    expect(threads.map(({ answered }) => answered)).toEqual([false, true, true, true]);
    expect(threads.map(({ said }) => said)).toEqual(["asked", "asked", "asked", "asked"]);
  });

  it("say what the App said last", async () => {
    const settled = { body: "fp:x:settled", viewerDidAuthor: true, author: bot };
    const asked = { body: "fp:x", viewerDidAuthor: true, author: bot };
    github.script(() =>
      pull({}, page([thread("x", { replies: [settled] }), thread("y", { replies: [settled, asked] })])),
    );

    expect((await openPullRequest(github.access, ownership)).threads.map(({ said }) => said)).toEqual([
      "settled",
      "asked",
    ]);
  });
});

describe("the check", () => {
  const run = {
    databaseId: 7,
    status: "COMPLETED",
    conclusion: "NEUTRAL",
    externalId: "v1:3:h:r1",
    title: "t",
    summary: "s",
  };

  it("is the newest of this pull request", async () => {
    const other = { ...run, databaseId: 9, externalId: "v1:4:h:r1" };
    github.script(() => pull(withChecks([run, { ...run, databaseId: 8, title: null, summary: null }, other])));

    expect((await openPullRequest(github.access, ownership)).check).toEqual({
      status: "concluded",
      conclusion: "neutral",
      title: "",
      summary: "",
    });
  });

  it("may wait to be taken over", async () => {
    github.script(() => pull(withChecks([{ ...run, status: "IN_PROGRESS", conclusion: null }])));

    expect((await openPullRequest(github.access, ownership)).check).toEqual({ status: "unfinished", id: 7 });
  });

  it("of another commit does not count", async () => {
    github.script(() => pull(withChecks([run], "older")));

    expect((await openPullRequest(github.access, ownership)).check).toBeUndefined();
  });
});

describe("the configuration", () => {
  const file = (text: string | null, isTruncated = false): object => ({ object: { text, isTruncated } });
  const branch = (files: object): object => ({ target: { f0: null, f1: null, f2: null, f3: null, ...files } });

  /** The answer with what GraphQL said of the organisation's repository. */
  function answer(baseRef: object | null, organisation: object | null, errors?: readonly object[]): object {
    const { data } = pull({ baseRef }).body as { readonly data: object };
    return { data: { ...data, organisation }, ...(errors === undefined ? {} : { errors }) };
  }

  it("comes from the base branch and from the organisation, each by its first file", async () => {
    const organisation = { defaultBranchRef: branch({ f2: file("bots: skip"), f3: file("bots: review") }) };
    github.script(() => ({ body: answer(branch({ f1: file("drafts: true") }), organisation) }));

    expect((await openPullRequest(github.access, ownership)).configuration).toEqual({
      base: { path: ".github/maestro.yaml", text: "drafts: true" },
      organisation: { path: "acme/.github:maestro.yml", text: "bots: skip" },
    });
  });

  it("is no text where it is binary, cut, or a folder", async () => {
    for (const entry of [file(null), file("drafts: tr", true), { object: {} }, { object: null }]) {
      github.script(() => ({ body: answer(branch({ f0: entry }), null) }));

      expect((await openPullRequest(github.access, ownership)).configuration).toEqual({
        base: { path: ".github/maestro.yml", text: undefined },
      });
    }
  });

  it("is that of the base branch alone where the organisation's cannot be read", async () => {
    const errors = [{ type: "NOT_FOUND", path: ["organisation"], message: "Could not resolve to a Repository" }];
    github.script(() => ({ body: answer(branch({ f0: file("drafts: true") }), null, errors) }));

    expect((await openPullRequest(github.access, ownership)).configuration).toEqual({
      base: { path: ".github/maestro.yml", text: "drafts: true" },
    });
    expect(github.requests).toHaveLength(1);
  });

  it.each([
    ["the repository's own part", [{ type: "NOT_FOUND", path: ["repository"], message: "no" }]],
    [
      "both parts",
      [
        { type: "NOT_FOUND", path: ["organisation"], message: "no" },
        { type: "FORBIDDEN", path: ["repository", "pullRequest"], message: "no" },
      ],
    ],
    ["everything", [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }]],
  ])("does not excuse an error about %s", async (_what, errors) => {
    github.script(() => ({ body: answer(null, null, errors) }));

    await expect(openPullRequest(github.access, ownership)).rejects.toThrow(/no|rate limit/);
  });

  it("is nothing where the base branch is gone", async () => {
    github.script(() => ({ body: answer(null, { defaultBranchRef: null }) }));

    expect((await openPullRequest(github.access, ownership)).configuration).toEqual({});
  });
});
