import type { Architecture } from "../architecture.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { InjectionFacts } from "../injection/facts.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import { findMisplaced, type MisplacedFile, placedThings } from "./misplaced.ts";
import { declaredFolders, readStructure } from "./read-structure.ts";

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
  readonly architecture: Architecture;
  readonly injection: InjectionFacts;
  readonly entries: () => readonly Entry[];
}

/** Works out the facts about structure when they are first asked for. */
export function createStructureFacts(sources: StructureSources): StructureFacts {
  const { evaluator, modules, texts, paths, architecture, injection, entries } = sources;
  const misplaced = once(() => {
    const declared = declaredFolders(architecture);
    const kinds = new Set(declared.map(({ kind }) => kind));
    // What is declared wins over a document, kind by kind.
    const folders = [...declared, ...readStructure(texts, paths).filter(({ kind }) => !kinds.has(kind))];
    if (folders.length === 0) return [];
    return findMisplaced(folders, placedThings(evaluator, modules, injection.operations, entries()));
  });
  return {
    get misplaced() {
      return misplaced();
    },
  };
}
