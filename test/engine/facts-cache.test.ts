import { describe, expect, it } from "vitest";

import { createMemoryCache, textKey } from "../../src/engine/facts-cache.ts";
import { FACTS_VERSION, type ModuleFacts } from "../../src/python/facts.ts";

function factsOfLines(count: number): ModuleFacts {
  const lines = Array.from({ length: count }, (_, line) => line * 10);
  return { version: FACTS_VERSION, body: [], functions: [], classes: [], comments: [], lines, errors: [] };
}

describe("a cache in memory", () => {
  it("gives back the very facts that were put in", () => {
    const cache = createMemoryCache(1_000_000);
    const facts = factsOfLines(10);

    cache.put("a", facts);

    expect(cache.get("a")).toBe(facts);
    expect(cache.get("b")).toBeUndefined();
  });

  it("remembers that a file cannot be read", () => {
    const cache = createMemoryCache(1_000_000);

    cache.put("a", { unreadable: "it is binary" });

    expect(cache.get("a")).toEqual({ unreadable: "it is binary" });
  });

  it("keeps a blob's facts apart from its text", () => {
    const cache = createMemoryCache(1_000_000);

    cache.put("a", factsOfLines(1));
    cache.put(textKey("a"), { text: "" });

    expect(cache.get("a")).toEqual(factsOfLines(1));
    expect(cache.get(textKey("a"))).toEqual({ text: "" });
  });

  it("forgets what was not asked for the longest, by size", () => {
    const cache = createMemoryCache(100_000);
    for (const blob of ["a", "b"]) cache.put(blob, factsOfLines(100));
    cache.get("a");

    cache.put("c", factsOfLines(100));

    expect([cache.get("a"), cache.get("b"), cache.get("c")].map((facts) => facts !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("does without what is larger than all of it, and keeps the rest", () => {
    const cache = createMemoryCache(100_000);
    cache.put("small", factsOfLines(10));

    cache.put("facts", factsOfLines(1000));
    cache.put(textKey("text"), { text: "x".repeat(100_000) });

    expect([cache.get("facts"), cache.get(textKey("text"))]).toEqual([undefined, undefined]);
    expect(cache.get("small")).toBeDefined();
  });

  it("counts a file of one long line by its length", () => {
    const cache = createMemoryCache(1_000_000);
    const long = { ...factsOfLines(1), body: [{ k: "import" as const, i: [], p: 0, q: 100_000 }] };

    cache.put("long", long);

    expect(cache.get("long")).toBeUndefined();
  });
});
