import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createReviewSink } from "../../src/github/review-sink.ts";
import type { InlineComment, ReviewSink } from "../../src/review/ports.ts";
import { openPull, threadWith } from "../review/support.ts";
import { type Answer, type ScriptedGitHub, type ScriptedRequest, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;
let sink: ReviewSink;
/** What a look at the pull request finds. */
let posted: readonly string[] = [];

beforeAll(async () => {
  github = await startScriptedGitHub();
  sink = createReviewSink(github.access, {
    open: async () => ({
      pull: openPull,
      threads: posted.map((name) => threadWith({ fingerprints: [name] })),
      check: undefined,
      configuration: {},
      dismissals: [],
      answered: [],
    }),
    externalId: (head) => `v1:3:${head}:r1`,
    settleMs: 0,
  });
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
  posted = [];
});

function comment(name: string, changes: Partial<InlineComment> = {}): InlineComment {
  return { path: "app/a.py", line: 5, body: `Is it? fp:${name}`, fingerprints: [name], ...changes };
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

    expect(refused.map(({ fingerprints }) => fingerprints)).toEqual([["c"]]);
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
    posted = ["a"];
    github.script(() =>
      github.requests.length === 1 ? { status: 502, body: { message: "Server Error" } } : { body: { id: 1 } },
    );
    await sink.postReview("h", "body", [comment("a"), comment("b")]);

    expect(reviews().map((request) => commentsOf(request).length)).toEqual([2, 1]);
    expect(commentsOf(reviews()[1])[0]?.body).toContain("fp:b");
  });

  it("posts nothing again when the failed request had done it all", async () => {
    posted = ["a"];
    github.script(() => ({ status: 502, body: {} }));
    await sink.postReview("h", "body", [comment("a")]);

    expect(reviews()).toHaveLength(1);
  });

  it("halves also what GitHub refuses after a failure", async () => {
    github.script((request) => {
      if (github.requests.length === 1) return { status: 502 };
      return commentsOf(request).some(({ body }) => body.includes("fp:b")) ? UNPROCESSABLE : { body: { id: 1 } };
    });
    const refused = await sink.postReview("h", "body", [comment("a"), comment("b")]);

    expect(refused.map(({ fingerprints }) => fingerprints)).toEqual([["b"]]);
  });

  it("clears away a review that was never submitted, once", async () => {
    const conflict = {
      status: 422,
      body: { message: "Unprocessable Entity", errors: ["User can only have one pending review per pull request"] },
    };
    github.script(({ method, path }) => {
      if (method === "GET")
        return {
          body: [
            { id: 5, state: "PENDING" },
            { id: 4, state: "COMMENTED" },
          ],
        };
      return method === "DELETE" && path.endsWith("/reviews/5") ? { body: {} } : conflict;
    });
    const refused = await sink.postReview("h", "body", [comment("a")]);

    expect(refused).toHaveLength(1);
    expect(github.requests.map(({ method }) => method)).toEqual(["POST", "GET", "DELETE", "POST"]);
  });

  it("does not halve when GitHub asks for a pause", async () => {
    github.script(() => ({ status: 422, body: { message: "Validation Failed", errors: [{ code: "abuse" }] } }));

    await expect(sink.postReview("h", "body", [comment("a"), comment("b")])).rejects.toMatchObject({
      name: "RateLimited",
    });
    expect(github.requests).toHaveLength(1);
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
    await sink.concludeCheck("h", id, outcome);

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

  it("has a button", async () => {
    github.script(() => ({ body: { id: 44 } }));
    await sink.concludeCheck("h", 44, outcome);

    expect(github.requests[0]?.body["actions"]).toEqual([
      { label: "Re-check", description: "Review this commit again", identifier: "recheck" },
    ]);
  });

  it("is made concluded when none was started", async () => {
    github.script(() => ({ status: 201, body: { id: 44 } }));
    await sink.concludeCheck("h", undefined, outcome);

    expect(github.requests).toMatchObject([
      { method: "POST", body: { head_sha: "h", status: "completed", conclusion: "neutral", external_id: "v1:3:h:r1" } },
    ]);
  });

  it("that GitHub made before it failed is found", async () => {
    github.script(({ method }) =>
      method === "POST"
        ? { status: 502 }
        : {
            body: {
              check_runs: [
                { id: 43, external_id: "v1:3:h:r0" },
                { id: 44, external_id: "v1:3:h:r1" },
              ],
            },
          },
    );

    expect(await sink.startCheck("h")).toBe(44);
  });

  it("that GitHub concluded before it failed is not concluded again, because annotations would double", async () => {
    github.script(({ method }) => (method === "PATCH" ? { status: 502 } : { body: { id: 44, status: "completed" } }));
    await sink.concludeCheck("h", 44, outcome);

    expect(github.requests.map(({ method }) => method)).toEqual(["PATCH", "GET"]);
  });

  it("that GitHub did not conclude is concluded again, with its annotations", async () => {
    github.script(({ method }) => {
      if (method === "GET") return { body: { id: 44, status: "in_progress" } };
      return github.requests.length === 1 ? { status: 502 } : { body: { id: 44 } };
    });
    await sink.concludeCheck("h", 44, outcome);

    expect(github.requests[2]?.body["output"]).toMatchObject({ annotations: [{}] });
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

  it("get reactions and replies, where they wrote", async () => {
    github.script(() => ({ status: 201, body: { id: 1 } }));
    await sink.react({ commentId: 5 }, "eyes");
    await sink.reply({ commentId: 5 }, "No.");
    await sink.react({ commentId: 7, thread: 6 }, "rocket");
    await sink.reply({ commentId: 7, thread: 6 }, "No.");

    expect(github.requests.map(({ path, body }) => [path, body])).toEqual([
      ["/repos/acme/shop/issues/comments/5/reactions", { content: "eyes" }],
      ["/repos/acme/shop/issues/3/comments", { body: "No." }],
      ["/repos/acme/shop/pulls/comments/7/reactions", { content: "rocket" }],
      ["/repos/acme/shop/pulls/3/comments/6/replies", { body: "No." }],
    ]);
  });

  it.each([
    [true, 1, { commentId: 5 }],
    [false, 2, { commentId: 5 }],
    [true, 1, { commentId: 7, thread: 6 }],
    [false, 2, { commentId: 7, thread: 6 }],
  ])("get one reply, also when GitHub fails (it was made: %s)", async (made, posts, place) => {
    github.script(({ method }) => {
      if (method === "GET") return { body: made ? [{ body: "No.", user: { type: "Bot" } }] : [] };
      return github.requests.length === 1 ? { status: 502 } : { status: 201, body: { id: 1 } };
    });
    await sink.reply(place, "No.");

    expect(github.requests.filter(({ method }) => method === "POST")).toHaveLength(posts);
  });
});
