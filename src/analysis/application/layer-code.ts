import type { Expr } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, keyOf, type FunctionRef } from "../module.ts";

/** An expression of a layer's code, and the function that it stands in. */
export interface LayerExpr {
  readonly expr: Expr;
  readonly fn: FunctionRef;
}

/** More functions of one layer are not looked at. */
const MAX_FUNCTIONS = 60;

/** Every expression that a layer's function evaluates, those of its nested functions and of what it calls included. */
export function layerCode(evaluator: Evaluator, fn: FunctionRef, hops: number): readonly LayerExpr[] {
  const found: LayerExpr[] = [];
  for (const each of functionsOf(evaluator, fn, hops))
    walkStatements(each.facts.body, (statement) => {
      for (const expr of expressionsOf(statement)) walkExpr(expr, (inner) => found.push({ expr: inner, fn: each }));
    });
  return found;
}

function functionsOf(evaluator: Evaluator, fn: FunctionRef, hops: number): readonly FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  for (const reached of reachedFrom(evaluator, fn, hops)) {
    if (found.size >= MAX_FUNCTIONS) break;
    found.set(keyOf(reached.fn), reached.fn);
    for (const [index, facts] of reached.fn.module.facts.functions.entries())
      if (facts.inFunction === reached.fn.index) {
        const nested = functionAt(reached.fn.module, index);
        found.set(keyOf(nested), nested);
      }
  }
  return [...found.values()];
}

/** The text of a name or of a literal, for looking for words in code. */
export function wordOf(expr: Expr): string {
  switch (expr.k) {
    case "ref":
      return expr.n;
    case "attr":
      return expr.n;
    case "str":
      return expr.v;
    default:
      return "";
  }
}
