import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import type { ParserBackend } from "../../src/python/backend.ts";
import { chooseBackend } from "../../src/python/choose-backend.ts";
import type { ModuleReading } from "../../src/python/read-module.ts";
import { backendsHere } from "../support/backends.ts";
import { allFixtures } from "../support/fixtures.ts";
import { aDamagedFile, aFile } from "./snippets.ts";
import { readingOf } from "./support.ts";

let backends: readonly ParserBackend[];

beforeAll(async () => {
  backends = await Promise.all(backendsHere().map(async (name) => (await chooseBackend(name)).backend));
});

/** What all parsers of this machine read: one answer, or the test fails. */
function readByAll(content: string | Uint8Array): ModuleReading {
  const [first, ...others] = backends.map((backend) => readingOf(backend, content));
  if (first === undefined) throw new Error("There is no parser.");
  for (const other of others) expect(JSON.stringify(other)).toBe(JSON.stringify(first));
  return first;
}

describe("both parsers read the same", () => {
  const files = allFixtures().flatMap((fixture) =>
    Object.entries(fixture.files)
      .filter(([path]) => path.endsWith(".py"))
      .map(([path, text]) => ({ title: `${fixture.rule}/${fixture.check}/${fixture.name}: ${path}`, text })),
  );

  it.each(files)("$title", ({ text }) => {
    const reading = readByAll(text);

    expect(reading).toHaveProperty("body");
    expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
  });

  it.each([32_766, 32_767, 32_768, 32_769, 65_535, 65_536, 100_000])("a file of %i characters, wholly", (length) => {
    const line = "x = f('é😀')\n";
    const end = "\nlast()\n";
    const text = line.repeat(Math.floor((length - end.length) / line.length)).padEnd(length - end.length, "#") + end;
    expect(text).toHaveLength(length);

    const reading = readByAll(text);

    if ("unreadable" in reading) throw new Error(reading.unreadable);
    expect(reading.errors).toEqual([]);
    expect(reading.body).toHaveLength(Math.floor((length - end.length) / line.length) + 1);
    expect(reading.body.at(-1)).toMatchObject({
      k: "expr",
      e: { k: "call", f: { k: "ref", n: "last" } },
      p: length - 7,
    });
  });
});

/** The same files at every run: what fails here fails everywhere. */
const RUNS = { seed: 20, numRuns: 100 } as const;

describe("whatever the file", () => {
  it("both read the same, inside the text, as plain data", () => {
    fc.assert(
      fc.property(aFile, (text) => {
        const [first, ...others] = backends.map((backend) => readingOf(backend, text));
        if (first === undefined || "unreadable" in first) return;
        const length = text.replace(/^\uFEFF/, "").length;

        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
        for (const { p, q } of placesIn(first)) expect(0 <= p && p <= q && q <= length).toBe(true);
        // Guesses about what is broken are each parser's own.
        if (first.errors.length > 0) return;
        for (const other of others) expect(JSON.stringify(other)).toBe(JSON.stringify(first));
      }),
      RUNS,
    );
  });

  it("damage is survived, and leaves nothing behind for the next file", () => {
    const next = "import a\n\ndef f():\n    return a.get()\n";
    const before = readByAll(next);
    fc.assert(
      fc.property(aDamagedFile, (text) => {
        const broken = backends.map((backend) => isBroken(readingOf(backend, text)));

        expect(new Set(broken).size).toBe(1);
        expect(readByAll(next)).toEqual(before);
      }),
      RUNS,
    );
  });

  it("any bytes are survived", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const backend of backends) expect(Object.keys(readingOf(backend, bytes)).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});

function isBroken(reading: ModuleReading): boolean {
  return "unreadable" in reading || reading.errors.length > 0;
}

/** Every object with a place, at any depth. */
function placesIn(value: unknown): { readonly p: number; readonly q: number }[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(placesIn);
  return "p" in value && "q" in value && typeof value.p === "number" && typeof value.q === "number"
    ? [{ p: value.p, q: value.q }, ...inside]
    : inside;
}
