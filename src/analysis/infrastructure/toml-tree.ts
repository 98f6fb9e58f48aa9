import { parseTOML, ParseError, type AST } from "toml-eslint-parser";

import type { MapEntry, Node, TreeReading } from "./tree.ts";

/** The files of platforms and proxies are far shorter. */
const MAX_LENGTH = 128 * 1024;

/** The parser exhausts the stack on longer values. */
const LONG_LINE = 20_000;

/** Levels of keys, lists and tables in each other. */
const MAX_DEPTH = 60;

/** Values and tables of one file. */
const MAX_NODES = 10_000;

/**
 * Reads TOML (https://toml.io/en/v1.0.0) into a tree. What is not valid TOML is not read at all, and the place of the error is told.
 * A table's place is the last part of its header's key.
 */
export function readToml(text: string): TreeReading {
  if (text.length > MAX_LENGTH) return { documents: [], problem: "it is too long to be written by hand" };
  if (text.split("\n").some((line) => line.length > LONG_LINE))
    return { documents: [], problem: "one of its lines is too long to be written by hand" };
  if (nestsTooDeep(text)) return { documents: [], problem: "it is nested too deeply" };
  try {
    return { documents: [treeOf(parseTOML(text), text.length)] };
  } catch (error) {
    if (error instanceof ParseError)
      return { documents: [], problem: `it is not valid TOML at line ${error.lineNumber}, column ${error.column + 1}` };
    if (error instanceof RangeError) return { documents: [], problem: "it has more keys or levels than are read" };
    throw error;
  }
}

/** Brackets are counted before the parser sees them, which keeps a frame for each. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const bracket of text.matchAll(/[[\]{}]|\n/g)) {
    if (bracket[0] === "[" || bracket[0] === "{") depth += 1;
    else if (depth > 0 && bracket[0] !== "\n") depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** A table while it grows: headers further down add to it. */
interface Table {
  readonly k: "table";
  readonly entries: Map<string, Entry>;
  readonly p: number;
  readonly q: number;
}

interface Tables {
  readonly k: "tables";
  readonly items: Table[];
  readonly p: number;
  readonly q: number;
}

type Growing = Table | Tables | { readonly k: "value"; readonly node: Node };

interface Entry {
  readonly value: Growing;
  readonly p: number;
  readonly q: number;
}

type Key = AST.TOMLKey["keys"][number];

function treeOf({ body: [top] }: AST.TOMLProgram, length: number): Node {
  const budget = { left: MAX_NODES };
  const root: Table = { k: "table", entries: new Map(), p: 0, q: length };
  for (const part of top.body) {
    if (part.type === "TOMLKeyValue") set(root, part, budget, 0);
    else {
      const { keys } = part.key;
      const table = tableFor(root, keys, part.kind === "array", budget);
      for (const pair of part.body) set(table, pair, budget, keys.length);
    }
  }
  return grown(root);
}

function set(table: Table, { key, value }: AST.TOMLKeyValue, budget: { left: number }, depth: number): void {
  const last = key.keys.at(-1);
  if (last === undefined) return;
  const below = depth + key.keys.length;
  if (below > MAX_DEPTH) throw new RangeError("keys and values are nested too deeply");
  const within = tableFor(table, key.keys.slice(0, -1), false, budget);
  const [p, q] = last.range;
  within.entries.set(nameOf(last), { value: { k: "value", node: nodeOf(value, budget, below) }, p, q });
}

/** The table under these keys, made where there is none; of a list of tables the last one, or `another`. */
function tableFor(root: Table, keys: readonly Key[], another: boolean, budget: { left: number }): Table {
  if (keys.length > MAX_DEPTH) throw new RangeError("a key has too many parts");
  let table = root;
  for (const [index, key] of keys.entries()) {
    spend(budget);
    const [p, q] = key.range;
    const name = nameOf(key);
    const known = table.entries.get(name)?.value;
    const isNew = another && index === keys.length - 1;
    if (known?.k === "table" && !isNew) {
      table = known;
      continue;
    }
    const list = known?.k === "tables" ? known : undefined;
    const last = list?.items.at(-1);
    if (last !== undefined && !isNew) {
      table = last;
      continue;
    }
    const made: Table = { k: "table", entries: new Map(), p, q };
    if (list !== undefined) list.items.push(made);
    else table.entries.set(name, { value: isNew ? { k: "tables", items: [made], p, q } : made, p, q });
    table = made;
  }
  return table;
}

function nodeOf(value: AST.TOMLContentNode, budget: { left: number }, depth: number): Node {
  spend(budget);
  if (depth > MAX_DEPTH) throw new RangeError("values are nested too deeply");
  const [p, q] = value.range;
  if (value.type === "TOMLArray")
    return { k: "seq", items: value.elements.map((item) => nodeOf(item, budget, depth + 1)), p, q };
  if (value.type === "TOMLInlineTable") {
    const table: Table = { k: "table", entries: new Map(), p, q };
    for (const pair of value.body) set(table, pair, budget, depth);
    return grown(table);
  }
  return { k: "scalar", value: textOf(value), p, q };
}

/** `{{ … }}` in a text is filled in from elsewhere. */
function textOf(value: AST.TOMLValue): string | undefined {
  if (value.kind === "string") return value.value.includes("{{") ? undefined : value.value.slice(0, 4000);
  if (value.kind === "boolean") return String(value.value);
  return value.kind === "integer" || value.kind === "float" ? value.number.slice(0, 100) : value.datetime.slice(0, 100);
}

function nameOf(key: Key): string {
  return (key.type === "TOMLBare" ? key.name : key.value).slice(0, 300);
}

function spend(budget: { left: number }): void {
  budget.left -= 1;
  if (budget.left <= 0) throw new RangeError("there are too many keys and values");
}

function grown({ entries, p, q }: Table): Node {
  const own: MapEntry[] = [];
  for (const [key, entry] of entries) own.push({ key, node: finished(entry.value), p: entry.p, q: entry.q });
  return { k: "map", entries: own, p, q };
}

function finished(value: Growing): Node {
  if (value.k === "value") return value.node;
  return value.k === "table"
    ? grown(value)
    : { k: "seq", items: value.items.map((item) => grown(item)), p: value.p, q: value.q };
}
