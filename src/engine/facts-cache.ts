import { LRUCache } from "lru-cache";

import type { ModuleFacts } from "../python/facts.ts";
import type { ModuleReading } from "../python/read-module.ts";

/** A file that is read as it stands. */
export interface TextReading {
  readonly text: string;
}

/** What was read from a git blob: a Python file's facts, a text, or why there is neither. */
export type Reading = ModuleReading | TextReading;

/** Remembers what was read from a git blob. The same content is never read twice, whatever file, branch or fork it comes from. */
export interface FactsCache {
  readonly get: (key: string) => Reading | undefined;
  readonly put: (key: string, reading: Reading) => void;
}

/** The key of a blob that was read as text: the empty blob can be a module and a text. */
export function textKey(blob: string): string {
  return `text:${blob}`;
}

/** Roughly the memory that facts take per line of code, and at least per code unit: a file can be one long line. */
const BYTES_PER_LINE = 400;
const BYTES_PER_UNIT = 30;

/** A cache in memory, bounded by an estimate of its size in bytes. */
export function createMemoryCache(maxBytes: number): FactsCache {
  const entries = new LRUCache<string, Reading>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  return {
    get: (key) => entries.get(key),
    put: (key, reading) => {
      entries.set(key, reading);
    },
  };
}

function sizeOf(reading: Reading): number {
  if ("unreadable" in reading) return 200;
  return "text" in reading
    ? 200 + 2 * reading.text.length
    : 1000 + Math.max(reading.lines.length * BYTES_PER_LINE, extentOf(reading) * BYTES_PER_UNIT);
}

/** How far the file's statements reach, in code units. */
function extentOf({ body }: ModuleFacts): number {
  return body.at(-1)?.q ?? 0;
}
