import type { ExceptClause, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { FunctionRef } from "../module.ts";
import { placedStatements, type PlacedStatement } from "../statements.ts";

/** A `try` with a clause that catches every error. */
export interface BroadClause {
  readonly placed: PlacedStatement;
  readonly statement: Extract<Stmt, { k: "try" }>;
  readonly clause: ExceptClause;
  /** The clauses before it: they take their own exceptions first. */
  readonly before: readonly ExceptClause[];
}

/** Whether an exception type catches everything: none at all, `Exception`, `BaseException`, or a tuple with one of these. */
export function catchesEverything(type: Expr | undefined): boolean {
  if (type === undefined) return true;
  if (type.k === "tuple") return type.i.some(catchesEverything);
  return type.k === "ref" && /^(?:builtins\.)?(?:Exception|BaseException)$/.test(type.n);
}

/** The clauses of a function's own body that catch everything. */
export function broadClauses(fn: FunctionRef): readonly BroadClause[] {
  return placedStatements(fn.facts.body).flatMap((placed): BroadClause[] => {
    const { statement } = placed;
    if (statement.k !== "try") return [];
    const position = statement.except.findIndex(({ type }) => catchesEverything(type));
    const clause = statement.except[position];
    return clause === undefined ? [] : [{ placed, statement, clause, before: statement.except.slice(0, position) }];
  });
}

/** Whether a clause lets some exceptions through: `raise` alone or of the caught one, or a look at what was caught. */
export function letsThrough({ name, body }: ExceptClause): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    if (statement.k === "raise" && (statement.e === undefined || (statement.e.k === "ref" && statement.e.n === name)))
      found = true;
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (
          part.k === "call" &&
          part.f.k === "ref" &&
          /^(?:isinstance|type|getattr|hasattr)$/.test(part.f.n) &&
          usesName(part, name)
        )
          found = true;
      });
  });
  return found;
}

/** Whether an expression mentions a plain name, or something of it. */
export function usesName(expr: Expr, name: string | undefined): boolean {
  let found = false;
  walkExpr(expr, (part) => {
    if (part.k === "ref" && name !== undefined && (part.n === name || part.n.startsWith(`${name}.`))) found = true;
  });
  return found;
}
