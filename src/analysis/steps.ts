import type { Expr } from "../python/facts.ts";
import { renderExpr } from "../python/render.ts";
import { type FunctionRef, type Module, type Range, rangeOf } from "./module.ts";

/** A line of the project with the text seen there, as checks show it. */
export interface SeenAt extends Range {
  readonly text: string;
}

/** Where an expression with a place of its own stands. */
export function seenExpr(module: Module, expr: Expr & { readonly p: number; readonly q: number }): SeenAt {
  return { ...rangeOf(module, expr.p, expr.q), text: renderExpr(expr) };
}

/** Where a function is defined. */
export function seenFunction({ module, facts }: FunctionRef): SeenAt {
  return { ...rangeOf(module, facts.p, facts.q), text: `${facts.async ? "async def" : "def"} ${facts.name}` };
}
