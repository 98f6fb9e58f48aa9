import { expect, it } from "vitest";

import { sketchModule } from "./sketch.ts";
import { factsOf, withEachBackend } from "./support.ts";

const EXPRESSIONS: readonly (readonly [python: string, facts: string])[] = [
  ["a", "a"],
  ["a.b.c", "a.b.c"],
  ["a . b", "a.b"],
  ["(a\n .b\n .c)", "a.b.c"],
  ["größe.naïve", "größe.naïve"],
  ["f().a.b", "(attr (attr (call f) a) b)"],
  ["a[0].b", "(attr (sub a #0) b)"],
  ["'x'.join(a)", '(call (attr "x" join) a)'],
  ["f(a, *b, c=d, **e)", "(call f a *b c=d **e)"],
  ["f(a)(b).c(d)", "(call (attr (call (call f a) b) c) d)"],
  ["f(x for x in y)", "(call f (gen x for x in y))"],
  ["f(a := 1)", "(call f (walrus a #1))"],
  ["print(a)", "(call print a)"],
  ["exec(a)", "(call exec a)"],
  ["0x1F + 1.5e3", "('+' #0x1F #1.5e3)"],
  ["1j, True, False, None, ...", "(tuple #1j #True #False #None #...)"],
  ["[a, *b]", "(list a b)"],
  ["()", "(tuple)"],
  ["(a,)", "(tuple a)"],
  ["(a)", "a"],
  ["{a, b}", "(set a b)"],
  ["{}", "(dict)"],
  ["{**a, 'b': c, d: e}", '(dict **a "b":c d:e)'],
  ["a[b]", "(sub a b)"],
  ["a[b, c]", "(sub a b c)"],
  ["a[(b, c)]", "(sub a b c)"],
  ["a[1:f(), ::3]", "(sub a (other #1 (call f)) (other #3))"],
  ["a[*b]", "(sub a b)"],
  ["x: a.b[c, int | None]", "x : (sub a.b c ('|' int #None))"],
  ["x: Callable[[int], 'T']", 'x : (sub Callable (list int) "T")'],
  ["await f()", "(await (call f))"],
  ["[await a for a in b]", "(comp (await a) for a in b)"],
  ["[a async for a in b if c if d for e in f]", "(comp a async for a in b for e in f if c if d)"],
  ["{k: v for k, v in a}", "(comp k v for (tuple k v) in a)"],
  ["{a for a in b}", "(comp a for a in b)"],
  ["(a for a in b)", "(gen a for a in b)"],
  ["[a for b in c if (a := f(b))]", "(comp a for b in c if (walrus a (call f b)))"],
  ["a if b else c", "(cond b a c)"],
  ["a and b or not c", "('or' ('and' a b) ('not' c))"],
  ["a < b <= c is not d not in e", "('< <= is not not in' a b c d e)"],
  ["not a in b", "('not' ('in' a b))"],
  ["-a ** ~b", "('-' ('**' a ('~' b)))"],
  ["a @ b // c << d", "('<<' ('//' ('@' a b) c) d)"],
  ["(n := f(a)) > 1", "('>' (walrus n (call f a)) #1)"],
  ["yield", "(yield)"],
  ["yield a, b", "(yield (tuple a b))"],
  ["yield from a", "(yield-from a)"],
  ["lambda: f()", "(lambda f0)"],
  ["[lambda: 1, lambda: 2]", "(list (lambda f0) (lambda f1))"],
];

const STRINGS: readonly (readonly [python: string, facts: string])[] = [
  ["''", '""'],
  ["'a'", '"a"'],
  ['"it\'s"', '"it\'s"'],
  ["'''a\n'b'\n'''", JSON.stringify("a\n'b'\n")],
  [String.raw`'a\n\t\r\'\"\\'`, JSON.stringify("a\n\t\r'\"\\")],
  [String.raw`'\x41\N{DASH}'`, JSON.stringify(String.raw`\x41\N{DASH}`)],
  ["'a\\\nb'", '"ab"'],
  ["'a\\\r\nb'", '"ab"'],
  [String.raw`r'\n'`, JSON.stringify(String.raw`\n`)],
  [String.raw`b'a' Rb'\d' u'e'`, JSON.stringify(String.raw`a\de`)],
  ["('a'\n 'b')", '"ab"'],
  ["f'a'", '(f "a")'],
  ["f'a{b}c{d.e()}'", '(f "a{}c{}" b (call d.e))'],
  ["f'{a!r}{b=}{c:%Y}'", '(f "{}{}{}" a b c)'],
  ["f'{a:{w()}.{p}}{b}'", '(f "{}{}" a b (call w) p)'],
  ["f'{{a}}'", '(f "{{a}}")'],
  [String.raw`f'\n{a}\''`, String.raw`(f "\n{}'" a)`],
  [String.raw`rf'\d{a}'`, String.raw`(f "\\d{}" a)`],
  ["f'{x[\"a\"]}'", '(f "{}" (sub x "a"))'],
  ["f'{f'{f'{a}'}'}'", '(f "{}" (f "{}" (f "{}" a)))'],
  ["f'{\n  a  # why\n}'", '(f "{}" a)'],
  ["f'{a, b}{*c, d}{(lambda: 1)()}'", '(f "{}{}{}" (tuple a b) (tuple c d) (call (lambda f0)))'],
  ["'a' f'{b:{c}}' 'd' f'{e}'", '(f "a{}d{}" b e c)'],
  ["t'{a}'", '(f "{}" a)'],
];

withEachBackend((backend) => {
  it.each([...EXPRESSIONS, ...STRINGS])("%j", (python, expected) => {
    const facts = factsOf(backend(), python);

    expect(sketchModule(facts)).toBe(expected);
    expect(facts.errors).toEqual([]);
  });

  it("cuts long literals: nothing reads them, and they may hold secrets", () => {
    const { body } = factsOf(
      backend(),
      `x = '${"s".repeat(5000)}'\ny = f'${"t".repeat(5000)}'\nz = ${"1".repeat(5000)}\n`,
    );

    const lengths = body.map((statement) => {
      if (statement.k !== "assign" || (statement.e?.k !== "str" && statement.e?.k !== "const")) return statement.k;
      return statement.e.v.length;
    });
    expect(lengths).toEqual([200, 200, 40]);
  });
});
