import type { Expr } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { isBodyRead, readsJson } from "./request.ts";

/** JSON that a handler reads by hand. */
export interface BodyRead {
  /** `of`: what was read, `request.json()` for example. */
  readonly first: { readonly of: string; readonly expr: Expr & { readonly p: number; readonly q: number } };
  readonly isSource: (expr: Expr) => boolean;
}

/** Where a handler reads JSON from the request's body: the first place, and how to recognise all of them. */
export function readInHandler(evaluator: Evaluator, fn: FunctionRef): BodyRead | undefined {
  const scope: Scope = { module: fn.module, fn };
  const raw = new Set<string>();
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "assign" || statement.e === undefined || !isBodyRead(evaluator, statement.e, scope)) return;
    for (const target of statement.t) if (target.k === "ref") raw.add(target.n);
  });
  const isRawBody = (expr: Expr): boolean =>
    (expr.k === "ref" && raw.has(expr.n)) || isBodyRead(evaluator, expr, scope);
  const isSource = (expr: Expr): boolean => readsJson(evaluator, expr, scope, isRawBody) !== undefined;
  let first: BodyRead["first"] | undefined;
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement)) {
      walkExpr(expr, (inner) => {
        if (first !== undefined || (inner.k !== "await" && inner.k !== "call")) return;
        const of = readsJson(evaluator, inner, scope, isRawBody);
        if (of !== undefined) first = { of, expr: inner };
      });
    }
  });
  return first === undefined ? undefined : { first, isSource };
}
