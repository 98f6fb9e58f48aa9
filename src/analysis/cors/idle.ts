import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { walkExpr } from "../../python/visit.ts";
import type { Scope } from "../scopes.ts";
import type { ResolveValue } from "../settings/create-resolver.ts";
import { truthOf } from "../settings/resolved.ts";
import { placedStatements } from "../statements.ts";

/** Whether a call stands in a branch such as `if "*" in origins: … else: …` that is not taken with what the origins come to by default. */
export function isIdle(resolve: ResolveValue, call: CallExpr, scope: Scope): boolean {
  const body = scope.fn?.facts.body ?? scope.module.facts.body;
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  return placedStatements(body).some(({ statement }) => {
    if (statement.k !== "if" || !mentionsWildcard(statement.t)) return false;
    const inside = holds(statement.body);
    if (!inside && !holds(statement.else)) return false;
    const value = resolve(statement.t, scope, statement.p);
    if (value.certainty !== "literal" && value.certainty !== "default") return false;
    return truthOf(value) === !inside;
  });
}

/** Whether an expression looks for `"*"`. */
export function mentionsWildcard(expr: Expr): boolean {
  let found = false;
  walkExpr(expr, (part) => {
    if (part.k === "str" && part.v === "*") found = true;
  });
  return found;
}
