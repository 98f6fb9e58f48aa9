import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { changeThreads } from "../../src/github/change-threads.ts";
import { RateLimited } from "../../src/github/github-error.ts";
import type { ThreadChange } from "../../src/review/ports.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

const CHANGES: readonly ThreadChange[] = [
  { kind: "edit", commentId: "c1", body: "Done" },
  { kind: "resolve", threadId: "t1", commentId: "c1" },
  { kind: "resolve", threadId: "t2", commentId: "c2" },
  { kind: "unresolve", threadId: "t3", commentId: "c3" },
  { kind: "unminimise", commentId: "c3" },
  { kind: "reply", threadId: "t4", body: "Again" },
];

function refusals(type: string, message: string, ...positions: readonly number[]): { readonly body: object } {
  return { body: { data: {}, errors: positions.map((position) => ({ type, message, path: [`m${position}`] })) } };
}

describe("changeThreads", () => {
  it("makes several changes with one request", async () => {
    github.script(() => ({ body: { data: {} } }));
    await changeThreads(github.access, CHANGES);

    expect(github.requests).toHaveLength(1);
    expect(github.requests[0]?.body["variables"]).toEqual({
      c0: "c1",
      b0: "Done",
      t1: "t1",
      t2: "t2",
      t3: "t3",
      c4: "c3",
      t5: "t4",
      b5: "Again",
    });
    expect(String(github.requests[0]?.body["query"])).toContain("m3: unresolveReviewThread(input: { threadId: $t3 })");
  });

  it("minimises what may not be resolved after all, but only what nobody answered", async () => {
    github.script(() =>
      github.requests.length === 1 ? refusals("FORBIDDEN", "Resource not accessible", 1, 2) : { body: { data: {} } },
    );
    await changeThreads(github.access, CHANGES);

    expect(github.requests).toHaveLength(2);
    expect(github.requests[1]?.body["variables"]).toEqual({ c0: "c1" });
    expect(String(github.requests[1]?.body["query"])).toContain("minimizeComment");
  });

  it("gives up what is not permitted, and does the rest", async () => {
    github.script(() => refusals("NOT_FOUND", "Could not resolve to a node", 0));

    await expect(changeThreads(github.access, CHANGES)).resolves.toBeUndefined();
    expect(github.requests).toHaveLength(1);
  });

  it("sends many changes in parts", async () => {
    github.script(() => ({ body: { data: {} } }));
    await changeThreads(
      github.access,
      Array.from({ length: 45 }, (_value, index) => ({ kind: "minimise" as const, commentId: `c${index}` })),
    );

    expect(github.requests).toHaveLength(3);
  });

  it.each([
    ["a limit", { body: { errors: [{ type: "RATE_LIMITED", message: "limit" }] } }],
    ["an abuse limit", refusals("UNPROCESSABLE", "was submitted too quickly", 0)],
    ["a secondary limit", { status: 403, body: { message: "You have exceeded a secondary rate limit" } }],
  ])("takes %s for what it is", async (_name, answer) => {
    github.script(() => answer);

    await expect(changeThreads(github.access, CHANGES)).rejects.toBeInstanceOf(RateLimited);
  });

  it("does not take a failure for a refusal", async () => {
    github.script(() => ({ body: { data: {}, errors: [{ message: "Something went wrong" }] } }));

    await expect(changeThreads(github.access, CHANGES)).rejects.toMatchObject({ status: 502, retryable: true });
  });
});
