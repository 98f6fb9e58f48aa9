import type { Expr, StrExpr } from "../facts.ts";
import { eachChild, textOf, type Walk } from "./walk.ts";

/** Longer literals are cut: nothing reads that much, and they may hold secrets. */
const MAX_LITERAL = 200;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  n: "\n",
  r: "\r",
  t: "\t",
  "\n": "",
};

/** A `string` node: its value, and for an f-string the interpolated expressions with `{}` in their place. */
export function readString(walk: Walk): StrExpr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  const raw = /^[a-z]*/i.exec(walk.text.slice(p, p + 3))?.[0].toLowerCase() ?? "";
  if (!/[ft]/.test(raw)) return { k: "str", v: plainValue(walk.text.slice(p, q), raw), p, q };
  let value = "";
  const parts: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "string_content") value += textOf(walk);
    else if (type === "interpolation") {
      value += "{}";
      eachChild(walk, (field) => {
        if (field === "expression") parts.push(walk.expression(walk));
      });
    }
  });
  return { k: "str", v: value.slice(0, MAX_LITERAL), f: parts, p, q };
}

/** Adjacent literals are one string. */
export function readConcatenation(walk: Walk): StrExpr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  let value = "";
  const parts: Expr[] = [];
  let interpolated = false;
  eachChild(walk, (_field, type) => {
    if (type !== "string") return;
    const piece = readString(walk);
    value += piece.v;
    if (piece.f !== undefined) {
      interpolated = true;
      parts.push(...piece.f);
    }
  });
  return { k: "str", v: value.slice(0, MAX_LITERAL), ...(interpolated ? { f: parts } : {}), p, q };
}

function plainValue(source: string, prefix: string): string {
  const quoted = source.slice(prefix.length);
  const width = /^("""|''')/.test(quoted) ? 3 : 1;
  const inner = quoted.slice(width, Math.max(width, quoted.length - width)).slice(0, MAX_LITERAL);
  if (prefix.includes("r") || !inner.includes("\\")) return inner;
  return inner.replace(/\\([\s\S])/g, (whole, escaped: string) => SIMPLE_ESCAPES[escaped] ?? whole);
}
