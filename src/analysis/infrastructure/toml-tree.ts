import type { MapEntry, Node } from "./tree.ts";
import { readYaml } from "./yaml-tree.ts";

interface Table {
  readonly entries: MapEntry[];
  readonly p: number;
}

/** Keys of one table; a table with more is data, and finding a key in it takes ever longer. */
const MAX_KEYS = 2000;

const HEADER = /^\s*(\[\[?)([^\]#]{1,300})\]\]?\s*(?:#.*)?$/;
const PAIR = /^\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*/;

/**
 * Reads the TOML that platforms configure services with: tables, arrays of tables, and values on one or more lines.
 * Values are read as YAML's flow style, which writes strings, numbers, lists and inline tables the same way but for `=`.
 */
export function readToml(text: string): Node {
  const root: Table = { entries: [], p: 0 };
  let current = root;
  const lines = text.split("\n");
  let offset = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").replace(/\r$/, "");
    const start = offset;
    offset += (lines[index] ?? "").length + 1;
    if (line.length > 20_000) continue;
    if (root.entries.length > MAX_KEYS || current.entries.length > MAX_KEYS) break;
    const header = HEADER.exec(line);
    if (header !== null) {
      current = tableAt(root, keysOf(header[2] ?? ""), header[1] === "[[", start);
      continue;
    }
    const pair = PAIR.exec(line);
    if (pair === null) continue;
    let value = withoutComment(line.slice(pair[0].length));
    // A list may go on over lines.
    while (value.startsWith("[") && !/\]\s*$/.test(value) && index + 1 < lines.length && value.length < 20_000) {
      index += 1;
      value += `\n${withoutComment((lines[index] ?? "").replace(/\r$/, ""))}`;
      offset += (lines[index] ?? "").length + 1;
    }
    const p = start + line.indexOf(pair[1] ?? "");
    const from = start + pair[0].length;
    set(current, keysOf(pair[1] ?? ""), valueOf(value, from), p, p + (pair[1] ?? "").length);
  }
  return { k: "map", entries: root.entries, p: 0, q: text.length };
}

function keysOf(written: string): string[] {
  return [...written.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "").slice(0, 20);
}

function set(table: Table, keys: readonly string[], node: Node, p: number, q: number): void {
  const [last] = keys.slice(-1);
  if (last === undefined) return;
  tableAt(table, keys.slice(0, -1), false, p).entries.push({ key: last, node, p, q });
}

/** The table of this name, made if it is not there; the last one of an array of tables. */
function tableAt(root: Table, keys: readonly string[], another: boolean, p: number): Table {
  let table = root;
  for (const [index, key] of keys.entries()) {
    const found = table.entries.findLast((entry) => entry.key === key)?.node;
    const isLast = index === keys.length - 1;
    if (found?.k === "seq" && !(isLast && another)) {
      const item = found.items.at(-1);
      if (item?.k !== "map") return { entries: [], p };
      table = item as unknown as Table;
    } else if (found?.k === "map" && !(isLast && another)) {
      table = found as unknown as Table;
    } else {
      const made = { k: "map", entries: [] as MapEntry[], p, q: p } as const;
      if (isLast && another && found?.k === "seq") (found.items as Node[]).push(made);
      else table.entries.push({ key, node: isLast && another ? { k: "seq", items: [made], p, q: p } : made, p, q: p });
      table = made;
    }
  }
  return table;
}

function withoutComment(value: string): string {
  return value.replace(/^((?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*)#.*$/, "$1").trimEnd();
}

function valueOf(written: string, p: number): Node {
  const inline = written.startsWith("{")
    ? written.replaceAll(/(?<![\w-])([\w-]{1,100})\s{0,100}=\s{0,100}/g, (pair, key: string) =>
        `${key}: `.padEnd(pair.length),
      )
    : written;
  const [node] = readYaml(inline).documents;
  return node === undefined ? { k: "scalar", value: undefined, p, q: p + written.length } : moved(node, p);
}

function moved(node: Node, by: number): Node {
  const range = { p: node.p + by, q: node.q + by };
  if (node.k === "scalar") return { ...node, ...range };
  if (node.k === "seq") return { ...node, ...range, items: node.items.map((item) => moved(item, by)) };
  return {
    ...node,
    ...range,
    entries: node.entries.map((entry) => ({ ...entry, p: entry.p + by, q: entry.q + by, node: moved(entry.node, by) })),
  };
}
