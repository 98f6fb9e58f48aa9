import { afterEach, describe, expect, it } from "vitest";

import {
  CHARGE,
  checksOf,
  CLEAN,
  createShop,
  nameOf,
  openPull,
  repository,
  type Stage,
  startStage,
} from "./support.ts";

let stage: Stage;

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

describe("the client as production configures it", () => {
  it("spaces requests out and repeats failed reads, with the same result", async () => {
    stage = await startStage({ unhurried: true });
    await createShop(stage.sandbox);
    const path = "/repos/{owner}/{repo}/compare/{basehead}";
    stage.sandbox.addFault({ path, action: { kind: "respond", status: 502, body: { message: "Server Error" } } });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(checksOf(stage.sandbox)).toMatchObject([{ title: "1 question" }]);
    expect(stage.sandbox.requests().filter(({ template }) => template === path)).toHaveLength(2);
  });

  it("does not repeat a review that failed after it was created", async () => {
    stage = await startStage({ unhurried: true });
    await createShop(stage.sandbox);
    const path = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
    stage.sandbox.addFault({ path, method: "POST", action: { kind: "respond", status: 502, body: {}, effect: true } });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(stage.sandbox.requests().filter(({ template }) => template === path)).toHaveLength(1);
  });

  it("parks the installation when GitHub asks for a pause, instead of waiting inside a request", async () => {
    stage = await startStage({ unhurried: true });
    await createShop(stage.sandbox);
    stage.sandbox.addFault({
      path: "/repos/{owner}/{repo}/compare/{basehead}",
      action: {
        kind: "respond",
        status: 403,
        headers: { "retry-after": "0" },
        body: { message: "You have exceeded a secondary rate limit." },
      },
    });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(stage.log.some(({ msg }) => String(msg).startsWith("Installation paused"))).toBe(true);
  });

  it("answers once in a thread, also when GitHub failed after it had taken the answer", async () => {
    stage = await startStage({ unhurried: true, jobs: { retryDelaysMs: [1] } });
    const { sandbox, idle } = stage;
    await createShop(sandbox);
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();
    const commentId = pull.threads[0]?.comments[0]?.id ?? 0;
    await sandbox.replyInThread({ ...nameOf(pull), commentId, author: "ann", body: "I will change it." });
    sandbox.addFault({ path: "/graphql", after: 2, action: { kind: "respond", status: 502, body: {}, effect: true } });
    await sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: { "app/billing.py": CLEAN } });
    await idle();

    expect(pull.threads[0]?.comments.map(({ author }) => author)).toEqual(["maestro[bot]", "ann", "maestro[bot]"]);
    expect(checksOf(sandbox).at(-1)).toMatchObject({ title: "No open questions, 1 settled" });
  });
});
