import { expect, it } from "vitest";

import { sketchModule } from "./sketch.ts";
import { factsOf, withEachBackend } from "./support.ts";

const STATEMENTS: readonly (readonly [python: string, facts: string])[] = [
  ["f()", "(call f)"],
  ["a, b", "(tuple a b)"],
  ["a; b", "a\nb"],
  ["pass", ""],
  ["x = 1", "x = #1"],
  ["a = b = c", "a, b = c"],
  ["a, *b = c", "(tuple a b) = c"],
  ["[a, (b, c)] = d", "(list a (tuple b c)) = d"],
  ["a.b[0] = c", "(sub a.b #0) = c"],
  ["x: int", "x : int"],
  ["x: list[int] = []", "x : (sub list int) = (list)"],
  ["x += await y", "x += (await y)"],
  ["x //= 2", "x //= #2"],
  ["x = yield", "x = (yield)"],
  ["type A = int | str", "A = ('|' int str)"],
  ["type A[T] = list[T]", "A = (sub list T)"],
  ["type = 5", "type = #5"],
  ["def f():\n  return\n", "def f0"],
  ["return a, b", "return (tuple a b)"],
  ["raise", "raise"],
  ["raise A", "raise A"],
  ["raise A('x') from e", 'raise (call A "x") from e'],
  ["raise A from None", "raise A from #None"],
  ["del a, b[0]", "del (tuple a (sub b #0))"],
  ["del (a)", "del a"],
  ["assert f(a), g(b)", "(other (call f a) (call g b))"],
  ["global a, b", "global a, b"],
  ["nonlocal a", "global a"],
  ["if a: b\n", "if a { b }"],
  ["if a: b\nelif c: d\nelif e: f\nelse: g\n", "if a { b } else { if c { d } else { if e { f } else { g } } }"],
  ["if a:\n  # nothing yet\n  pass\n", "if a {}"],
  ["while a: b\nelse: c\n", "while a { b } else { c }"],
  ["for a in b: c\nelse: d\n", "for a in b { c } else { d }"],
  ["for i, (j, *k) in x, y: z\n", "for (tuple i (tuple j k)) in (tuple x y) { z }"],
  ["async for a.b in c(): d\n", "async for a.b in (call c) { d }"],
  ["with a: b\n", "with a { b }"],
  ["with a, b as c: d\n", "with a, b as c { d }"],
  ["with (a, b): c\n", "with a, b { c }"],
  ["with (a as b): c\n", "with a as b { c }"],
  ["with (a as b), (c as (d, e)): f\n", "with a as b, c as (tuple d e) { f }"],
  ["with (\n  a() as b,\n  c,\n): d\n", "with (call a) as b, c { d }"],
  ["with (a, b) as c: d\n", "with (tuple a b) as c { d }"],
  ["with (yield a) as b: c\n", "with (yield a) as b { c }"],
  ["with (a): b\n", "with a { b }"],
  ["async with a.b() as self.c: d\n", "async with (call a.b) as self.c { d }"],
  ["try: a\nexcept: b\n", "try { a } except { b }"],
  ["try: a\nexcept A as e: b\nelse: c\nfinally: d\n", "try { a } except A as e { b } else { c } finally { d }"],
  ["try: a\nexcept (A, b.C) as e: c\n", "try { a } except (tuple A b.C) as e { c }"],
  ["try: a\nexcept A, B: c\n", "try { a } except (tuple A B) { c }"],
  ["try: a\nexcept* A as e: b\nexcept* (B, C): c\n", "try { a } except A as e { b } except (tuple B C) { c }"],
  ["try: a\nfinally: b\n", "try { a } finally { b }"],
  ["match a:\n  case 1: b\n  case _: c\n", "match a case { b } case { c }"],
  ["match a, b:\n  case (x, y): c\n", "match (tuple a b) case { c }"],
  [
    "match a:\n  case B(x=1) if f(x): c\n  case [d, *e] | {'k': g, **h}: pass\n",
    "match a case { if (call f x) { c } } case {}",
  ],
  ["match(a)", "(call match a)"],
  ["class A: pass\n", "class c0"],
  ["@a\nclass A: pass\n@b\ndef f(): pass\n", "class c0\ndef f0"],
  ["print 'a', b", '(other "a" b)'],
  ["print >>f, x", "(other (other f) x)"],
  ["exec code in d", "(other code d)"],
  ["raise E, 'm'", 'raise (tuple E "m")'],
  ["x = `a` <> b", "x = ('<>' \"a\" b)"],
];

const IMPORTS: readonly (readonly [python: string, facts: string])[] = [
  ["import a", "import a"],
  ["import a.b.c", "import a.b.c"],
  ["import a.b as c, d", "import a.b as c; import d"],
  ["import a . b", "import a.b"],
  ["from a import b", "from a import b"],
  ["from a.b import c as d, e", "from a.b import c as d; from a.b import e"],
  ["from a import (\n  b,  # why\n  c,\n)", "from a import b; from a import c"],
  ["from a import *", "from a import *"],
  ["from . import a", "from . import a"],
  ["from .. import a as b", "from .. import a as b"],
  ["from ...a.b import c", "from ...a.b import c"],
  ["from .a import *", "from .a import *"],
  ["if a:\n  import b\n", "if a { import b }"],
];

withEachBackend((backend) => {
  it.each([...STATEMENTS, ...IMPORTS])("%j", (python, expected) => {
    const facts = factsOf(backend(), python);

    expect(sketchModule(facts)).toBe(expected);
    expect(facts.errors).toEqual([]);
    expect(facts.clipped).toBeUndefined();
  });
});
