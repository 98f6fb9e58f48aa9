import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { addedLines } from "../../src/review/line-diff.ts";

function added(base: string, head: string): readonly number[] {
  return [...addedLines(Buffer.from(base), Buffer.from(head))];
}

describe("addedLines", () => {
  it("names the lines that are new", () => {
    expect(added("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([2, 4]);
    expect(added("", "a\nb\n")).toEqual([1, 2]);
    expect(added("a\n", "a\n")).toEqual([]);
  });

  it("leaves lines of the base, in their order, for any two texts", () => {
    const text = fc.array(fc.constantFrom("a", "b", "", "c\r"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (base, head) => {
        const lines = new Set(added(ended(base), ended(head)));
        const kept = head.filter((_line, index) => !lines.has(index + 1));
        let next = 0;
        for (const line of base) next += kept[next] === line ? 1 : 0;

        expect(next).toBe(kept.length);
      }),
    );
  });

  it("counts only lines that are nowhere in the base when the texts have too little in common", () => {
    const words = (word: string): string =>
      Array.from({ length: 30_000 }, (_value, index) => `${word}${index}\n`).join("");

    expect(added(`${words("a")}same\n`, `same\n${words("b")}`)).toHaveLength(30_000);
  });
});

function ended(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
