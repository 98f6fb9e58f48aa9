import { describe, expect, it } from "vitest";

import { readToml } from "../../../src/analysis/infrastructure/toml-tree.ts";
import type { Node } from "../../../src/analysis/infrastructure/tree.ts";

/** Scalars with the keys that lead to them and the text at their place; lists by number. */
function leaves(node: Node, text: string, keys = ""): string[] {
  if (node.k === "scalar") return [`${keys} = ${node.value ?? "?"} @${text.slice(node.p, node.q)}`];
  if (node.k === "seq") return node.items.flatMap((item, index) => leaves(item, text, `${keys}[${index}]`));
  return node.entries.flatMap(({ key, node: below, p, q }) =>
    leaves(below, text, `${keys === "" ? "" : `${keys}.`}${key}<${text.slice(p, q)}>`),
  );
}

function read(text: string): string[] {
  return readToml(text).documents.flatMap((document) => leaves(document, text));
}

describe("TOML becomes a tree with places", () => {
  it.each([
    ["a = 1_000 # note\n", ["a<a> = 1000 @1_000"]],
    ['"a b".c = "😀"\r\nd = true\r\n', ['a b<"a b">.c<c> = 😀 @"😀"', "d<d> = true @true"]],
    ["[a.b]\nc = '#x'\n[a]\nd = 1979-05-27\n", ["a<a>.b<b>.c<c> = #x @'#x'", "a<a>.d<d> = 1979-05-27 @1979-05-27"]],
    [
      "[[s]]\np = '/a'\n[s.env]\nA = 1\n[[s]]\np = '/b'\n",
      ["s<s>[0].p<p> = /a @'/a'", "s<s>[0].env<env>.A<A> = 1 @1", "s<s>[1].p<p> = /b @'/b'"],
    ],
    ["l = [\n  1, # one\n  { x.y = 2 },\n]\n", ["l<l>[0] = 1 @1", "l<l>[1].x<x>.y<y> = 2 @2"]],
    ['t = """\na\nb"""\n', ['t<t> = a\nb @"""\na\nb"""']],
    ['host = "{{ env "X" }}"\n'.replaceAll('"X"', "X"), ['host<host> = ? @"{{ env X }}"']],
    ["", []],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ["a = 1\nb = \n", "it is not valid TOML at line 3, column 1"],
    ["a = 1\n  a = 2\n", "it is not valid TOML at line 2, column 3"],
    ["a = 'x\n", "it is not valid TOML at line 1, column 7"],
    [`a = ${"[".repeat(61)}`, "it is nested too deeply"],
    [`${"a.".repeat(80)}a = 1\n`, "it has more keys or levels than are read"],
    [`a = "${"x".repeat(30_000)}"\n`, "one of its lines is too long to be written by hand"],
    ["#\n".repeat(70_000), "it is too long to be written by hand"],
    [
      Array.from({ length: 10_001 }, (_, index) => `k${index} = 1\n`)
        .join("")
        .repeat(1),
      "it has more keys or levels than are read",
    ],
  ])("what is not read is told: %#", (text, problem) => {
    expect(readToml(text)).toEqual({ documents: [], problem });
  });

  it("keys are data, whatever they are called", () => {
    expect(read("__proto__.polluted = true\n[constructor]\nprototype = 1\n")).toEqual([
      "__proto__<__proto__>.polluted<polluted> = true @true",
      "constructor<constructor>.prototype<prototype> = 1 @1",
    ]);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });
});
