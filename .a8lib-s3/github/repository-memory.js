import { LRUCache } from "lru-cache";
/** Roughly 40 MB of paths and hashes. */
const MAX_FILES = 200_000;
export function createRepositoryMemory(maxFiles = MAX_FILES) {
    return {
        trees: new LRUCache({ maxSize: maxFiles, sizeCalculation: (tree) => 1 + tree.files.length }),
        diffs: new LRUCache({ maxSize: maxFiles, sizeCalculation: (diff) => 1 + diff.files.length }),
    };
}
