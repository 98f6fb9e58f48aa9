import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node as YamlNode } from "yaml";

import type { MapEntry, Node, TreeReading } from "./tree.ts";

/** What stands for text that a template fills in. No file has a reason to hold it. */
const FILLED_IN = "\uFFFC";

/** Nodes of one file, aliases followed: a file with more expands itself. */
const MAX_NODES = 50_000;
const MAX_DEPTH = 60;

/** Indentation and brackets deeper than this are not left to the parser, which calls itself for each level. */
const MAX_BRACKETS = 200;

/**
 * Reads YAML (and JSON, which it contains) into trees. Errors cost the parts around them; aliases are followed up to a bound.
 * Go templates (`{{ … }}`, as in Helm charts) are taken out first: their values are unknown.
 */
export function readYaml(text: string): TreeReading {
  if (nestsTooDeep(text)) return { documents: [], problem: "it is nested too deeply" };
  if (hasLongLine(text)) return { documents: [], problem: "one of its lines is too long to be written by hand" };
  const templated = text.includes("{{");
  try {
    const parsed = parseAllDocuments(templated ? withoutTemplates(text) : text, {
      strict: false,
      uniqueKeys: false,
      logLevel: "silent",
      keepSourceTokens: false,
      // They quote the line around each error, which takes forever where one long line has thousands of errors.
      prettyErrors: false,
    });
    const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
    const budget = { left: MAX_NODES };
    const trees = documents.flatMap((document) => convert(document.contents, { anchors: new Map(), budget }, 0) ?? []);
    const [first] = documents.flatMap(({ errors }) => errors);
    if (budget.left <= 0) return { documents: trees, problem: "it expands to too many values" };
    return first === undefined || templated
      ? { documents: trees }
      : { documents: trees, problem: `it is not valid YAML around line ${lineAt(text, first.pos[0])}` };
  } catch (error) {
    // The parser gives up by throwing on stacks that are too deep.
    return { documents: [], problem: error instanceof RangeError ? "it is nested too deeply" : "it is not valid YAML" };
  }
}

/** Longer lines are data, and the parser's work on one grows faster than the line. */
const MAX_LINE = 20_000;

function hasLongLine(text: string): boolean {
  let start = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", start)) {
    if (at - start > MAX_LINE) return true;
    start = at + 1;
  }
  return text.length - start > MAX_LINE;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
    if (depth > MAX_BRACKETS) return true;
  }
  return /^(?:[ \t]*-){200}/m.test(text) || /^(?: {400}|\t{200})/m.test(text);
}

/** The same text, offset by offset, with templates blanked where they stand alone and replaced by an unknown value elsewhere. */
function withoutTemplates(text: string): string {
  const filled = text.replaceAll(/\{\{[^{}]{0,4000}(?:\{[^{}]{0,200}\}[^{}]{0,4000})?\}\}/g, (template) =>
    template.replaceAll(/[^\n\r]/g, FILLED_IN),
  );
  return filled.replaceAll(/^[ \t\uFFFC-]+\r?$/gm, (line) =>
    line.trimEnd().endsWith(FILLED_IN) && !/^[ \t]*-[ \t]/.test(line) ? line.replaceAll(/[^\r]/g, " ") : line,
  );
}

/** What a conversion goes by. Anchors are kept here: the parser's own look-up walks the whole document for each alias. */
interface Conversion {
  readonly anchors: Map<string, YamlNode>;
  readonly budget: { left: number };
}

function convert(node: YamlNode | null | undefined, conversion: Conversion, depth: number): Node | undefined {
  const { anchors, budget } = conversion;
  if (node === null || node === undefined || budget.left <= 0 || depth > MAX_DEPTH) return undefined;
  budget.left -= 1;
  const [p, q] = node.range ?? [0, 0];
  if (isAlias(node)) return convert(anchors.get(node.source), conversion, depth + 1);
  if (node.anchor !== undefined) anchors.set(node.anchor, node);
  if (isScalar(node)) {
    return { k: "scalar", value: scalarText(node.value, node.source), p, q };
  }
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => convert(item as YamlNode | null, conversion, depth + 1) ?? []);
    return { k: "seq", items, p, q };
  }
  if (!isMap(node)) return undefined;
  const entries: MapEntry[] = [];
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const below = convert(value as YamlNode | null, conversion, depth + 1);
    const [from, to] = key.range ?? [0, 0];
    const name = String(key.value).slice(0, 300);
    // `<<: *base` brings another map's entries in; the map's own ones count first.
    if (name === "<<") entries.unshift(...mergedEntries(below));
    else entries.push({ key: name, node: below ?? { k: "scalar", value: undefined, p: to, q: to }, p: from, q: to });
  }
  return { k: "map", entries, p, q };
}

function mergedEntries(node: Node | undefined): readonly MapEntry[] {
  if (node?.k === "map") return node.entries;
  return node?.k === "seq" ? node.items.flatMap((item) => (item.k === "map" ? item.entries : [])) : [];
}

function scalarText(value: unknown, source: string | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === "string" ? value : (source ?? JSON.stringify(value) ?? "");
  return text.includes(FILLED_IN) ? undefined : text.slice(0, 4000);
}
