import { expect, it } from "vitest";

import { positionAt, type ModuleFacts } from "../../src/python/facts.ts";
import { walkExpr } from "../../src/python/visit.ts";
import { factsOf, withEachBackend } from "./support.ts";

const PLACES: readonly (readonly [what: string, python: string, place: string])[] = [
  ["a first line", "f()\n", "1:1-1:4"],
  ["no line break at the end", "x\nf()", "2:1-2:4"],
  ["indentation", "if a:\n    f()\n", "2:5-2:8"],
  ["tabs count as one column each", "if a:\n\t\tf()\n", "2:3-2:6"],
  ["a byte order mark counts as nothing", "\uFEFFf()\n", "1:1-1:4"],
  ["an emoji counts as two", "x = '😀'; f()\n", "1:11-1:14"],
  ["letters outside ASCII count as one", "é = 'ß'; f()\n", "1:10-1:13"],
  ["a combining mark counts as one", "x = 'e\u0301'; f()\n", "1:11-1:14"],
  ["CRLF", "x\r\ny\r\n  \r\nf()\r\n", "4:1-4:4"],
  ["CR alone", "x\ry\rf()\r", "3:1-3:4"],
  ["mixed line ends", "x\ry\r\nz\nf()", "4:1-4:4"],
  ["a form feed", "x\n\fy\n\f\nf()\n", "4:1-4:4"],
  ["a line separator is no line end", "x = '\u2028'\nf()\n", "2:1-2:4"],
  ["continued lines", "x = \\\n  f()\n", "2:3-2:6"],
  ["a call over several lines", "f(\n  1,\n)\n", "1:1-3:2"],
  ["inside an f-string", "x = f'a{f()}'\n", "1:9-1:12"],
  ["after a string of several lines", "'''a\nb'''; f()\n", "2:7-2:10"],
];

const LINES: readonly (readonly [what: string, text: string, lines: readonly number[]])[] = [
  ["nothing", "", [0]],
  ["one line", "a", [0]],
  ["a line break", "a\n", [0, 2]],
  ["CRLF", "a\r\nb\r\n", [0, 3, 6]],
  ["CR", "a\rb", [0, 2]],
  ["a byte order mark", "\uFEFFa\nb", [0, 2]],
];

withEachBackend((backend) => {
  it.each(PLACES)("tells the place of a call: %s", (_what, python, expected) => {
    expect(placesOfCalls(factsOf(backend(), python))).toEqual([expected]);
  });

  it.each(LINES)("tells where lines start: %s", (_what, text, lines) => {
    expect(factsOf(backend(), text).lines).toEqual(lines);
  });

  it("tells the place of definitions by their name, and of parameters by their whole text", () => {
    const { functions, classes, body, lines } = factsOf(
      backend(),
      "@a\nclass A:\n  async def f(self, b: int = 1): ...\n",
    );

    const [method] = functions;
    expect(
      [classes[0], method, method?.params[1], body[0]].map((part) => place(lines, part ?? { p: -1, q: -1 })),
    ).toEqual(["2:7-2:8", "3:13-3:14", "3:21-3:31", "1:1-3:37"]);
  });

  it("keeps comments with their line, wherever they stand", () => {
    const python = [
      "#!/usr/bin/env python",
      "x = 1  # after",
      "# own",
      "f(  # in a call",
      "  # own in a call",
      ")",
      "if a:  # at a block",
      "\t# at the start of a block",
      "\tpass # in a block",
      "y = '# no comment'",
      `# ${"long".repeat(200)}`,
      "@a  # at a decorator",
      "def g(",
      "  b,  # at a parameter",
      "): ...",
      "# last",
    ].join("\r\n");

    const { comments } = factsOf(backend(), python);

    expect(comments.map(({ line, own, text }) => `${line} ${own ? "own" : "after"} ${text.slice(0, 30)}`)).toEqual([
      "1 own #!/usr/bin/env python",
      "2 after # after",
      "3 own # own",
      "4 after # in a call",
      "5 own # own in a call",
      "7 after # at a block",
      "8 own # at the start of a block",
      "9 after # in a block",
      "11 own # longlonglonglonglonglonglong",
      "12 after # at a decorator",
      "14 after # at a parameter",
      "16 own # last",
    ]);
    expect(Math.max(...comments.map(({ text }) => text.length))).toBe(300);
  });
});

function placesOfCalls(facts: ModuleFacts): string[] {
  const found: string[] = [];
  const look = (statements: ModuleFacts["body"]): void => {
    for (const statement of statements) {
      if ("e" in statement && statement.e !== undefined) {
        walkExpr(statement.e, (part) => {
          if (part.k === "call") found.push(place(facts.lines, part));
        });
      }
      if ("body" in statement) look(statement.body);
    }
  };
  look(facts.body);
  return found;
}

function place(lines: readonly number[], { p, q }: { readonly p: number; readonly q: number }): string {
  const start = positionAt(lines, p);
  const end = positionAt(lines, q);
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}
