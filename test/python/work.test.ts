import { beforeAll, describe, expect, it } from "vitest";

import type { Cursor } from "../../src/python/backend.ts";
import { chooseBackend } from "../../src/python/choose-backend.ts";
import { extractFacts } from "../../src/python/extract/extract-facts.ts";
import { PATIENT_MS } from "./support.ts";

/** Counts what is asked of a cursor: the extraction's work, whatever the machine. */
function counting(cursor: Cursor): { readonly cursor: Cursor; readonly count: () => number } {
  let asked = 0;
  const counted = new Proxy(cursor, {
    get(target, property) {
      asked += 1;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { cursor: counted, count: () => asked };
}

let workFor: (python: string) => number;

beforeAll(async () => {
  const { backend } = await chooseBackend("wasm");
  workFor = (python) => {
    const work = backend.parse(python, PATIENT_MS, (real, broken) => {
      const { cursor, count } = counting(real);
      extractFacts(cursor, python, broken);
      return count();
    });
    if (work === undefined) throw new Error("Parsing took too long.");
    return work;
  };
});

describe("twice the file is at most twice the work", () => {
  it.each<readonly [what: string, python: (size: number) => string]>([
    ["statements", (size) => "x = f(a)\n".repeat(size)],
    ["branches", (size) => `if a: f()\n${"elif b: g()\n".repeat(size)}`],
    ["targets", (size) => `${"a = ".repeat(size)}f()`],
    ["a list", (size) => `x = [${"1, ".repeat(size)}]`],
    ["a dotted name", (size) => `x = a${".b".repeat(size)}`],
    ["attributes of a call", (size) => `x = f()${".b".repeat(size)}`],
    ["a dotted name that is called at its end", (size) => `x = a${".b".repeat(size)}()`],
    ["a sum", (size) => `x = ${"a + ".repeat(size)}f()`],
    ["a comparison", (size) => `x = ${"a < ".repeat(size)}f()`],
    ["nested calls", (size) => `${"f(".repeat(size)}${")".repeat(size)}`],
    ["interpolations", (size) => `x = f'${"{a}".repeat(size)}'`],
    ["strings", (size) => `x = ${"'a' ".repeat(size)}`],
    ["comments", (size) => "f()  # why\n".repeat(size)],
    ["decorators", (size) => `${"@a\n".repeat(size)}def f(): pass`],
    ["parameters", (size) => `def f(${Array.from({ length: size }, (_, at) => `a${at}=1`).join(", ")}): pass`],
    ["what cannot be made out", (size) => "$ ?\nx = 1\n".repeat(size)],
  ])("%s", (_what, python) => {
    const once = workFor(python(1000));

    expect(workFor(python(2000))).toBeLessThanOrEqual(2.1 * once);
  });

  it("a dotted name is read in one step", () => {
    // What is asked about a file's first nodes may be remembered for the next file.
    workFor("x = a.b");

    expect(workFor(`x = a${".b".repeat(1000)}`)).toBe(workFor("x = a.b"));
  });
});
