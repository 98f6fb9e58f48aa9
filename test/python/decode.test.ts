import { describe, expect, it } from "vitest";

import { decodeSource } from "../../src/python/decode.ts";

describe("text of a file", () => {
  it.each([
    ["UTF-8", Buffer.from("x = 'é😀'\n"), "x = 'é😀'\n"],
    ["nothing", Buffer.alloc(0), ""],
    ["a byte order mark goes", Buffer.from("\uFEFFx\n"), "x\n"],
    ["lone carriage returns become line feeds", Buffer.from("a\rb\r\nc\r\r\n"), "a\nb\r\nc\n\r\n"],
    [
      "declared latin-1",
      Buffer.from("# -*- coding: latin-1 -*-\nx = 'é'\n", "latin1"),
      "# -*- coding: latin-1 -*-\nx = 'é'\n",
    ],
    [
      "declared latin1 on the second line",
      Buffer.from("#!/bin/python\n# coding=latin1\n'é'", "latin1"),
      "#!/bin/python\n# coding=latin1\n'é'",
    ],
    ["declared with underscores", Buffer.from("# coding: ISO_8859_1\n'é'", "latin1"), "# coding: ISO_8859_1\n'é'"],
    [
      "declared on the second of lines that end with CR",
      Buffer.from("#\r# coding: latin-1\r'é'", "latin1"),
      "#\n# coding: latin-1\n'é'",
    ],
    [
      "declared under a name of Python's own",
      Buffer.from([...Buffer.from("# coding: cp932\n'"), 0x93, 0xfa, 0x27]),
      "# coding: cp932\n'日'",
    ],
    ["declared as latin-1, but UTF-8", Buffer.from("# coding: latin-1\n'é'"), "# coding: latin-1\n'é'"],
    ["a NUL far down", Buffer.from(`${" ".repeat(9000)}\0`), `${" ".repeat(9000)}\0`],
    ["exactly 1 MB", Buffer.alloc(1_000_000, "#"), "#".repeat(1_000_000)],
  ])("%s", (_what, bytes, text) => {
    expect(decodeSource(bytes)).toEqual({ text });
  });
});

describe("files without text", () => {
  it.each([
    ["a byte more than 1 MB", Buffer.alloc(1_000_001, "#"), "it is larger than 1 MB"],
    ["a NUL", Buffer.from("x = 1\0\n"), "it is binary"],
    ["UTF-16", Buffer.from("\uFEFFx = 1\n", "utf16le"), "it is binary"],
    ["bytes that are not UTF-8", Buffer.from([0x78, 0xff, 0xfe]), "it is not UTF-8"],
    ["a lone surrogate, as some tools write it", Buffer.from([0x27, 0xed, 0xa0, 0x80, 0x27]), "it is not UTF-8"],
    ["a character cut in half", Buffer.from([0x27, 0xf0, 0x9f, 0x98]), "it is not UTF-8"],
    ["an encoding nobody knows", Buffer.from("# coding: klingon\n'\xe9'", "latin1"), "it is not UTF-8"],
    [
      "an encoding named like a property of objects",
      Buffer.from("# coding: constructor\n'\xe9'", "latin1"),
      "it is not UTF-8",
    ],
    ["a declaration on the third line", Buffer.from("#\n#\n# coding: latin-1\n'\xe9'", "latin1"), "it is not UTF-8"],
    ["declared as UTF-8, but something else", Buffer.from("# coding: utf-8\n'\xe9'", "latin1"), "it is not UTF-8"],
  ])("%s", (_what, bytes, unreadable) => {
    expect(decodeSource(bytes)).toEqual({ unreadable });
  });
});
