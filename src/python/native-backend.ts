import { createRequire } from "node:module";

import type { Cursor, ParserBackend } from "./backend.ts";

interface NativeParser {
  setLanguage(language: unknown): void;
  setTimeoutMicros(micros: number): void;
  /** Null after a time-out; the published types do not say so. */
  parse(text: string): { walk(): NativeCursor; readonly rootNode: { readonly hasError: boolean } } | null;
  reset(): void;
}

type NativeCursor = Omit<Cursor, "currentFieldName"> & { readonly currentFieldName: string | undefined };

/**
 * The `tree-sitter` addon with the grammar's prebuilt binary.
 * Throws when either cannot be loaded: the addon is an optional dependency, and its binary needs a recent C++ runtime.
 */
export function createNativeBackend(): ParserBackend {
  const require = createRequire(import.meta.url);
  const Parser = require("tree-sitter") as new () => NativeParser;
  const parser = new Parser();
  parser.setLanguage(require("tree-sitter-python"));
  return {
    name: "native",
    parse(text, deadlineMs, read) {
      parser.setTimeoutMicros(deadlineMs * 1000);
      const tree = parser.parse(text);
      if (tree === null) {
        // A stopped parser goes on with the old text at the next call unless it is reset.
        parser.reset();
        return undefined;
      }
      return read(tree.walk() as unknown as Cursor, tree.rootNode.hasError);
    },
  };
}
