import { afterEach, describe, expect, it, vi } from "vitest";

import { pauseFor } from "../../src/app/worker.ts";
import type { Analyser } from "../../src/engine/analyser.ts";
import { RateLimited } from "../../src/github/github-error.ts";
import { MemoryQueue } from "../../src/queue/memory-queue.ts";
import { checksOf, CLEAN, createShop, openPull, type Stage, startStage } from "../e2e/support.ts";
import { intentFor } from "../queue/support.ts";

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

describe("a limit that GitHub gives no length for", () => {
  it("doubles the pause of the installation each time, and another installation goes on", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const queue = new MemoryQueue({ debounceMs: 0, maxDebounceMs: 0 });
      const pauses: number[] = [];
      const parked = async (): Promise<void> => {
        const job = await queue.take();
        if (job === undefined) return;
        pauses.push(pauseFor(counts, job.intent.key.installationId, limit));
        await job.park(pauses.at(-1) ?? 0);
      };
      const counts = new Map<number, number>();
      const limit = new RateLimited("GitHub asked for a pause.", 429, { ms: 60_000, isGuess: true });
      await queue.put(intentFor(1, "a"));
      for (const expected of [60_000, 120_000, 240_000]) {
        await parked();
        expect(pauses.at(-1)).toBe(expected);
        await vi.advanceTimersByTimeAsync(expected + 1);
      }
      for (let time = 0; time < 10; time += 1) pauseFor(counts, 1, limit);
      expect(pauseFor(counts, 1, limit)).toBe(3_600_000);
      expect(pauseFor(counts, 1, new RateLimited("m", 429, { ms: 7_000, isGuess: false }))).toBe(7_000);
      expect(pauseFor(counts, 2, limit)).toBe(60_000);
      await queue.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
