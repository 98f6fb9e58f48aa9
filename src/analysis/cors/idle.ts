import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { walkExpr } from "../../python/visit.ts";
import type { Scope } from "../scopes.ts";
import type { ResolveValue } from "../settings/create-resolver.ts";
import { truthOf } from "../settings/resolved.ts";
import { placedStatements } from "../statements.ts";

/** Whether a call stands in a branch such as `if "*" in origins: … else: …` that is not taken with what the origins come to by default. */
export function isIdle(resolve: ResolveValue, call: CallExpr, scope: Scope): boolean {
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  return wildcardTests(scope.fn?.facts.body ?? scope.module.facts.body).some((statement) => {
    const inside = holds(statement.body);
    if (!inside && !holds(statement.else)) return false;
    const value = resolve(statement.t, scope, statement.p);
    if (value.certainty !== "literal" && value.certainty !== "default") return false;
    return truthOf(value) === !inside;
  });
}

type IfStmt = Extract<Stmt, { k: "if" }>;

const known = new WeakMap<readonly Stmt[], readonly IfStmt[]>();

/** The `if` statements of a body that look for `"*"`: few, and looked for once. */
function wildcardTests(body: readonly Stmt[]): readonly IfStmt[] {
  let tests = known.get(body);
  if (tests === undefined) {
    tests = placedStatements(body).flatMap(({ statement }) =>
      statement.k === "if" && mentionsWildcard(statement.t) ? [statement] : [],
    );
    known.set(body, tests);
  }
  return tests;
}

/** Whether an expression looks for `"*"`. */
export function mentionsWildcard(expr: Expr): boolean {
  let found = false;
  walkExpr(expr, (part) => {
    if (part.k === "str" && part.v === "*") found = true;
  });
  return found;
}
