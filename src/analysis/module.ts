import { positionAt, type ClassFacts, type FunctionFacts, type ModuleFacts } from "../python/facts.ts";

/** One Python file of the project: its facts, and where it stands. */
export interface Module {
  readonly path: string;
  /** The dotted name that other modules import it by, as far as the layout tells. */
  readonly name: string;
  readonly isPackage: boolean;
  readonly facts: ModuleFacts;
  /** The file's own code is tests, examples, migrations and the like: read for facts, never asked about. */
  readonly aside: boolean;
}

/** A function of the project. */
export interface FunctionRef {
  readonly module: Module;
  readonly index: number;
  readonly facts: FunctionFacts;
}

/** A class of the project. */
export interface ClassRef {
  readonly module: Module;
  readonly index: number;
  readonly facts: ClassFacts;
}

/** A range of a module's text. Lines and columns are 1-based; columns count UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The function with this index; the extraction guarantees that it exists. */
export function functionAt(module: Module, index: number): FunctionRef {
  const facts = module.facts.functions[index];
  if (facts === undefined) throw new RangeError(`no function ${index} in ${module.path}`);
  return { module, index, facts };
}

/** The class with this index; the extraction guarantees that it exists. */
export function classAt(module: Module, index: number): ClassRef {
  const facts = module.facts.classes[index];
  if (facts === undefined) throw new RangeError(`no class ${index} in ${module.path}`);
  return { module, index, facts };
}

/** Offsets of a module as a range of lines and columns. */
export function rangeOf(module: Module, p: number, q: number): Range {
  const start = positionAt(module.facts.lines, p);
  const end = positionAt(module.facts.lines, q);
  return { path: module.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** `package.module.Class.method`. */
export function symbolOf(ref: FunctionRef | ClassRef): string {
  return ref.module.name === "" ? ref.facts.qual : `${ref.module.name}.${ref.facts.qual}`;
}

/** A key that is equal for the same function or class of the same file. */
export function keyOf(ref: FunctionRef): string {
  return `${ref.module.path}#${ref.index}`;
}

/** Remembers an answer per function or class, for as long as its module lives. */
export function memoised<R extends FunctionRef | ClassRef, T>(compute: (ref: R) => T): (ref: R) => T {
  const memory = new WeakMap<Module, Map<number, T>>();
  return (ref) => {
    let known = memory.get(ref.module);
    if (known === undefined) {
      known = new Map();
      memory.set(ref.module, known);
    }
    if (!known.has(ref.index)) known.set(ref.index, compute(ref));
    return known.get(ref.index) as T;
  };
}
