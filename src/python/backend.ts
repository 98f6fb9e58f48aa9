/** The few moves on a syntax tree that the extraction makes. Both parser back ends offer them under these names. */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeTypeId: number;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  /** 0 for a node without a field. */
  readonly currentFieldId: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/** A parser of Python. `parse` hands the tree's cursor to `read` and frees the tree afterwards; `broken` says that the grammar gave up somewhere in the tree. */
export interface ParserBackend {
  readonly name: "native" | "wasm";
  /** `undefined` when parsing took longer than `deadlineMs`; the parser is usable again at once. */
  readonly parse: <T>(text: string, deadlineMs: number, read: (cursor: Cursor, broken: boolean) => T) => T | undefined;
}
