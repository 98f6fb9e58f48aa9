import type { ParserBackend } from "./backend.ts";
import { decodeSource } from "./decode.ts";
import { extractFacts } from "./extract/extract-facts.ts";
import type { ModuleFacts } from "./facts.ts";

/** Real files take some 15 ms at most; two shapes of hostile input take quadratic time. */
export const FILE_DEADLINE_MS = 1000;

/** A file's facts, or why there are none. `passing` tells a reason that may not hold the next time: nothing to remember. */
export type ModuleReading = ModuleFacts | { readonly unreadable: string; readonly passing?: true };

/** Decodes, parses and reads one file. Never throws for anything that a file can hold. */
export function readModule(
  backend: ParserBackend,
  bytes: Uint8Array,
  deadlineMs: number = FILE_DEADLINE_MS,
): ModuleReading {
  const source = decodeSource(bytes);
  if ("unreadable" in source) return source;
  const { text } = source;
  return (
    backend.parse(text, deadlineMs, (cursor, broken) => extractFacts(cursor, text, broken)) ?? {
      unreadable: "parsing it took too long",
      passing: true,
    }
  );
}
