import { expect, it } from "vitest";

import { sketchClass, sketchFunction } from "./sketch.ts";
import { factsOf, withEachBackend } from "./support.ts";

const FUNCTIONS: readonly (readonly [python: string, ...facts: string[]])[] = [
  ["def f(): pass", "f()"],
  ["async def f(): await a", "async f() { (await a) }"],
  ["def f(a, b: int, c=1, d: int = 2): pass", "f(a, b: int, c = #1, d: int = #2)"],
  ["def f(a, /, b, *, c, d=1): pass", "f(a, b, c*, d* = #1)"],
  [
    "def f(*args: int, a, b: int, c: int = 1, **rest: str): pass",
    "f(*args: int, a*, b*: int, c*: int = #1, **rest: str)",
  ],
  ["def f(*args, **rest): pass", "f(*args, **rest)"],
  ["def f(* args, ** rest): pass", "f(*args, **rest)"],
  ["def f(*args: *Ts): pass", "f(*args: (other Ts))"],
  ["def f(\n    a,  # first\n    b,\n): pass", "f(a, b)"],
  [
    "def f(a: Annotated[str, Depends(g)] = None) -> list[int] | None: pass",
    "f(a: (sub Annotated str (call Depends g)) = #None) -> ('|' (sub list int) #None)",
  ],
  ["def f[T: int, *Ts, **P](a: T) -> T: pass", "f(a: T) -> T"],
  ["def f[T = int](): pass", "f()"],
  ["@a\n@b.c(1)\n# between\n@d[0]\ndef f(): pass", "f() [a] [(call b.c #1)] [(sub d #0)]"],
  ["def f(): yield", "f() yields { (yield) }"],
  ["def f():\n  a = yield from b\n", "f() yields { a = (yield-from b) }"],
  ["def f():\n  def g(): yield\n", "f() { def f1 }", "f.<locals>.g() yields { (yield) }"],
  ["def f():\n  g = lambda: (yield)\n", "f() { g = (lambda f1) }", "f.<locals>.<lambda>() yields { return (yield) }"],
  ["x = lambda a, *b, c=1, **d: a", "<lambda>(a, *b, c* = #1, **d) { return a }"],
  ["x = lambda *, a: a", "<lambda>(a*) { return a }"],
  ["def f(a=lambda: 1): pass", "f(a = (lambda f1))", "<lambda>() { return #1 }"],
  ["def f((a, b)): pass", "f(b)"],
];

const CLASSES: readonly (readonly [python: string, ...facts: string[]])[] = [
  ["class A: pass", "A()"],
  ["class A(): pass", "A()"],
  ["class A(B, c.D[E], metaclass=F, *g, **h): pass", "A(B, (sub c.D E), metaclass=F, *g, **h)"],
  ["class A[T](B[T]): pass", "A((sub B T))"],
  ["class A[T = int](B): pass", "A(B)"],
  ["@a(1)\nclass A:\n  x: int = 1\n", "A() [(call a #1)] { x : int = #1 }"],
  ["class A:\n  class B:\n    pass\n", "A() { class c1 }", "A.B()"],
];

withEachBackend((backend) => {
  it.each(FUNCTIONS)("%j", (python, ...expected) => {
    expect(factsOf(backend(), python).functions.map(sketchFunction)).toEqual(expected);
  });

  it.each(CLASSES)("%j", (python, ...expected) => {
    expect(factsOf(backend(), python).classes.map(sketchClass)).toEqual(expected);
  });

  it("names what is around each definition", () => {
    const { functions, classes } = factsOf(
      backend(),
      [
        "class A:",
        "  def m(self):",
        "    def inner():",
        "      class B:",
        "        def n(self): return lambda: 1",
      ].join("\n"),
    );

    const around = [...functions, ...classes].map(({ qual, inFunction, inClass }) => [qual, inFunction, inClass]);
    expect(around).toEqual([
      ["A.m", undefined, 0],
      ["A.m.<locals>.inner", 0, undefined],
      ["A.m.<locals>.inner.<locals>.B.n", 1, 1],
      ["A.m.<locals>.inner.<locals>.B.n.<locals>.<lambda>", 2, undefined],
      ["A", undefined, undefined],
      ["A.m.<locals>.inner.<locals>.B", 1, undefined],
    ]);
  });

  it("leaves a default's lambda to the scope around the function", () => {
    const { functions } = factsOf(backend(), "def f(a=lambda: 1):\n  b = lambda: 2\n");

    expect(functions.map(({ qual, inFunction }) => [qual, inFunction])).toEqual([
      ["f", undefined],
      ["<lambda>", undefined],
      ["f.<locals>.<lambda>", 0],
    ]);
  });

  it("cuts dotted names that grow without end", () => {
    const nested = Array.from({ length: 20 }, (_, depth) => `${" ".repeat(depth)}class ${"A".repeat(100)}:`);

    const { classes } = factsOf(backend(), `${nested.join("\n")} pass\n`);

    expect(classes).toHaveLength(20);
    expect(Math.max(...classes.map(({ qual }) => qual.length))).toBeLessThanOrEqual(301);
  });
});
