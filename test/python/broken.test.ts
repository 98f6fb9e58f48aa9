import { expect, it } from "vitest";

import { sketchModule } from "./sketch.ts";
import { factsOf, readingOf, withEachBackend } from "./support.ts";

/** What still stands in the facts, and the lines that are told as lost. */
const BROKEN: readonly (readonly [what: string, python: string, errors: readonly number[], facts: string])[] = [
  ["a call left open", "f(\n", [1], ""],
  ["a bracket left open", "a()\nx = [1, 2\n\ndef f(): pass\n", [2], "(call a)"],
  ["a closing parenthesis too many", "a()\nf())\ng()\n", [2], "(call a)\n(call g)"],
  ["parameters left open", "def f(:\n  pass\ng()\n", [1], "def f0\n(call g)"],
  ["bases left open", "class A(B:\n  pass\n", [1], "class c0"],
  ["nothing to loop over", "for x in : pass\n", [1], "for x in (other) {}"],
  ["no colon", "a()\nif b\n  c()\n", [2], "(call a)"],
  ["a decorator without a name", "@\ndef f(): pass\n", [1], "def f0"],
  ["a decorator without a definition", "@a\nx = 1\n", [1], "x = #1"],
  ["a value left out", "x = {1: }\ny = f(a=)\n", [1, 2], "x = (set #1)\ny = (call f a)"],
  ["a quote left open", "a()\nx = 'abc\nb()\n", [2], "(call a)\nx = abc\n(call b)"],
  [
    "a template",
    "{{ header }}\nimport a\n{% if x %}\ndef f(): pass\n{% endif %}\n",
    [3, 5],
    "(set (set header))\nimport a\ndef f0\n(set endif)",
  ],
  [
    "merge markers",
    "<<<<<<< HEAD\nx = f()\n=======\nx = g()\n>>>>>>> main\ny = 1\n",
    [1, 3, 5],
    "HEAD\nx = (call f)\nx = (call g)\nmain\ny = #1",
  ],
  ["a NUL far down", `f()\n${" ".repeat(9000)}\0\ng()\n`, [1, 2], "(call f)\n(call g)"],
];

/** Not Python 3, or not any Python, but without anything lost. */
const TAKEN_AS_IS: readonly (readonly [what: string, python: string, facts: string])[] = [
  ["a type parameter with a default", "class A[T = int]: x = 1\n", "class c0"],
  ["a body left out", "def f():\ng()\n", "def f0\n(call g)"],
  ["indentation that does not fit", "if a:\n    f()\n  g()\n", "if a { (call f) }\n(call g)"],
];

withEachBackend((backend) => {
  it.each(BROKEN)("keeps what can be read and tells the line: %s", (_what, python, errors, expected) => {
    const facts = factsOf(backend(), python);

    expect(sketchModule(facts)).toBe(expected);
    expect(facts.errors).toEqual(errors);
  });

  it.each(TAKEN_AS_IS)("is not stricter than it has to be: %s", (_what, python, expected) => {
    const facts = factsOf(backend(), python);

    expect(sketchModule(facts)).toBe(expected);
    expect(facts.errors).toEqual([]);
  });

  it.each([
    ["parentheses without end", "(".repeat(1000)],
    ["a line without end", `x = '${"\\".repeat(999)}'`],
  ])("does not guess: %s", (_what, python) => {
    expect(readingOf(backend(), python)).toEqual({ unreadable: "its syntax could not be made out" });
  });

  it.each([1, 10, 100, 1000])(
    "says so when a string from the first line on never ends, before %i functions",
    (count) => {
      const reading = readingOf(backend(), `"""\n${"def f():\n    return a.get('x')\n\n".repeat(count)}`);

      expect("unreadable" in reading ? reading.unreadable : reading.errors).not.toEqual([]);
    },
  );

  it("keeps comments among lost text", () => {
    expect(factsOf(backend(), "x = ( ]  # one\n# two\ny = 1\n").comments.map(({ text }) => text)).toContain("# two");
  });
});
