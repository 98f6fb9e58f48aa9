import type { Expr } from "../../python/facts.ts";
import { expressionsOf, partsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { usesOf } from "./data-uses.ts";
import { requestPart } from "./request.ts";

/** A value that a handler takes out of the request by name. */
export interface RawParameter {
  readonly part: "query_params" | "path_params" | "headers" | "form()";
  readonly name: string;
  readonly expr: Expr & { readonly p: number; readonly q: number };
}

/** The query, path and form values that a handler reads by name, and the headers that it turns into numbers by hand. */
export function rawParameters(evaluator: Evaluator, fn: FunctionRef): readonly RawParameter[] {
  const scope: Scope = { module: fn.module, fn };
  const found: RawParameter[] = [];
  const add = (part: RawParameter["part"], name: string, expr: Expr): void => {
    if ("p" in expr) found.push({ part, name, expr });
  };
  const visit = (expr: Expr, converted: boolean): void => {
    const read = namedRead(evaluator, expr, scope);
    if (read !== undefined && (read.part !== "headers" || converted)) add(read.part, read.name, expr);
    const converts = expr.k === "call" && expr.f.k === "ref" && /^(?:int|float)$/.test(expr.f.n);
    for (const part of partsOf(expr)) visit(part, converts);
  };
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement)) visit(expr, false);
  });
  const isForm = (expr: Expr): boolean => expr.k === "await" && requestPart(evaluator, expr.e, scope) === "form()";
  if (mentionsForm(fn, isForm)) {
    for (const use of usesOf(fn, [], isForm)) if (use.k === "key") add("form()", use.name, use.expr);
  }
  return found;
}

/** `request.query_params["name"]`, `request.query_params.get("name")`. */
function namedRead(
  evaluator: Evaluator,
  expr: Expr,
  scope: Scope,
): { part: "query_params" | "path_params" | "headers"; name: string } | undefined {
  const object =
    expr.k === "sub" ? expr.o : expr.k === "call" && lastName(expr.f) === "get" ? objectOf(expr.f) : undefined;
  const key = expr.k === "sub" ? expr.i[0] : expr.k === "call" ? expr.a[0]?.e : undefined;
  if (object === undefined || key?.k !== "str" || key.f !== undefined) return undefined;
  const part = requestPart(evaluator, object, scope);
  return part === "query_params" || part === "path_params" || part === "headers" ? { part, name: key.v } : undefined;
}

function mentionsForm(fn: FunctionRef, isForm: (expr: Expr) => boolean): boolean {
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement)) {
      walkExpr(expr, (inner) => {
        if (isForm(inner)) found = true;
      });
    }
  });
  return found;
}
