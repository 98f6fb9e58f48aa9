import { afterEach, expect, it, vi } from "vitest";

import { MemoryQueue } from "../../src/queue/memory-queue.ts";
import { intentFor } from "./support.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("hands out what becomes due between looking for it and setting the alarm", async () => {
  // Every look at the clock takes three milliseconds, so that the five of the debounce end between two of them.
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (clock += 3));
  const queue = new MemoryQueue({ debounceMs: 5, maxDebounceMs: 50 });
  const taken = queue.take();

  await queue.put(intentFor(1, "a", { reason: "synchronize" }));

  expect((await taken)?.intent.key).toEqual(intentFor(1, "a").key);
  await queue.close();
});
