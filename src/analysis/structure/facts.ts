import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { InjectionFacts } from "../injection/facts.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import { findMisplaced, type MisplacedFile, placedThings } from "./misplaced.ts";
import { readStructure } from "./read-structure.ts";

/** What a structure document says, held against the code. */
export interface StructureFacts {
  /** Files with code that the document has another folder for. */
  readonly misplaced: readonly MisplacedFile[];
}

/** What the facts are worked out from. */
export interface StructureSources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly texts: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly injection: InjectionFacts;
  readonly entries: () => readonly Entry[];
}

/** Works out the facts about structure when they are first asked for. */
export function createStructureFacts(sources: StructureSources): StructureFacts {
  const { evaluator, modules, texts, paths, injection, entries } = sources;
  const misplaced = once(() => {
    const folders = readStructure(texts, paths);
    if (folders.length === 0) return [];
    return findMisplaced(folders, placedThings(evaluator, modules, injection.operations, entries()));
  });
  return {
    get misplaced() {
      return misplaced();
    },
  };
}
