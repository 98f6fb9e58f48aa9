import { LRUCache } from "lru-cache";

import type { ModuleReading } from "../python/read-module.ts";

/** Remembers what was read from a git blob. The same content is never parsed twice, whatever file, branch or fork it comes from. */
export interface FactsCache {
  readonly get: (blob: string) => ModuleReading | undefined;
  readonly put: (blob: string, reading: ModuleReading) => void;
}

/** Roughly the memory that facts take per line of code. */
const BYTES_PER_LINE = 400;

/** A cache in memory, bounded by an estimate of its size in bytes. */
export function createMemoryCache(maxBytes: number): FactsCache {
  const entries = new LRUCache<string, ModuleReading>({
    maxSize: maxBytes,
    sizeCalculation: (reading) => ("unreadable" in reading ? 200 : 1000 + reading.lines.length * BYTES_PER_LINE),
  });
  return {
    get: (blob) => entries.get(blob),
    put: (blob, reading) => {
      entries.set(blob, reading);
    },
  };
}
