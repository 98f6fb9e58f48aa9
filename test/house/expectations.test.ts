import { beforeAll, describe, expect, it } from "vitest";

import type { ParserBackend } from "../../src/python/backend.ts";
import { createWasmBackend } from "../../src/python/wasm-backend.ts";
import { disagreements, type Expectation } from "../support/expectations.ts";
import { aFinding } from "../support/finding.ts";
import { expectationsOf } from "../support/fixtures.ts";

let backend: ParserBackend;

beforeAll(async () => {
  backend = await createWasmBackend();
});

function markers(code: string): Expectation[] {
  return expectationsOf({ name: "planted.py", files: { "app/main.py": code } }, backend);
}

function problems(code: string, ...lines: readonly number[]): string[] {
  return disagreements(
    markers(code),
    lines.map((line) => aFinding({ line, question: `line ${line}?` })),
  );
}

describe("reading markers", () => {
  it("takes rule, check and text from the end of a line", () => {
    expect(markers('a()\nb()  # expect: API006/blocking-client "async"\n')).toMatchObject([
      { kind: "expect", line: 2, rule: "API006", check: "blocking-client", texts: ["async"] },
    ]);
  });

  it("takes several from one comment", () => {
    const read = markers('a()  # expect: API006 "x", API001/blocking-call "y" "z"  # known-miss: API006 an alias\n');

    expect(read.map(({ kind, rule, texts, reason }) => [kind, rule, texts, reason])).toEqual([
      ["expect", "API006", ["x"], ""],
      ["expect", "API001", ["y", "z"], ""],
      ["known-miss", "API006", [], "an alias"],
    ]);
  });

  it("applies a marker on its own line to the next line with code", () => {
    expect(markers("# expect: API006\n\n# a remark\na(\n    b,\n)\n")).toMatchObject([{ line: 4 }]);
  });

  it("ignores markers in strings and other comments", () => {
    expect(markers('a = "# expect: API006"\nb = 1  # we expect: nothing\n')).toEqual([]);
    expect(markers("a = '''\n# expect: API006\n'''\nb = 1  # the expected value\n")).toEqual([]);
  });

  it.each([
    "# expect API006",
    "# expects: API006",
    "# expect: API6",
    "# known-miss: API006",
    "# ok:",
    "# expect: API006 nonsense",
  ])("refuses %s", (comment) => {
    expect(() => markers(`a = 1  ${comment}\n`)).toThrow("cannot be read");
  });

  it("refuses a file that does not parse, unless its name says so", () => {
    expect(() => markers("x = = 1\n")).toThrow("does not parse");
    expect(expectationsOf({ name: "broken-file.py", files: { "a.py": "x = = 1\n" } }, backend)).toEqual([]);
  });
});

describe("holding findings against markers", () => {
  it("agrees when each finding is expected and each expectation met", () => {
    expect(problems("a()  # expect: API006\nb()  # ok: not called\n", 1)).toEqual([]);
  });

  it("names missed and false alarms, in the order of the lines", () => {
    expect(problems('a()\nb()\nc()  # expect: API006/blocking-client "httpx"\n', 2)).toEqual([
      'app/main.py, line 2: false alarm API006/blocking-client "line 2?"',
      'app/main.py, line 3: missed alarm API006/blocking-client "httpx"',
    ]);
  });

  it("wants the named check, the text and as many findings as markers", () => {
    expect(problems("a()  # expect: API006/other\n", 1)).toHaveLength(2);
    expect(problems('a()  # expect: API006 "not said"\n', 1)).toHaveLength(2);
    expect(problems("a()  # expect: API006\n", 1, 1)).toHaveLength(1);
    expect(problems("a()  # expect: API006, API006\n", 1)).toHaveLength(1);
  });

  it("lets the more particular marker choose first", () => {
    const findings = [aFinding({ line: 1, question: "one?" }), aFinding({ line: 1, question: "two?" })];

    expect(disagreements(markers('a()  # expect: API006, API006 "one"\n'), findings)).toEqual([]);
  });

  it("is strict about known misses and known false alarms", () => {
    expect(problems("a()  # known-miss: API006 an alias\n")).toEqual([]);
    expect(problems("a()  # known-miss: API006 an alias\n", 1)).toEqual([
      "app/main.py, line 1: no longer missed API006: make the known-miss an expect",
    ]);
    expect(problems("a()  # known-false-alarm: API006 shadowed\n", 1)).toEqual([]);
    expect(problems("a()  # known-false-alarm: API006 shadowed\n")).toEqual([
      "app/main.py, line 1: no longer a false alarm API006: make the marker an ok",
    ]);
  });

  it("matches project questions anywhere by the places they name", () => {
    const code = '# expect-project: API006 "3 files"\na()\n';
    const asked = aFinding({ path: "other.py", placement: "summary", searched: ["3 files in app/"] });

    expect(disagreements(markers(code), [asked])).toEqual([]);
    expect(disagreements(markers(code), [{ ...asked, placement: "inline" }])).toHaveLength(2);
  });
});
