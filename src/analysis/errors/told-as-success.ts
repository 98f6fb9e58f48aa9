import type { Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { isPlainStarlette, isProbe, passesOn } from "../routing/purpose.ts";
import { routeLabel, type Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { placedStatements, type PlacedStatement } from "../statements.ts";
import { answerOf, type AnswerStmt } from "./answers.ts";
import { catchesEverything } from "./broad-clauses.ts";

/** An answer with 200 whose body says that it went wrong, and nothing else. */
export interface ToldAsSuccess {
  readonly fn: FunctionRef;
  readonly route: string;
  readonly statement: AnswerStmt;
  readonly e: Expr;
}

/**
 * Path operations that return `{"error": "not found"}` and no status. Bodies with more in them (`success`, the result so far) are
 * meant to be looked at; so are answers of protocols, and what clauses that catch everything answer is a question of its own.
 */
export function findToldAsSuccess(evaluator: Evaluator, routes: readonly Route[]): readonly ToldAsSuccess[] {
  const seen = new Set<string>();
  return routes.flatMap((route): ToldAsSuccess[] => {
    const fn = route.handler;
    if (route.kind !== "http" || route.mounted === "no" || fn.module.aside || seen.has(keyOf(fn))) return [];
    seen.add(keyOf(fn));
    if (isProbe(route.path) || passesOn(route) || isPlainStarlette(route) || setsStatus(fn)) return [];
    const scope: Scope = { module: fn.module, fn };
    return placedStatements(fn.facts.body).flatMap((placed): ToldAsSuccess[] => {
      const { statement } = placed;
      if (statement.k !== "return") return [];
      const answer = answerOf(evaluator, statement, scope, true);
      if (answer?.status !== 200 || answer.body?.k !== "dict" || isCaught(placed)) return [];
      return answer.body.i.length > 0 && answer.body.i.every((entry) => isError(entry, placed))
        ? [{ fn, route: routeLabel(route), statement: answer.statement, e: answer.e }]
        : [];
    });
  });
}

/** `"error": "gone"`, or `"error": problem` behind `if problem`: what is computed may be data. */
function isError([key, value]: readonly [Expr | null, Expr], { around }: PlacedStatement): boolean {
  if (key?.k !== "str" || !/^errors?$/i.test(key.v)) return false;
  if (value.k === "str") return true;
  const branch = around.at(-1);
  return value.k === "ref" && branch?.k === "if" && branch.t.k === "ref" && branch.t.n === value.n;
}

/** In a clause that catches everything. */
function isCaught({ statement, around }: PlacedStatement): boolean {
  return around.some(
    (outer) =>
      outer.k === "try" &&
      outer.except.some(({ type, body }) => {
        let inside = false;
        walkStatements(body, (inner) => {
          if (inner === statement) inside = true;
        });
        return inside && catchesEverything(type);
      }),
  );
}

/** `response.status_code = 404` somewhere in the function. */
function setsStatus({ facts }: FunctionRef): boolean {
  let found = false;
  walkStatements(facts.body, (statement) => {
    if (statement.k === "assign" && statement.t.some((target) => lastName(target) === "status_code")) found = true;
  });
  return found;
}
