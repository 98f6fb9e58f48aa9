import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { problemsOf, read } from "./support.ts";

const BOMB = [
  "a: &a [x, x, x, x, x, x, x, x, x, x]",
  ..."bcdefghi".split("").map((name, index) => {
    const before = `*${"abcdefgh".charAt(index)}`;
    return `${name}: &${name} [${Array.from({ length: 10 }, () => before).join(", ")}]`;
  }),
];

describe("a hostile file", () => {
  it.each([
    ["aliases that multiply", BOMB.join("\n"), /more than \d+ (values|aliases)/],
    ["an alias of what holds it", "rules: &a { API001: *a }", /nested too deeply|more than/],
    ["an alias of nothing", "rules: *nothing", /no anchor `nothing`/],
    ["sixty thousand brackets", "[".repeat(60_000), /nested too deeply/],
    ["brackets in turns", "{a: [".repeat(10_000), /nested too deeply/],
    ["a stair of blocks", Array.from({ length: 300 }, (_value, level) => `${" ".repeat(level)}a:`).join("\n"), /./],
    ["a stair of dashes", "- ".repeat(5_000), /./],
    ["more than is read", `# ${"x".repeat(70_000)}`, /larger than 64 KB/],
    ["more than is read in two-byte letters", `# ${"ä".repeat(40_000)}`, /larger than 64 KB/],
    ["thousands of keys", Array.from({ length: 6_000 }, (_value, n) => `k${n}: 1`).join("\n"), /more than 5000 values/],
    ["two documents", "drafts: true\n---\ndrafts: false", /document/],
    ["tabs", "rules:\n\tAPI001: off", /[Tt]ab/],
    ["a tag", "rules: !!js/function 'x'", /tag/],
    ["a tag of a binary", "language: !!binary ZW4=", /tag/],
    ["an open quote", 'language: "en', /quote/],
    ["a list at the top", "- API001", /keys and values/],
    ["a text at the top", "off", /keys and values/],
    ["a key that is a list", "? [a, b]\n: 1", /a key is a text/],
    ["a key that is nothing", ": 1", /a key is a text/],
    ["a key that is a number", "1: 2", /unknown key `1`/],
    ["a merge key", "rules: &r { API001: off }\n<<: *r", /unknown key `<<`/],
    ["a key of the prototype", "__proto__: { drafts: true }\nconstructor: 1", /unknown key `__proto__`/],
    ["NUL", "drafts: \0", /./],
  ])("with %s is refused with words", (_name, text, message) => {
    const { file, problems } = read(text);

    expect(file).toBeUndefined();
    expect(problems.length).toBeLessThanOrEqual(20);
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
    for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
  });

  it("names both places of a key that is there twice", () => {
    expect(problemsOf(read("drafts: true", "bots: skip", "drafts: false"))).toEqual([
      "3:1 `drafts` is there already, on line 1",
    ]);
  });

  it("may use an alias, whose problems are told where it stands", () => {
    expect(read("include: &all [app]", "exclude: *all").file).toMatchObject({ include: ["app"], exclude: ["app"] });
    expect(problemsOf(read("include: &all [app]", "bots: *all"))).toEqual([expect.stringMatching(/^2:7 `bots`/)]);
  });

  it("cannot make YAML 1.1 of itself", () => {
    expect(read("%YAML 1.1", "---", "rules: { API001: off }").file).toEqual({ rules: [["API001", { on: false }]] });
  });

  it("quotes itself shortly and in one code span", () => {
    const [problem] = problemsOf(read(`"x\`\\n@everyone${"y".repeat(500)}": 1`));

    expect(problem?.length).toBeLessThan(300);
    expect(problem).toContain("`x' @everyoney");
  });

  it("is never more than problems, whatever it holds", () => {
    const piece = fc.constantFrom(
      "rules",
      "ask",
      ":",
      " ",
      "\n",
      "  ",
      "- ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&a ",
      "*a",
      "!!str ",
      "|\n",
      ">",
      "\t",
      '"',
      "'",
      "#",
      "?",
      "%YAML 1.1\n",
      "---\n",
      "\uFEFF",
      "\r",
      "API001",
      "off",
      "0x1F",
      "~",
      "\ud800",
      "<<",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { file, problems } = read(pieces.join(""));
        expect(file === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});
