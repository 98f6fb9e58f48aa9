import { once } from "../once.js";
import { findMisplaced, placedThings } from "./misplaced.js";
import { readStructure } from "./read-structure.js";
/** Works out the facts about structure when they are first asked for. */
export function createStructureFacts(sources) {
    const { evaluator, modules, texts, paths, injection, entries } = sources;
    const misplaced = once(() => {
        const folders = readStructure(texts, paths);
        if (folders.length === 0)
            return [];
        return findMisplaced(folders, placedThings(evaluator, modules, injection.operations, entries()));
    });
    return {
        get misplaced() {
            return misplaced();
        },
    };
}
