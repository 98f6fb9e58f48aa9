import type { ExceptClause, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Served } from "../served.ts";
import { answerOf, type AnswerStmt } from "./answers.ts";
import { broadClauses, letsThrough } from "./broad-clauses.ts";
import { httpExceptionIn, isHttpException } from "./status.ts";

type RaiseStmt = Extract<Stmt, { k: "raise" }>;

/** A status that is raised inside a `try` whose own catch-all clause answers with another one. */
export interface CaughtStatus {
  readonly fn: FunctionRef;
  readonly served: Served;
  /** The `raise HTTPException(404)` that never gets out, the first of them. */
  readonly raised: RaiseStmt;
  readonly status: number;
  /** What clients get instead, and where. */
  readonly replacement: AnswerStmt;
  readonly replacedBy: number;
  /** How many statuses of the same `try` are lost this way. */
  readonly count: number;
}

/** Where FastAPI turns an `HTTPException` into its response. */
const ANSWERED: ReadonlySet<Served["entry"]["kind"]> = new Set(["path operation", "dependency"] as const);

/** `try: raise HTTPException(404) except Exception: raise HTTPException(500)`: `HTTPException` is an `Exception` too, so it is caught and replaced. */
export function findCaughtStatuses(evaluator: Evaluator, served: Iterable<Served>): readonly CaughtStatus[] {
  const found: CaughtStatus[] = [];
  for (const one of served) {
    const { fn } = one;
    // What middleware raises is a 500 whatever its status: `HTTPException` is turned into a response further inside.
    if (fn.module.aside || !ANSWERED.has(one.entry.kind)) continue;
    const scope: Scope = { module: fn.module, fn };
    for (const { statement, clause, before } of broadClauses(fn)) {
      if (letsThrough(clause) || before.some((earlier) => catchesStatus(evaluator, earlier, scope))) continue;
      const isHandler = one.entry.kind === "path operation" && one.entry.fn === fn;
      const answer = answerOf(evaluator, clause.body.at(-1), scope, isHandler);
      if (answer === undefined) continue;
      const { statement: replacement, status: replacedBy } = answer;
      const lost = directRaises(statement.body).flatMap((raised) => {
        const status = httpExceptionIn(evaluator, raised.e, scope)?.status;
        return status === undefined || status === replacedBy ? [] : [{ raised, status }];
      });
      const [first] = lost;
      if (first !== undefined) found.push({ fn, served: one, ...first, replacement, replacedBy, count: lost.length });
    }
  }
  return found;
}

/** An earlier clause that takes `HTTPException`, or one whose type is not known. */
function catchesStatus(evaluator: Evaluator, { type }: ExceptClause, scope: Scope): boolean {
  if (type === undefined) return true;
  const types = type.k === "tuple" ? type.i : [type];
  return types.some((each) => {
    const value = evaluator.value(each, scope);
    return value.k === "unknown" || isHttpException(evaluator, value);
  });
}

/** The `raise` statements of a block that no `try` of its own stands around. */
function directRaises(body: readonly Stmt[]): readonly RaiseStmt[] {
  const inner = new Set<Stmt>();
  const found: RaiseStmt[] = [];
  walkStatements(body, (statement) => {
    if (statement.k === "try" && statement.except.length > 0)
      walkStatements(statement.body, (nested) => inner.add(nested));
    if (statement.k === "raise" && !inner.has(statement)) found.push(statement);
  });
  return found;
}
