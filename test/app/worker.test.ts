import { afterEach, describe, expect, it } from "vitest";

import type { Analyser } from "../../src/engine/analyser.ts";
import { checksOf, CLEAN, createShop, openPull, type Stage, startStage } from "../e2e/support.ts";

let stage: Stage | undefined;

afterEach(async () => {
  await stage?.sandbox.close();
});

/** An analyser whose work ends when told, or when it is broken off. */
function slowAnalyser(): { readonly analyser: Analyser; readonly started: Promise<void>; readonly finish: () => void } {
  let begin: () => void = () => undefined;
  let finish: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const analyse: Analyser["analyse"] = async ({ signal }) => {
    begin();
    await Promise.race([finished, aborted(signal)]);
    return { findings: [], unread: [], failures: [], summary: { files: 1, routes: 0, questions: 0 } };
  };
  return { analyser: { analyse, close: async () => undefined }, started, finish };
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new Error("broken off")));
  });
}

describe("stopping", () => {
  it("lets the review under way finish", async () => {
    const { analyser, started, finish } = slowAnalyser();
    stage = await startStage({ analyser });
    await createShop(stage.sandbox);
    await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await started;
    const closed = stage.app.close();
    const ready = await fetch(`${stage.app.url}/ready`);
    finish();
    await closed;

    expect(ready.status).toBe(503);
    expect(checksOf(stage.sandbox)).toMatchObject([{ status: "completed", conclusion: "success" }]);
  });

  it("breaks it off when it takes too long, and says so in the check", async () => {
    const { analyser, started } = slowAnalyser();
    stage = await startStage({ analyser, jobs: { drainMs: 0 } });
    await createShop(stage.sandbox);
    await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await started;
    await stage.app.close();

    expect(checksOf(stage.sandbox)).toMatchObject([
      {
        status: "completed",
        conclusion: "neutral",
        summary: expect.stringContaining("I was stopped before I had finished."),
      },
    ]);
  });
});
