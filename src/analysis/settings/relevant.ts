import type { Expr, Stmt } from "../../python/facts.ts";
import { objectOf } from "../call-sites.ts";

/** Shorter blocks are gone through as they are. */
const MIN_LENGTH = 30;

/** Where in a block something may happen to a name. */
interface BlockIndex {
  /** Positions of the statements that name it: assignments to it, calls on it. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Positions of statements that may do anything: those with blocks of their own, and those that leave. */
  readonly others: readonly number[];
}

const indexes = new WeakMap<readonly Stmt[], BlockIndex>();

/**
 * The statements of a block that can change what a name holds, or leave the block, in their order. Others are passed over:
 * a settings module with thousands of names is gone through once, not once for each name.
 */
export function relevantTo(block: readonly Stmt[], name: string): readonly Stmt[] {
  if (block.length < MIN_LENGTH) return block;
  const { byName, others } = indexOf(block);
  const named = byName.get(name) ?? [];
  const positions = named.length === 0 ? others : [...named, ...others].toSorted((a, b) => a - b);
  return positions.flatMap((at) => block[at] ?? []);
}

function indexOf(block: readonly Stmt[]): BlockIndex {
  const known = indexes.get(block);
  if (known !== undefined) return known;
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  for (const [at, statement] of block.entries()) {
    const names = namesIn(statement);
    if (names === undefined) others.push(at);
    for (const name of new Set(names)) {
      const same = byName.get(name);
      if (same === undefined) byName.set(name, [at]);
      else same.push(at);
    }
  }
  const made = { byName, others };
  indexes.set(block, made);
  return made;
}

/** The names that a simple statement does something to; `undefined` for those that may do anything to any. */
function namesIn(statement: Stmt): readonly string[] | undefined {
  switch (statement.k) {
    case "assign":
      return statement.t.flatMap(namesOfTarget);
    case "expr": {
      const object = statement.e.k === "call" ? objectOf(statement.e.f) : undefined;
      return object?.k === "ref" ? [object.n] : [];
    }
    case "return":
    case "raise":
    case "if":
    case "for":
    case "while":
    case "with":
    case "try":
    case "match":
      return undefined;
    default:
      return [];
  }
}

function namesOfTarget(target: Expr): readonly string[] {
  if (target.k === "ref") return [target.n];
  if (target.k === "sub") return namesOfTarget(target.o);
  return target.k === "tuple" || target.k === "list" ? target.i.flatMap(namesOfTarget) : [];
}
