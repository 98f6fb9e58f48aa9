import { expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import { FILE_DEADLINE_MS, readModule } from "../../src/python/read-module.ts";
import { analyseFiles } from "../support/analyse-files.ts";
import { sketchModule } from "./sketch.ts";
import { factsOf, readingOf, withEachBackend } from "./support.ts";

const DEEP = 100_000;

/** Nested deeper than anything is read. What is left out has to be told. */
const NESTED: readonly (readonly [what: string, python: string])[] = [
  ["parentheses", `${"(".repeat(DEEP)}1${")".repeat(DEEP)}`],
  ["brackets", `x = ${"[".repeat(DEEP)}${"]".repeat(DEEP)}`],
  ["dictionaries", `x = ${"{1:".repeat(DEEP)}1${"}".repeat(DEEP)}`],
  ["calls of calls", `f${"()".repeat(DEEP)}`],
  ["calls in calls", `${"f(".repeat(DEEP)}${")".repeat(DEEP)}`],
  ["attributes of a call", `f()${".x".repeat(DEEP)}`],
  ["a chain of methods", `q${".filter(a)".repeat(3000)}`],
  ["subscripts", `a${"[0]".repeat(DEEP)}`],
  ["sums", `x = ${"a + ".repeat(10_000)}f()`],
  ["powers", `x = ${"a ** ".repeat(10_000)}f()`],
  ["conditions", `x = ${"a and ".repeat(10_000)}f()`],
  ["signs", `x = ${"-".repeat(DEEP)}1`],
  ["negations", `x = ${"not ".repeat(10_000)}a`],
  ["choices", `x = ${"a if b else ".repeat(50_000)}f()`],
  ["lambdas", `x = ${"lambda: ".repeat(50_000)}f()`],
  ["defaults of lambdas", `x = ${"lambda a=".repeat(5000)}1${": 1".repeat(5000)}`],
  ["waiting", `x = ${"await ".repeat(DEEP)}a`],
  ["named expressions", `x = ${"(a := ".repeat(10_000)}1${")".repeat(10_000)}`],
  ["types", `x: ${"list[".repeat(10_000)}int${"]".repeat(10_000)}`],
  ["unions", `x: ${"a | ".repeat(10_000)}b`],
  ["f-strings", `x = ${"f'{".repeat(250)}1${"}'".repeat(250)}`],
  ["format specifiers", `x = f'{a${":{a".repeat(1000)}${"}".repeat(1001)}'`],
  ["aliases", `with ${"(".repeat(10_000)}a as b${")".repeat(10_000)}: pass`],
  ["targets", `${"a = ".repeat(5000)}f()`],
  ["elif", `if a: f()\n${"elif b: g()\n".repeat(5000)}else: h()\n`],
  ["else", `${ladder(400, "if a:", "f()")}${ladder(400, "else:", "f()", true)}`],
  ["classes", `${steps(300, "class A:")}${" ".repeat(300)}x = 1\n`],
  ["functions", `${steps(300, "def f():")}${" ".repeat(300)}pass\n`],
  ["elif in else in elif", elifTower(50, 100)],
];

/** Long rather than deep: everything is read. */
const LONG: readonly (readonly [what: string, python: string])[] = [
  ["a dotted name", `x = a${".b".repeat(20_000)}`],
  ["a dotted name of almost 1 MB", `x = a${".b".repeat(450_000)}`],
  ["an identifier", `x = ${"a".repeat(900_000)}`],
  ["a list", `x = [${"1, ".repeat(50_000)}]`],
  ["arguments", `f(${"g(), ".repeat(20_000)})`],
  ["comparisons", `x = ${"a < ".repeat(10_000)}f()`],
  ["interpolations", `x = f'${"{a}".repeat(150_000)}'`],
  ["f-strings side by side", `x = (${"f'{a}' ".repeat(30_000)})`],
  ["strings side by side", `x = ${"'a' ".repeat(50_000)}`],
  ["type arguments", `x: list[${"a, ".repeat(150_000)}b]`],
  ["conditions of a comprehension", `x = [a for a in b ${"if c ".repeat(30_000)}]`],
  ["clauses of a comprehension", `x = [a ${"for a in b ".repeat(20_000)}]`],
  ["decorators", `${"@a\n".repeat(20_000)}def f(): pass`],
  ["items of a with", `with ${"a as b, ".repeat(20_000)}c: pass`],
  ["handlers", `try: pass\n${"except A: f()\n".repeat(10_000)}`],
  ["cases", `match a:\n${"  case b if c: f()\n".repeat(10_000)}`],
  ["imports", `from a import ${"b, ".repeat(30_000)}c`],
  ["comments", "# noqa\n".repeat(50_000)],
  ["statements on one line", "a;".repeat(50_000)],
];

/** The two shapes that cost the parser quadratic time. */
const BOMBS: readonly (readonly [what: string, python: string])[] = [
  ["continued lines", "\\\n".repeat(100_000)],
  ["a string that never ends", `x = """${"abc def\n".repeat(110_000)}`],
];

withEachBackend((backend) => {
  it.each(NESTED)("tells that something is nested too deeply: %s", (_what, python) => {
    const reading = readingOf(backend(), python);

    expect(reading).toMatchObject({ clipped: true });
    expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
    expect(structuredClone(reading)).toEqual(reading);
  });

  it.each(LONG)("reads all of it: %s", (_what, python) => {
    const facts = factsOf(backend(), python);

    expect(facts.clipped).toBeUndefined();
    expect(facts.errors).toEqual([]);
    expect(() => JSON.stringify(facts)).not.toThrow();
  });

  it("reads the rest of a file of which a part is nested too deeply", () => {
    const facts = factsOf(backend(), `a()\nx = ${"(".repeat(500)}b${")".repeat(500)}\nc()\n`);

    expect(sketchModule(facts)).toBe("(call a)\nx = (other)\n(call c)");
    expect(facts.clipped).toBe(true);
  });

  it("counts a nesting that is left again only once", () => {
    const python = `${`x = ${"(".repeat(150)}b${")".repeat(150)}\n`.repeat(5)}${`if a: b\n${"elif c: d\n".repeat(150)}`.repeat(5)}`;

    expect(factsOf(backend(), python).clipped).toBeUndefined();
  });

  it.each(BOMBS)("gives up in time, and the next file is not touched by it: %s", (_what, python) => {
    const next = "import a\n\nzzz = a.get()\n";
    const before = readingOf(backend(), next);

    for (let round = 0; round < 3; round += 1) {
      expect(readModule(backend(), Buffer.from(python), 50)).toEqual({
        unreadable: "parsing it took too long",
        passing: true,
      });
      expect(readModule(backend(), Buffer.from(next))).toEqual(before);
    }
    expect(readModule(backend(), Buffer.alloc(0))).toMatchObject({ body: [], errors: [] });
  });

  it("has a deadline unless told otherwise", () => {
    expect(readModule(backend(), Buffer.from(BOMBS[0]?.[1] ?? ""))).toEqual({
      unreadable: "parsing it took too long",
      passing: true,
    });
    expect(FILE_DEADLINE_MS).toBeGreaterThan(0);
  });

  it("takes every hostile file through a whole analysis", async () => {
    const route =
      "from fastapi import FastAPI\nimport requests\napp = FastAPI()\n@app.get('/')\nasync def root():\n    requests.get('u')\n";
    const hostile = [...NESTED, ...LONG].filter(([, python]) => python.length < 70_000);
    const analyser = await createAnalyser({ backend: backend().name });
    const files = Object.fromEntries(
      hostile.map(([what, python]) => [`${what.replaceAll(" ", "_")}.py`, `${route}\n${python}\n`]),
    );

    const { findings, failures, unread } = await analyseFiles(analyser, files);
    await analyser.close();

    expect(failures).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
    const nested = new Set(NESTED.map(([what]) => `${what.replaceAll(" ", "_")}.py`));
    expect(unread.map(({ path }) => path).toSorted()).toEqual(
      Object.keys(files)
        .filter((path) => nested.has(path))
        .toSorted(),
    );
  });
});

function steps(depth: number, line: string): string {
  return Array.from({ length: depth }, (_, level) => `${" ".repeat(level)}${line}\n`).join("");
}

function ladder(depth: number, line: string, body: string, down = false): string {
  return Array.from({ length: depth }, (_, at) => {
    const level = down ? depth - 1 - at : at;
    return `${" ".repeat(level)}${line}\n${" ".repeat(level + 1)}${body}\n`;
  }).join("");
}

function elifTower(floors: number, branches: number): string {
  const floor = (_: unknown, level: number): string => {
    const before = " ".repeat(level);
    return `${before}if a: f()\n${`${before}elif b: g()\n`.repeat(branches)}${before}else:\n`;
  };
  return `${Array.from({ length: floors }, floor).join("")}${" ".repeat(floors)}f()\n`;
}
