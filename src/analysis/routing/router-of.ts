import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import type { FunctionRef } from "../module.ts";
import { bindingsOfFunction, type Scope } from "../scopes.ts";

/** What was followed already: each expression once, however the names and factories of hostile code refer to each other. */
interface Seen {
  readonly exprs: Set<Expr>;
  readonly depth: number;
}

/** Names and factories between a use and the router it stands for; code that goes on longer goes in a circle. */
const MAX_NAMES = 20;

/** The router that an expression stands for, by the call that makes it or the name that it was given. */
export function routerOf<Router>(
  evaluator: Evaluator,
  expr: Expr,
  scope: Scope,
  byCall: Map<CallExpr, Router>,
  byTarget: Map<string, Router>,
  seen: Seen = { exprs: new Set(), depth: 0 },
): Router | undefined {
  if (seen.depth > MAX_NAMES || seen.exprs.has(expr)) return undefined;
  seen.exprs.add(expr);
  const next = { ...seen, depth: seen.depth + 1 };
  if (expr.k === "call") {
    const own = byCall.get(expr);
    if (own !== undefined) return own;
    const callee = evaluator.value(expr.f, scope);
    return callee.k === "function" ? returnedRouter(evaluator, callee.ref, byCall, byTarget, next) : undefined;
  }
  if (expr.k !== "ref") return undefined;
  const place = locate(evaluator, expr.n, scope);
  for (const binding of place?.bindings ?? []) {
    if (binding.k !== "assigned" || binding.value === undefined || place === undefined) continue;
    if (binding.value.k === "call") {
      const made =
        byCall.get(binding.value) ??
        (binding.by === "=" ? routerOf(evaluator, binding.value, place.scope, byCall, byTarget, next) : undefined);
      if (made !== undefined) return made;
    } else if (binding.value.k === "ref" && binding.by === "=" && binding.value.n !== expr.n) {
      const alias = routerOf(evaluator, binding.value, place.scope, byCall, byTarget, next);
      if (alias !== undefined) return alias;
    }
  }
  return byTarget.get(`${scope.module.path}:${expr.n}`);
}

function returnedRouter<Router>(
  evaluator: Evaluator,
  fn: FunctionRef,
  byCall: Map<CallExpr, Router>,
  byTarget: Map<string, Router>,
  seen: Seen,
): Router | undefined {
  let found: Router | undefined;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "return" || statement.e === undefined || found !== undefined) return;
    if (statement.e.k === "call") found = byCall.get(statement.e);
    else if (statement.e.k === "ref" && bindingsOfFunction(fn).has(statement.e.n))
      found = routerOf(evaluator, statement.e, { module: fn.module, fn }, byCall, byTarget, seen);
  });
  return found;
}
