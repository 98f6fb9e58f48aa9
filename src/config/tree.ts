import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

import { type Problem, quoted, type Span } from "./problem.ts";

/** YAML as this file needs it: texts for keys, no anchors, no tags, and every value with its place. */
export type Tree = Leaf | List | Mapping;

export interface Leaf {
  readonly kind: "leaf";
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly source: string;
  readonly at: Span;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly at: Span;
}

export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly at: Span;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Tree;
}

/** What was read: nothing for an empty file, or one that is no YAML. */
export interface TreeReading {
  readonly tree: Tree | undefined;
  readonly problems: readonly Problem[];
}

/** The longest file that is read, in UTF-8 bytes. */
export const MAX_BYTES = 64 * 1024;
/** Aliases can make much of little, and hostile files nest. A file for people comes nowhere near these. */
const MAX_VALUES = 5_000;
const MAX_ALIASES = 100;
const MAX_DEPTH = 20;
const MAX_OPEN_BRACKETS = 200;

const TOO_DEEP = "the file is nested too deeply";

/** Reads YAML without trusting it; never throws. What is wrong has its line and column. */
export function readTree(text: string): TreeReading {
  if (Buffer.byteLength(text, "utf8") > MAX_BYTES) return refused(`the file is larger than ${MAX_BYTES / 1024} KB`);
  // The parser calls itself for each level of brackets.
  if (deepestBrackets(text) > MAX_OPEN_BRACKETS) return refused(TOO_DEEP);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      schema: "core",
      version: "1.2",
    });
    const spanOf = spans(lines);
    const wrong = [...document.errors, ...document.warnings].map(({ message, pos }): Problem => ({
      ...spanOf(pos[0], pos[1]),
      message: sentence(message),
    }));
    const { contents } = document;
    if (wrong.length > 0 || contents === null || isEmpty(contents)) return { tree: undefined, problems: wrong };
    return convert(document, contents, spanOf);
  } catch (error) {
    if (error instanceof Refusal) return { tree: undefined, problems: [error.problem] };
    return refused("the file is not YAML that I can read");
  }
}

function refused(message: string): TreeReading {
  return { tree: undefined, problems: [{ line: 1, column: 1, endLine: 1, endColumn: 1, message }] };
}

/** An upper bound: brackets in texts and comments count as well. */
function deepestBrackets(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, (open += 1));
    else if (character === "]" || character === "}") open = Math.max(0, open - 1);
  }
  return deepest;
}

const MAX_MESSAGE = 200;

/** The parser's own words, as the others are: short, and without a capital. */
function sentence(message: string): string {
  if (/call stack/i.test(message)) return TOO_DEEP;
  const [first = ""] = message.split("\n");
  return first.charAt(0).toLowerCase() + first.slice(1, MAX_MESSAGE);
}

type SpanOf = (from: number, to: number) => Span;

function spans(lines: LineCounter): SpanOf {
  return (from, to) => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { line: Math.max(1, start.line), column: Math.max(1, start.col), endLine: end.line, endColumn: end.col };
  };
}

/** Ends the reading: going on would cost more than the file is worth. */
class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

function convert(document: Document.Parsed, contents: Node, spanOf: SpanOf): TreeReading {
  const problems: Problem[] = [];
  let values = 0;
  let aliases = 0;
  const rangeOf = ({ range }: Node): Span => spanOf(range?.[0] ?? 0, range?.[1] ?? 0);
  const report = (at: Span, message: string): void => void problems.push({ ...at, message });

  /** `from` is where an alias stands, for everything that it brings in. */
  const toTree = (node: unknown, depth: number, holder: Span, from: Span | undefined): Tree => {
    const at = from ?? (isNode(node) ? rangeOf(node) : holder);
    values += 1;
    if (values > MAX_VALUES) throw new Refusal({ ...at, message: `the file has more than ${MAX_VALUES} values` });
    if (depth > MAX_DEPTH) throw new Refusal({ ...at, message: TOO_DEEP });
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MAX_ALIASES) throw new Refusal({ ...at, message: `the file has more than ${MAX_ALIASES} aliases` });
      const meant = node.resolve(document);
      if (meant === undefined) report(at, `there is no anchor ${quoted(node.source)}`);
      return toTree(meant, depth + 1, holder, at);
    }
    if (isNode(node) && "tag" in node && node.tag !== undefined) report(at, "this file knows no tags");
    if (isSeq(node)) return { kind: "list", at, items: node.items.map((item) => toTree(item, depth + 1, at, from)) };
    if (isMap(node)) {
      const entries = node.items.flatMap(({ key, value }): Entry[] => {
        const keyAt = from ?? (isNode(key) ? rangeOf(key) : at);
        if (isScalar(key) && key.value !== null) {
          return [{ key: sourceOf(key), keyAt, value: toTree(value, depth + 1, keyAt, from) }];
        }
        report(keyAt, "a key is a text here");
        return [];
      });
      return { kind: "mapping", at, entries: withoutRepeats(entries, report) };
    }
    if (isScalar(node) && isPlain(node.value)) return { kind: "leaf", value: node.value, source: sourceOf(node), at };
    return { kind: "leaf", value: null, source: "", at };
  };

  const tree = toTree(contents, 0, { line: 1, column: 1, endLine: 1, endColumn: 1 }, undefined);
  return { tree, problems };
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && node.tag === undefined;
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}

function isPlain(value: unknown): value is Leaf["value"] {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function sourceOf({ value, source }: { readonly value: unknown; readonly source?: string }): string {
  return typeof value === "string" ? value : (source ?? String(value));
}

/** YAML's own rule, told with both places. */
function withoutRepeats(entries: readonly Entry[], report: (at: Span, message: string) => void): readonly Entry[] {
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    const before = first.get(entry.key);
    if (before === undefined) first.set(entry.key, entry);
    else report(entry.keyAt, `${quoted(entry.key)} is there already, on line ${before.keyAt.line}`);
  }
  return [...first.values()];
}
