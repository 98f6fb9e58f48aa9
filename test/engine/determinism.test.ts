import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { Analysis } from "../../src/engine/finding.ts";
import { analyseFiles } from "../support/analyse-files.ts";
import { backendsHere } from "../support/backends.ts";
import { allFixtures } from "../support/fixtures.ts";
import type { Files } from "../support/reviewer.ts";

const folders = allFixtures().filter(({ files }) => Object.keys(files).length > 1);

async function analysed(backend: "native" | "wasm", projects: readonly Files[]): Promise<readonly Analysis[]> {
  const analyser = await createAnalyser({ backend });
  try {
    const results: Analysis[] = [];
    for (const files of projects) results.push(await analyseFiles(analyser, files));
    return results;
  } finally {
    await analyser.close();
  }
}

function inOrder(files: Files, compare: (a: string, b: string) => number): Files {
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => compare(a, b)));
}

const backwards = (a: string, b: string): number => (a < b ? 1 : -1);
const byLength = (a: string, b: string): number => a.length - b.length || backwards(a, b);

describe("the same snapshot gives the same findings", () => {
  it("has projects of several files to hold that against", () => {
    expect(folders.length).toBeGreaterThan(5);
  });

  it("in any order of its files", async () => {
    const given = await analysed(
      "wasm",
      folders.map(({ files }) => files),
    );
    for (const order of [backwards, byLength]) {
      const other = await analysed(
        "wasm",
        folders.map(({ files }) => inOrder(files, order)),
      );

      expect(other.map(({ findings }) => findings)).toEqual(given.map(({ findings }) => findings));
    }
  });

  it("with either parser", async () => {
    const all = allFixtures().map(({ files }) => files);
    const [first, ...others] = await Promise.all(backendsHere().map(async (backend) => await analysed(backend, all)));

    expect(first?.some(({ findings }) => findings.length > 0)).toBe(true);
    for (const other of others) expect(other).toEqual(first);
  });
});
