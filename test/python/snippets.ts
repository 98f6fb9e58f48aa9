import fc from "fast-check";

const NAME = fc.constantFrom("a", "b.c", "self.d", "größe", "match", "type", "print", "x1", "_");
const PLAIN_NAME = fc.constantFrom("a", "b", "größe", "_", "case", "type");
const LITERAL = fc.constantFrom(
  "0",
  "1.5e3",
  "0xF",
  "1j",
  "None",
  "True",
  "...",
  "''",
  "'😀'",
  String.raw`'\n\''`,
  "b'a'",
  '"""a\nb"""',
  "r'\\d'",
);

interface Snippets {
  readonly expr: string;
  readonly args: string;
  readonly block: string;
  readonly stmt: string;
}

const { expr, stmt } = fc.letrec<Snippets>((tie: fc.LetrecTypedTie<Snippets>) => {
  const e: fc.Arbitrary<string> = tie("expr");
  const s = tie("block");
  const kinds: fc.Arbitrary<string>[] = [
    e,
    fc.constantFrom("pass", "# a comment", "import a.b as c", "from ..a import b, c", "global g", "return", "raise"),
    fc.tuple(NAME, e).map(([target, value]) => `${target} = ${value}  # why`),
    fc.tuple(PLAIN_NAME, e, e).map(([name, type, value]) => `${name}: ${type} = ${value}`),
    fc
      .tuple(fc.constantFrom("return ", "del ", "assert ", "raise ", "a += "), e)
      .map(([keyword, value]) => `${keyword}${value}`),
    fc.tuple(e, s, e, s, s).map(([a, b, c, d, f]) => `if ${a}:\n${b}\nelif ${c}:\n${d}\nelse:\n${f}`),
    fc
      .tuple(fc.constantFrom("for a, b in ", "while ", "with ", "async with ", "async for a in "), e, s)
      .map(([keyword, over, body]) => `${keyword}${over}:\n${body}`),
    fc.tuple(s, e, s, s).map(([a, type, b, c]) => `try:\n${a}\nexcept ${type} as e:\n${b}\nfinally:\n${c}`),
    fc
      .tuple(e, e, s)
      .map(([subject, guard, body]) => `match ${subject}:\n  case A(b=1) if ${guard}:\n${indented(body)}`),
    fc
      .tuple(fc.constantFrom("", "async "), e, e, s)
      .map(
        ([async, decorator, initial, body]) =>
          `@${decorator}\n${async}def f(a, /, b=${initial}, *, c: int, **d) -> int:\n${body}`,
      ),
    fc.tuple(tie("args"), s).map(([bases, body]) => `class A(${bases}):\n${body}`),
  ];
  return {
    expr: fc.oneof(
      { maxDepth: 4, depthSize: "xsmall", withCrossShrink: true },
      NAME,
      LITERAL,
      fc.tuple(e, tie("args")).map(([callee, args]) => `(${callee})(${args})`),
      fc.tuple(NAME, tie("args")).map(([callee, args]) => `${callee}(${args})`),
      fc.tuple(e, PLAIN_NAME).map(([object, name]) => `(${object}).${name}`),
      fc
        .tuple(e, fc.constantFrom("+", "**", "and", "or", "<", "not in", "is not", "|", "@"), e)
        .map(([l, op, r]) => `(${l} ${op} ${r})`),
      fc.tuple(fc.constantFrom("-", "not ", "~", "await "), e).map(([op, of]) => `(${op}${of})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
      fc.array(e, { maxLength: 3 }).map((items) => `[${items.join(",\n  ")}]`),
      fc.array(e, { minLength: 1, maxLength: 3 }).map((items) => `(${items.join(", ")},)`),
      fc.array(fc.tuple(e, e), { maxLength: 2 }).map((items) => `{${items.map(([k, v]) => `${k}: ${v}`).join(", ")}}`),
      fc.tuple(e, e, e).map(([of, object, start]) => `(${object})[${start}:${of}, ${of}]`),
      fc
        .tuple(e, e, e, fc.constantFrom("[]", "()", "{}"))
        .map(
          ([of, over, test, around]) => `${around.charAt(0)}${of} for q in (${over}) if (${test})${around.charAt(1)}`,
        ),
      fc.tuple(PLAIN_NAME, e).map(([name, value]) => `(${name} := ${value})`),
      fc.tuple(PLAIN_NAME, e).map(([name, body]) => `(lambda ${name}, *args: ${body})`),
      e.map((value) => `(yield ${value})`),
      e.map((value) => `f"a{ ${value} }b{{{ ${value} !r:>{n}}}}"`),
    ),
    args: fc
      .array(fc.tuple(fc.constantFrom("", "k=", "*", "**"), e), { maxLength: 3 })
      .map((args) => args.map(([before, value]) => `${before}${value}`).join(", ")),
    block: fc.array(tie("stmt"), { minLength: 1, maxLength: 3 }).map((statements) => indented(statements.join("\n"))),
    stmt: fc.oneof({ maxDepth: 4, depthSize: "xsmall", withCrossShrink: true }, ...kinds),
  };
});

/** Python files of all statements and expressions: mostly valid, laid out unlike anybody would. */
export const aFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(stmt, expr), { maxLength: 6 }),
    fc.constantFrom("\n", "\r\n", "\r"),
    fc.constantFrom("", "\uFEFF"),
  )
  .map(([statements, end, mark]) => mark + statements.join("\n").replaceAll("\n", end) + end);

/** The same with a part cut out or something strange put in. */
export const aDamagedFile: fc.Arbitrary<string> = fc
  .tuple(
    aFile,
    fc.nat(),
    fc.nat(12),
    fc.constantFrom("", "(", ")", '"""', "'", "\\", "\0", "\t", "😀", "\ud83d", "def ", ":", "\n", "f'{", "}"),
  )
  .map(([text, at, length, strange]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + strange + text.slice(start + length);
  });

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
