import type { Stmt } from "../python/facts.ts";
import { blocksOf } from "../python/visit.ts";

/** A statement, and where it stands among others. */
export interface PlacedStatement {
  readonly statement: Stmt;
  /** The statements around it, the outermost first. */
  readonly around: readonly Stmt[];
  /** What follows it in its own block. */
  readonly after: readonly Stmt[];
}

/** Every statement of a body with its place; bodies of nested definitions are left out. */
export function placedStatements(body: readonly Stmt[], around: readonly Stmt[] = []): readonly PlacedStatement[] {
  return body.flatMap((statement, index) => [
    {
      statement,
      around,
      // Cut when asked for: what follows each of a data file's hundred thousand statements does not fit into memory.
      get after() {
        return body.slice(index + 1);
      },
    },
    ...blocksOf(statement).flatMap((block) => placedStatements(block, [...around, statement])),
  ]);
}

/** Whether a statement runs whenever the body does: nothing but `with` stands around it. */
export function isUnconditional({ around }: PlacedStatement): boolean {
  return around.every((statement) => statement.k === "with");
}
