import { structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseHunks } from "../../src/github/patch.ts";

describe("parseHunks", () => {
  it("reads the lines that were added", () => {
    const patch =
      "@@ -1,3 +1,4 @@ def a():\n one\n-two\n+zwei\n+drei\n four\n@@ -10 +11,2 @@\n ten\n+eleven\n\\ No newline at end of file";

    expect(parseHunks(patch)).toEqual([
      { headStart: 1, headLines: 4, baseStart: 1, baseLines: 3, added: [2, 3] },
      { headStart: 11, headLines: 2, baseStart: 10, baseLines: 1, added: [12] },
    ]);
  });

  it("reads a new file", () => {
    expect(parseHunks("@@ -0,0 +1,2 @@\n+a\n+b")).toMatchObject([{ headStart: 1, headLines: 2, added: [1, 2] }]);
  });

  it.each(["", "Binary files differ", "@@ nonsense @@", "@@ -1,9 +1,9 @@\n+a"])("gives nothing for %j", (patch) => {
    expect(parseHunks(patch)).toBeUndefined();
  });

  it("names exactly the lines of the head that are new, for any two texts", () => {
    const line = fc.constantFrom(
      "a",
      "b",
      "",
      "-- c",
      "++ d",
      "--- e",
      "+++ f",
      "@@ -1 +1 @@",
      "diff --git",
      "\\ No newline",
      "g\r",
      "h\u2028",
      " i",
      "Index: x",
    );
    const text = fc.array(line, { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (base, head) => {
        const hunks = parseHunks(patchOf(base, head)) ?? [];
        const changed = new Set(hunks.flatMap((hunk) => hunk.added));
        // Taking the added lines out of the head, and the removed ones out of the base, must leave the same text.
        const kept = head.filter((_line, index) => !changed.has(index + 1));

        expect(
          hunks
            .flatMap((hunk) => hunk.added)
            .every((added) => hunks.some((hunk) => added >= hunk.headStart && added < hunk.headStart + hunk.headLines)),
        ).toBe(true);
        expect(isSubsequence(kept, base)).toBe(true);
        expect(hunks.length === 0).toBe(JSON.stringify(base) === JSON.stringify(head));
      }),
      { numRuns: 500 },
    );
  });
});

/** A patch without file headers, as GitHub gives it. */
function patchOf(base: readonly string[], head: readonly string[]): string {
  const end = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  const { hunks } = structuredPatch("a", "b", end(base), end(head));
  return hunks
    .map((hunk) =>
      [`@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`, ...hunk.lines].join("\n"),
    )
    .join("\n");
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const line of whole) {
    next += next < part.length && part[next] === line ? 1 : 0;
  }
  return next === part.length;
}
