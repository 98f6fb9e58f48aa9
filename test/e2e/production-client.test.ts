import { afterEach, describe, expect, it } from "vitest";

import { CHARGE, checksOf, createShop, openPull, type Stage, startStage } from "./support.ts";

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
});
