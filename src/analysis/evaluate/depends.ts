import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Evaluator } from "./evaluator.ts";
import { locate } from "./names.ts";

/** The provider of a `Depends(...)` or `Security(...)` call; `undefined` when the expression is none. */
export function dependencyOf(evaluator: Evaluator, expr: Expr, scope: Scope): Expr | "annotation" | undefined {
  if (expr.k !== "call") return undefined;
  const callee = evaluator.value(expr.f, scope);
  if (callee.k !== "external" || !/(?:^|\.)(?:Depends|Security)$/.test(callee.name)) return undefined;
  const given = expr.a.find(
    (argument) => argument.n === "dependency" || (argument.n === undefined && argument.s === undefined),
  );
  return given?.e ?? "annotation";
}

/** A `Depends(...)` or `Security(...)` call, with the scope that its names belong to. */
export interface DependsCall {
  readonly call: CallExpr;
  readonly scope: Scope;
}

/** Names of names, and functions that call functions. */
const MAX_HOPS = 4;

/**
 * The `Depends(...)` that an expression stands for: the call itself, a name that was given it (`CurrentUser = Depends(get_user)`),
 * a function of the project that makes it (`Annotated[Role, allow("admin")]`).
 */
export function dependsBehind(evaluator: Evaluator, expr: Expr, scope: Scope, hops = 0): DependsCall | undefined {
  if (hops > MAX_HOPS) return undefined;
  if (expr.k === "ref") {
    const place = locate(evaluator, expr.n, scope);
    const [only, ...others] = place?.bindings ?? [];
    if (place === undefined || only?.k !== "assigned" || only.by !== "=" || others.length > 0) return undefined;
    return only.value === undefined || only.unpack !== undefined
      ? undefined
      : dependsBehind(evaluator, only.value, place.scope, hops + 1);
  }
  if (expr.k !== "call") return undefined;
  if (dependencyOf(evaluator, expr, scope) !== undefined) return { call: expr, scope };
  const callee = evaluator.value(expr.f, scope);
  return callee.k === "function" ? dependsReturned(evaluator, callee.ref, hops + 1) : undefined;
}

/** The last `Depends(...)` among what a function returns: the general case comes after the special ones. */
function dependsReturned(evaluator: Evaluator, fn: FunctionRef, hops: number): DependsCall | undefined {
  let found: DependsCall | undefined;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "return" || (statement.e?.k !== "call" && statement.e?.k !== "ref")) return;
    found = dependsBehind(evaluator, statement.e, { module: fn.module, fn }, hops) ?? found;
  });
  return found;
}
