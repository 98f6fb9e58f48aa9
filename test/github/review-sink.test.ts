import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createReviewSink } from "../../src/github/review-sink.ts";
import type { InlineComment, ReviewSink } from "../../src/review/ports.ts";
import { type Answer, type ScriptedGitHub, type ScriptedRequest, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;
let sink: ReviewSink;

beforeAll(async () => {
  github = await startScriptedGitHub();
  sink = createReviewSink(github.access, {
    slug: "maestro",
    readFingerprint: (body) => /fp:(\S+)/.exec(body)?.[1],
    externalId: (head) => `v1:3:${head}:r1`,
    settleMs: 0,
  });
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

function comment(name: string, changes: Partial<InlineComment> = {}): InlineComment {
  return { path: "app/a.py", line: 5, body: `Is it? fp:${name}`, fingerprint: name, ...changes };
}

function commentsOf(request: ScriptedRequest | undefined): readonly { readonly body: string }[] {
  const comments = request?.body["comments"];
  return Array.isArray(comments) ? comments : [];
}

function reviews(): readonly ScriptedRequest[] {
  return github.requests.filter(({ path }) => path.endsWith("/reviews"));
}

const UNPROCESSABLE: Answer = {
  status: 422,
  body: { message: "Unprocessable Entity", errors: ["Pull request review thread line must be part of the diff"] },
};

function threadsAnswer(nodes: readonly unknown[], hasNextPage = false): Answer {
  return {
    body: {
      data: { repository: { pullRequest: { reviewThreads: { pageInfo: { hasNextPage, endCursor: "c" }, nodes } } } },
    },
  };
}

function thread(name: string, author: unknown, body = `fp:${name}`): unknown {
  return {
    id: name,
    isResolved: false,
    isOutdated: true,
    path: "app/a.py",
    line: null,
    comments: { nodes: [{ databaseId: 7, body, author }] },
  };
}

const bot = { __typename: "Bot", login: "maestro" };

describe("postReview", () => {
  it("posts one review with an explicit commit", async () => {
    github.script(() => ({ body: { id: 1 } }));
    const refused = await sink.postReview("h", "I have 2 questions.", [comment("a"), comment("b", { startLine: 3 })]);

    expect(refused).toEqual([]);
    expect(github.requests).toHaveLength(1);
    expect(reviews()[0]?.body).toEqual({
      commit_id: "h",
      event: "COMMENT",
      body: "I have 2 questions.",
      comments: [
        { path: "app/a.py", line: 5, side: "RIGHT", body: "Is it? fp:a" },
        { path: "app/a.py", line: 5, side: "RIGHT", start_line: 3, start_side: "RIGHT", body: "Is it? fp:b" },
      ],
    });
  });

  it("halves a refused review until the culprit stands alone", async () => {
    github.script((request) =>
      commentsOf(request).some(({ body }) => body.includes("fp:c")) ? UNPROCESSABLE : { body: { id: 1 } },
    );
    const refused = await sink.postReview(
      "h",
      "body",
      ["a", "b", "c", "d", "e"].map((name) => comment(name)),
    );
    const accepted = reviews().filter((request) => !commentsOf(request).some(({ body }) => body.includes("fp:c")));

    expect(refused.map(({ fingerprint }) => fingerprint)).toEqual(["c"]);
    expect(
      accepted
        .flatMap(commentsOf)
        .map(({ body }) => body.slice(-1))
        .toSorted(),
    ).toEqual(["a", "b", "d", "e"]);
  });

  it("does not halve for ever", async () => {
    github.script(() => UNPROCESSABLE);
    const refused = await sink.postReview(
      "h",
      "body",
      Array.from({ length: 30 }, (_value, index) => comment(`c${index}`)),
    );

    expect(refused).toHaveLength(30);
    expect(reviews()).toHaveLength(16);
  });

  it("looks before it posts again after a failure, and posts only what is absent", async () => {
    let failed = false;
    github.script(({ path }) => {
      if (path.endsWith("/graphql")) {
        return threadsAnswer([thread("a", bot)]);
      }
      const first = !failed;
      failed = true;
      return first ? { status: 502, body: { message: "Server Error" } } : { body: { id: 1 } };
    });
    await sink.postReview("h", "body", [comment("a"), comment("b")]);

    expect(reviews().map((request) => commentsOf(request).length)).toEqual([2, 1]);
    expect(commentsOf(reviews()[1])[0]?.body).toContain("fp:b");
  });

  it("posts nothing again when the failed request had done it all", async () => {
    github.script(({ path }) =>
      path.endsWith("/graphql") ? threadsAnswer([thread("a", bot)]) : { status: 502, body: {} },
    );
    await sink.postReview("h", "body", [comment("a")]);

    expect(reviews()).toHaveLength(1);
  });

  it("does not halve when GitHub asks for a pause", async () => {
    github.script(() => ({ status: 422, body: { message: "Validation Failed", errors: [{ code: "abuse" }] } }));

    await expect(sink.postReview("h", "body", [comment("a"), comment("b")])).rejects.toMatchObject({
      name: "RateLimited",
    });
    expect(github.requests).toHaveLength(1);
  });
});

describe("ownThreads", () => {
  it("counts only threads that this App started, on all pages", async () => {
    const first = [
      thread("own", bot),
      thread("person", { __typename: "User", login: "maestro" }),
      thread("other", { __typename: "Bot", login: "other" }),
    ];
    const second = [
      thread("rest-name", { __typename: "Bot", login: "maestro[bot]" }),
      thread("unsigned", bot, "quoted"),
      thread("ghost", null),
    ];
    github.script(() => (github.requests.length === 1 ? threadsAnswer(first, true) : threadsAnswer(second)));
    const threads = await sink.ownThreads();

    expect(threads.map((own) => own.fingerprint)).toEqual(["own", "rest-name"]);
    expect(threads[0]).toEqual({
      threadId: "own",
      commentId: 7,
      path: "app/a.py",
      line: undefined,
      fingerprint: "own",
      resolved: false,
      outdated: true,
    });
    expect(github.requests).toHaveLength(2);
  });
});

describe("the check run", () => {
  const outcome = {
    conclusion: "neutral" as const,
    title: "1 question",
    summary: "s",
    annotations: [{ path: "a.py", startLine: 1, endLine: 2, level: "warning" as const, title: "t", message: "m" }],
  };

  it("names its pull request, and is concluded with annotations", async () => {
    github.script(() => ({ body: { id: 44 } }));
    const id = await sink.startCheck("h");
    await sink.concludeCheck(id, outcome);

    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /repos/acme/shop/check-runs",
      "PATCH /repos/acme/shop/check-runs/44",
    ]);
    expect(github.requests[0]?.body).toMatchObject({
      name: "Maestro",
      head_sha: "h",
      status: "in_progress",
      external_id: "v1:3:h:r1",
    });
    expect(github.requests[1]?.body).toMatchObject({
      status: "completed",
      conclusion: "neutral",
      output: {
        title: "1 question",
        summary: "s",
        annotations: [
          { path: "a.py", start_line: 1, end_line: 2, annotation_level: "warning", title: "t", message: "m" },
        ],
      },
    });
  });

  it("is concluded without annotations when GitHub failed, because those may be there already", async () => {
    github.script(() => (github.requests.length === 1 ? { status: 502 } : { body: { id: 44 } }));
    await sink.concludeCheck(44, outcome);

    expect(github.requests[1]?.body["output"]).toEqual({ title: "1 question", summary: "s" });
  });
});

describe("people", () => {
  it.each([
    [{ permission: "read", role_name: "triage" }, "triage"],
    [{ permission: "write", role_name: "maintain" }, "maintain"],
    [{ permission: "write", role_name: "our own role" }, "write"],
    [{ permission: "read", role_name: "read" }, "read"],
  ])("have the permission of %j", async (body, permission) => {
    github.script(() => ({ body }));

    expect(await sink.permissionOf("ann")).toBe(permission);
  });

  it("have none when GitHub does not know them", async () => {
    github.script(() => undefined);

    expect(await sink.permissionOf("ann")).toBe("none");
  });

  it("get reactions and replies", async () => {
    github.script(() => ({ status: 201, body: { id: 1 } }));
    await sink.react(5, "eyes");
    await sink.reply("No.");

    expect(github.requests.map(({ path, body }) => [path, body])).toEqual([
      ["/repos/acme/shop/issues/comments/5/reactions", { content: "eyes" }],
      ["/repos/acme/shop/issues/3/comments", { body: "No." }],
    ]);
  });
});
