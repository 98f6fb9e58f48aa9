import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { MemoryQueue } from "../../src/queue/memory-queue.ts";
import type { ReviewQueue, TakenJob } from "../../src/queue/review-queue.ts";
import { intentFor } from "./support.ts";

function queueWithoutWaiting(): MemoryQueue {
  return new MemoryQueue({ debounceMs: 0, maxDebounceMs: 0 });
}

async function takeOne(queue: ReviewQueue): Promise<TakenJob> {
  const job = await queue.take();
  if (job === undefined) {
    throw new Error("the queue was closed");
  }
  return job;
}

describe("MemoryQueue", () => {
  it("hands out what was put", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));

    const job = await takeOne(queue);

    expect(job.intent).toEqual(intentFor(1, "a"));
    expect(job.attempt).toBe(1);
    expect(await queue.stats()).toEqual({ waiting: 0, active: 1, oldestWaitingMs: 0 });
  });

  it("merges what waits for the same pull request", async () => {
    const queue = queueWithoutWaiting();
    await queue.put({
      ...intentFor(1, "a"),
      commands: [{ commentId: 5, author: "ann", command: { name: "recheck" } }],
    });
    await queue.put({
      ...intentFor(1, "b", { reason: "command" }),
      force: true,
      commands: [{ commentId: 5, author: "ann", command: { name: "recheck" } }],
    });

    const job = await takeOne(queue);

    expect(job.intent).toMatchObject({ reasons: ["opened", "command"], force: true, deliveries: ["a", "b"] });
    expect(job.intent.commands).toEqual([{ commentId: 5, author: "ann", command: { name: "recheck" } }]);
    expect((await queue.stats()).waiting).toBe(0);
  });

  it("keeps a second job of the same pull request until the first ended", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const first = await takeOne(queue);
    await queue.put(intentFor(1, "b"));
    const second = takeOne(queue);
    await queue.put(intentFor(2, "c"));

    const overtaking = await second;
    await first.ack();
    const waited = await takeOne(queue);

    expect(overtaking.intent.key.number).toBe(2);
    expect(waited.intent.deliveries).toEqual(["b"]);
  });

  it("aborts the active job when a push arrives, and lets the pull request run again", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const first = await takeOne(queue);
    await queue.put(intentFor(1, "b", { reason: "synchronize" }));

    expect(first.signal.aborted).toBe(true);
    await first.retry(0);
    const again = await takeOne(queue);

    expect(again.intent.deliveries).toEqual(["a", "b"]);
    expect(again.signal.aborted).toBe(false);
  });

  it("does not abort the active job for a command", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const first = await takeOne(queue);
    await queue.put(intentFor(1, "b", { reason: "command" }));

    expect(first.signal.aborted).toBe(false);
  });

  it("counts tries, and hands the job out again after the pause", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    await (await takeOne(queue)).retry(5);

    const again = await takeOne(queue);

    expect(again.attempt).toBe(2);
    expect(again.intent).toEqual(intentFor(1, "a"));
  });

  it("has two jobs per installation active at most, and serves installations in turn", async () => {
    const queue = queueWithoutWaiting();
    for (const number of [1, 2, 3]) {
      await queue.put(intentFor(number, `a${number}`, { installationId: 1 }));
    }
    await queue.put(intentFor(1, "b1", { installationId: 2 }));
    const taken = [await takeOne(queue), await takeOne(queue), await takeOne(queue)];
    const fourth = takeOne(queue);

    expect(taken.map((job) => job.intent.deliveries[0])).toEqual(["a1", "b1", "a2"]);
    expect(await queue.stats()).toMatchObject({ waiting: 1, active: 3 });
    await taken[0]?.ack();
    expect((await fourth).intent.deliveries).toEqual(["a3"]);
  });

  it("waits for more pushes, but not with a command", async () => {
    const queue = new MemoryQueue({ debounceMs: 3_600_000, maxDebounceMs: 3_600_000 });
    await queue.put(intentFor(1, "a", { reason: "synchronize" }));
    const job = takeOne(queue);
    expect(await queue.stats()).toMatchObject({ waiting: 1, active: 0 });

    await queue.put(intentFor(1, "b", { reason: "command" }));

    expect((await job).intent.deliveries).toEqual(["a", "b"]);
    await queue.close();
  });

  it("knows deliveries that it has seen, and forgets those that it refused", async () => {
    const queue = queueWithoutWaiting();

    expect([await queue.firstSeen("a"), await queue.firstSeen("a")]).toEqual([true, false]);
    await queue.firstSeen("b");
    await queue.close();
    await expect(queue.put(intentFor(1, "b"))).rejects.toThrow("takes no more work");
    expect([await queue.firstSeen("a"), await queue.firstSeen("b")]).toEqual([false, true]);
  });

  it("ends waiting takers when it closes, while active jobs still end", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const active = await takeOne(queue);
    const waiting = queue.take();
    await queue.close();
    await active.ack();

    expect(await waiting).toBeUndefined();
    expect(await queue.take()).toBeUndefined();
    expect(await queue.reachable()).toBe(false);
    expect((await queue.stats()).active).toBe(0);
  });
});

describe("MemoryQueue under any load", () => {
  const puts = fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      installationId: fc.integer({ min: 1, max: 2 }),
      reason: fc.constantFrom("opened" as const, "synchronize" as const, "command" as const),
    }),
    { minLength: 1, maxLength: 30 },
  );

  it("has at most one active job per pull request, two per installation, and loses nothing", async () => {
    await fc.assert(
      fc.asyncProperty(puts, fc.integer({ min: 1, max: 4 }), fc.scheduler(), async (intents, workers, scheduler) => {
        const queue = queueWithoutWaiting();
        const log = new WorkLog(intents.length);
        const running = Array.from({ length: workers }, () => work(queue, log, scheduler));
        intents.forEach((intent, index) => {
          void scheduler
            .schedule(Promise.resolve(), `put ${index}`)
            .then(() => queue.put(intentFor(intent.number, `d${index}`, intent)));
        });
        await scheduler.waitFor(log.complete);
        await queue.close();
        await scheduler.waitFor(Promise.all(running));

        expect(log.violations).toEqual([]);
        expect(log.done.size).toBe(intents.length);
      }),
      { numRuns: 200 },
    );
  });
});

/** Which jobs are active, which deliveries were dealt with, and what should never have happened. */
class WorkLog {
  readonly done = new Set<string>();
  readonly violations: string[] = [];
  readonly complete: Promise<void>;
  readonly #active: TakenJob[] = [];
  readonly #expected: number;
  #finish: () => void = () => undefined;

  constructor(expected: number) {
    this.#expected = expected;
    this.complete = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  start(job: TakenJob): void {
    const { key } = job.intent;
    const sameInstallation = this.#active.filter((other) => other.intent.key.installationId === key.installationId);
    if (sameInstallation.some((other) => other.intent.key.number === key.number)) {
      this.violations.push(`two jobs for ${key.installationId}/${key.number}`);
    }
    if (sameInstallation.length >= 2) {
      this.violations.push(`three jobs for installation ${key.installationId}`);
    }
    this.#active.push(job);
  }

  end(job: TakenJob): void {
    this.#active.splice(this.#active.indexOf(job), 1);
  }

  finish(job: TakenJob): void {
    job.intent.deliveries.forEach((delivery) => this.done.add(delivery));
    if (this.done.size === this.#expected) {
      this.#finish();
    }
  }
}

async function work(queue: ReviewQueue, log: WorkLog, scheduler: fc.Scheduler): Promise<void> {
  for (let job = await queue.take(); job !== undefined; job = await queue.take()) {
    log.start(job);
    await scheduler.schedule(Promise.resolve(), "review");
    log.end(job);
    if (job.signal.aborted) {
      await job.retry(0);
    } else {
      await job.ack();
      log.finish(job);
    }
  }
}

describe("a parked installation", () => {
  it("gets nothing, others do, and the pause is no try", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    await queue.put(intentFor(2, "b"));
    const job = await takeOne(queue);
    await job.park(60_000);
    await queue.put(intentFor(3, "c", { installationId: 2 }));

    expect((await takeOne(queue)).intent.key.installationId).toBe(2);
    expect(await queue.stats()).toMatchObject({ waiting: 2, active: 1 });
  });

  it("goes on afterwards where it was", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const first = await takeOne(queue);
    await first.park(1);
    const again = await takeOne(queue);

    expect(again.intent).toEqual(first.intent);
    expect(again.attempt).toBe(1);
  });

  it("keeps the longest of its pauses", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    await queue.put(intentFor(2, "b"));
    const jobs = [await takeOne(queue), await takeOne(queue)];
    await jobs[0]?.park(60_000);
    await jobs[1]?.park(0);
    await queue.put(intentFor(3, "c", { installationId: 2 }));

    expect((await takeOne(queue)).intent.key.number).toBe(3);
    expect((await queue.stats()).waiting).toBe(2);
  });

  it("puts back what belongs to a newer job of the same pull request", async () => {
    const queue = queueWithoutWaiting();
    await queue.put(intentFor(1, "a"));
    const job = await takeOne(queue);
    await queue.put(intentFor(1, "b"));
    await job.park(1);

    expect((await takeOne(queue)).intent.deliveries).toEqual(["a", "b"]);
  });
});
