import { LRUCache } from "lru-cache";

import type { Diff, Tree } from "../review/ports.ts";

/**
 * What was read about commits. Commits never change, so nothing here grows old; it is bounded by the number of files.
 * One memory serves all repositories: keys begin with the repository's id.
 */
export interface RepositoryMemory {
  readonly trees: LRUCache<string, Tree>;
  readonly diffs: LRUCache<string, Diff>;
}

/** Roughly 40 MB of paths and hashes. */
const MAX_FILES = 200_000;

export function createRepositoryMemory(maxFiles: number = MAX_FILES): RepositoryMemory {
  return {
    trees: new LRUCache({ maxSize: maxFiles, sizeCalculation: (tree) => 1 + tree.files.length }),
    diffs: new LRUCache({ maxSize: maxFiles, sizeCalculation: (diff) => 1 + diff.files.length }),
  };
}
