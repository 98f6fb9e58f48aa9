import { afterEach, describe, expect, it, vi } from "vitest";

import { FAULTS, PATIENT, finalState, type Fault } from "./fault-support.ts";
import { type Handler, moduleOf } from "./life-support.ts";
import { checksOf, createShop, nameOf, openPull, repository, type Stage, startStage } from "./support.ts";

let stage: Stage;

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

function pay(...blocking: readonly string[]): Readonly<Record<string, string>> {
  const handlers: readonly Handler[] = ["h1", "h2", "h3"].map((name) => ({ name, blocking: blocking.includes(name) }));
  return { "app/billing.py": moduleOf(handlers) };
}

const CHECKS = "/repos/{owner}/{repo}/check-runs";
const WRITES = [
  ["the start of the check", "POST", CHECKS],
  ["the review", "POST", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"],
  ["the settling of questions", "POST", "/graphql"],
  ["the conclusion of the check", "PATCH", `${CHECKS}/{check_run_id}`],
  ["the reaction to a command", "POST", "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"],
  ["the reply to a refused command", "POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
] as const;

/** A first push with two questions, a second that settles one and asks another, a recheck, and a command that is refused. */
async function play(fault?: Fault): Promise<unknown> {
  stage = await startStage({ jobs: PATIENT });
  const { sandbox, idle } = stage;
  await createShop(sandbox);
  sandbox.addUser("eve");
  const pull = await openPull(sandbox, pay("h1", "h2"));
  await idle();
  const graphql = fault?.path === "/graphql";
  if (fault !== undefined) {
    // Of the GraphQL requests of a later push the third is the one that writes, after the two that read the pull request.
    sandbox.addFault({ ...fault, ...(graphql ? { after: 2 } : {}) });
  }
  await sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: pay("h2", "h3") });
  await idle();
  await sandbox.comment({ ...nameOf(pull), author: "ann", body: "/maestro recheck" });
  await idle();
  await sandbox.comment({ ...nameOf(pull), author: "eve", body: "/maestro recheck" });
  await idle();
  return finalState(stage, pull);
}

function reached({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return stage.sandbox.requests().some((request) => request.method === method && request.template === path);
}

describe("a fault at any write leaves what would have been there without it, and nothing twice", () => {
  let expected: unknown;

  it("has something to compare with", async () => {
    expected = await play();

    expect(expected).toMatchObject({
      reviews: [{}, {}],
      threads: [{ comments: [{ minimized: "RESOLVED" }] }, { comments: [{ minimized: null }] }, {}],
      conversation: [{ reactions: ["eyes", "rocket"] }, { reactions: ["confused"] }, { author: "maestro[bot]" }],
      checks: [{ title: "2 questions" }, { title: "2 questions, 1 settled" }],
    });
  });

  const cases = WRITES.flatMap(([write, method, path]) =>
    FAULTS.map(([name, action]) => [write, name, { method, path, action }] as const),
  );

  it.each(cases)("at %s: %s", async (_write, _name, fault) => {
    expected ??= await play();
    const state = await play(fault);

    // A request that is answered late is recorded late.
    await vi.waitFor(() => expect(reached(fault)).toBe(true), { timeout: 10_000 });
    expect(state).toEqual(expected);
  });
});

describe("a review that GitHub refuses", () => {
  it("because of one that was never submitted is posted once that one is gone", async () => {
    stage = await startStage();
    const { sandbox, idle } = stage;
    await createShop(sandbox);
    const pull = await openPull(sandbox, pay("h1"));
    await idle();
    const [token] = [...sandbox.state.tokens].findLast(([, one]) => one.kind === "installation") ?? [];
    const pending = await fetch(`${sandbox.apiUrl}/repos/acme/shop/pulls/${pull.number}/reviews`, {
      method: "POST",
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ body: "Not submitted" }),
    });
    expect(pending.status).toBe(200);
    await sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: pay("h1", "h2") });
    await idle();

    expect(pull.reviews.map(({ state }) => state)).toEqual(["COMMENTED", "COMMENTED"]);
    expect(pull.threads).toHaveLength(2);
    expect(checksOf(sandbox).at(-1)).toMatchObject({ title: "2 questions" });
  });

  it("because of a line is halved, so that all other questions are asked", async () => {
    stage = await startStage();
    const { sandbox, idle } = stage;
    await createShop(sandbox);
    const errors = ["Pull request review thread line must be part of the diff"];
    sandbox.addFault({
      method: "POST",
      path: "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
      times: 2,
      action: { kind: "respond", status: 422, body: { message: "Unprocessable Entity", errors } },
    });
    const pull = await openPull(sandbox, pay("h1", "h2", "h3"));
    await idle();

    // The first refusal halves three questions, the second halves two of them.
    expect(pull.reviews).toHaveLength(3);
    expect(pull.threads).toHaveLength(3);
    expect(checksOf(sandbox)).toMatchObject([{ title: "3 questions" }]);
  });
});
