import type { ExceptClause, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Execution } from "../executions.ts";
import { functionAt, keyOf, type FunctionRef } from "../module.ts";
import { placedStatements } from "../statements.ts";

/** An expression of a layer's code, and the function that it stands in. */
export interface LayerExpr {
  readonly expr: Expr;
  readonly fn: FunctionRef;
  /** It is raised, and nothing in the function catches it. */
  readonly raised?: true;
}

/** More functions of one layer are not looked at. */
const MAX_FUNCTIONS = 60;

/** The statements of a function that are looked at. */
type Chosen = (fn: FunctionRef) => ReadonlySet<Stmt>;

/**
 * Every expression that a layer's function evaluates, those of its nested functions and of what it calls included. With
 * `chosen` only those in some of its statements, and what they call.
 */
export function layerCode(evaluator: Evaluator, fn: FunctionRef, hops: number, chosen?: Chosen): readonly LayerExpr[] {
  const found: LayerExpr[] = [];
  for (const each of functionsOf(evaluator, fn, hops, chosen))
    for (const { statement, around } of placedStatements(each.facts.body)) {
      if (chosen !== undefined && !chosen(each).has(statement)) continue;
      const raised = statement.k === "raise" && !around.some(catches) ? statement.e : undefined;
      for (const expr of expressionsOf(statement))
        walkExpr(expr, (inner) =>
          found.push({ expr: inner, fn: each, ...(inner === raised ? { raised: true as const } : {}) }),
        );
    }
  return found;
}

/** What is raised in a `try` with a clause for HTTP errors, or for all, is answered by that clause. */
function catches(statement: Stmt): boolean {
  if (statement.k !== "try") return false;
  const first = statement.except.find(({ type }) => {
    const types = type?.k === "tuple" ? type.i : [type];
    return types.some((each) => each === undefined || /(?:HTTPException|Exception|HTTPError)$/.test(wordOf(each)));
  });
  return first !== undefined && !raisesAgain(first);
}

/** `except HTTPException: raise`, with nothing that answers before it. */
export function raisesAgain({ name, body }: ExceptClause): boolean {
  const last = body.at(-1);
  if (last?.k !== "raise" || (last.e !== undefined && !(last.e.k === "ref" && last.e.n === name))) return false;
  let answers = false;
  walkStatements(body, (statement) => {
    if (statement.k === "return") answers = true;
  });
  return !answers;
}

function functionsOf(evaluator: Evaluator, fn: FunctionRef, hops: number, chosen?: Chosen): readonly FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  const follows = ({ execution }: { readonly execution: Execution }, at: FunctionRef): boolean =>
    chosen === undefined || holds(chosen(at), execution.expr);
  for (const reached of reachedFrom(evaluator, fn, hops, follows)) {
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

function holds(statements: ReadonlySet<Stmt>, wanted: Expr): boolean {
  let found = false;
  for (const statement of statements)
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (inner) => {
        if (inner === wanted) found = true;
      });
  return found;
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
