/** What a structured file holds, free of the parser that read it: YAML, JSON and TOML alike. `p` and `q` are offsets into the text. */
export type Node =
  | { readonly k: "map"; readonly entries: readonly MapEntry[]; readonly p: number; readonly q: number }
  | { readonly k: "seq"; readonly items: readonly Node[]; readonly p: number; readonly q: number }
  | ScalarNode;

/** A value as the file writes it; `undefined` for null, and for what is filled in from elsewhere. */
export interface ScalarNode {
  readonly k: "scalar";
  readonly value: string | undefined;
  readonly p: number;
  readonly q: number;
}

export interface MapEntry {
  readonly key: string;
  readonly node: Node;
  /** Where the key stands. */
  readonly p: number;
  readonly q: number;
}

/** The entry of a map; the last one counts when there are several. */
export function entryOf(node: Node | undefined, key: string): MapEntry | undefined {
  return node?.k === "map" ? node.entries.findLast((entry) => entry.key === key) : undefined;
}

/** What stands below these keys, one after the other. */
export function nodeAt(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let at = node;
  for (const key of keys) at = entryOf(at, key)?.node;
  return at;
}

/** The scalar below these keys. */
export function scalarAt(node: Node | undefined, ...keys: readonly string[]): ScalarNode | undefined {
  const found = nodeAt(node, ...keys);
  return found?.k === "scalar" ? found : undefined;
}

export function textAt(node: Node | undefined, ...keys: readonly string[]): string | undefined {
  return scalarAt(node, ...keys)?.value;
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.k === "seq" ? node.items : [];
}

export function entriesOf(node: Node | undefined): readonly MapEntry[] {
  return node?.k === "map" ? node.entries : [];
}

/** Every map of the tree, outermost first, with the keys that lead to it. */
export function* mapsIn(
  node: Node,
  keys: readonly string[] = [],
): Generator<{ readonly map: Node & { k: "map" }; readonly keys: readonly string[] }> {
  if (node.k === "scalar") return;
  if (node.k === "seq") {
    for (const item of node.items) yield* mapsIn(item, keys);
    return;
  }
  yield { map: node, keys };
  for (const entry of node.entries) yield* mapsIn(entry.node, [...keys, entry.key]);
}

/** Scripts in manifests are read so far. */
const MAX_SCRIPT = 8000;

/** A command as one line: a list's words joined, a string as it stands. */
export function commandText(node: Node | undefined): string | undefined {
  if (node?.k === "scalar") return node.value?.slice(0, MAX_SCRIPT);
  if (node?.k !== "seq") return undefined;
  const words = node.items.map((item) => (item.k === "scalar" ? (item.value ?? "…") : "…"));
  return words.length === 0 ? undefined : words.join(" ").slice(0, 2000);
}

/** What was made out of one file; `problem` says why parts of it, or all of it, could not be. */
export interface TreeReading {
  readonly documents: readonly Node[];
  readonly problem?: string;
}
