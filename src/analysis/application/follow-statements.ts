import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { catchesImportError, neverRuns } from "../conditions.ts";
import { functionAt, keyOf } from "../module.ts";
import type { Condition } from "./application.ts";
import { applyDecorators } from "./decorators.ts";
import { extend, joinLists, itemsOf, onlyIf } from "./lists.ts";
import { bind, keepState } from "./names.ts";
import { type Context, type Frame, live, merge, type Thing, type Walker } from "./things.ts";
import { casesOf, conditionOf } from "./when.ts";

/** Follows the statements of a block in the order in which they run. */
export function walkBlock(walker: Walker, block: readonly Stmt[], frame: Frame, context: Context): void {
  let current = context;
  for (const statement of block) {
    walkStatement(walker, statement, frame, current);
    // After `if not flag: return`, the rest runs only with the flag set. A `raise` is for those who hold it wrong.
    if (statement.k === "if" && statement.else.length === 0 && statement.body.at(-1)?.k === "return")
      current = under(current, conditionOf(statement.t, false));
  }
}

function under(context: Context, condition: Condition): Context {
  return { ...context, conditions: [...context.conditions, condition] };
}

function walkStatement(walker: Walker, statement: Stmt, frame: Frame, context: Context): void {
  switch (statement.k) {
    case "expr":
      walker.evaluate(statement.e, frame, context);
      break;
    case "assign":
      walkAssignment(walker, statement, frame, context);
      break;
    case "return": {
      const given = statement.e === undefined ? undefined : walker.evaluate(statement.e, frame, context);
      frame.returned ??= given;
      break;
    }
    case "if":
      walkIf(walker, statement, frame, context);
      break;
    case "for":
      walkFor(walker, statement, frame, context);
      walkBlock(walker, statement.else, frame, context);
      break;
    case "while":
      walkBlock(walker, statement.body, frame, { ...context, loop: `while ${renderExpr(statement.t, 40)}` });
      break;
    case "with":
      for (const item of statement.i) {
        const given = walker.evaluate(item.e, frame, context);
        if (item.as !== undefined && given !== undefined) bind(walker, item.as, given, frame);
      }
      walkBlock(walker, statement.body, frame, context);
      break;
    case "try":
      walkTry(walker, statement, frame, context);
      break;
    case "match":
      for (const [at, condition] of casesOf(statement).entries())
        walkBlock(walker, statement.cases[at] ?? [], frame, under(context, condition));
      break;
    case "def": {
      const fn = functionAt(frame.scope.module, statement.fn);
      walker.closures.set(keyOf(fn), frame);
      applyDecorators(walker, fn, frame, context);
      break;
    }
    case "class":
      for (const inner of frame.scope.module.facts.classes[statement.cls]?.body ?? [])
        if (inner.k === "assign" && inner.e?.k === "call") walker.evaluate(inner.e, frame, context);
      break;
    default:
      break;
  }
}

function walkAssignment(
  walker: Walker,
  statement: Extract<Stmt, { k: "assign" }>,
  frame: Frame,
  context: Context,
): void {
  if (statement.e === undefined) return;
  const given = walker.evaluate(statement.e, frame, context);
  for (const target of statement.t) {
    keepState(walker, target, statement.e, frame);
    if (statement.op !== undefined) {
      const list = walker.evaluate(target, frame, context);
      if (list?.k === "list") extend(list, itemsOf(given, context));
    } else if (given !== undefined) bind(walker, target, given, frame);
  }
}

function walkIf(walker: Walker, statement: Extract<Stmt, { k: "if" }>, frame: Frame, context: Context): void {
  if (neverRuns(statement.t, true)) {
    walkBlock(walker, statement.else, frame, context);
    return;
  }
  // `if __name__ == "__main__":` is where scripts put their applications together.
  const asMain = statement.t.k === "op" && statement.t.i.some((part) => part.k === "ref" && part.n === "__name__");
  const tested = walker.evaluate(statement.t, frame, context);
  if (tested?.k === "app" || tested?.k === "object") {
    // `if app:` is true of an application.
    walkBlock(walker, statement.body, frame, context);
    return;
  }
  const before = new Map(frame.names);
  walkBlock(walker, statement.body, frame, asMain ? context : under(context, conditionOf(statement.t, true)));
  if (statement.else.length === 0) return;
  const after = new Map(frame.names);
  walkBlock(walker, statement.else, frame, under(context, conditionOf(statement.t, false)));
  for (const [name, thing] of after) {
    const other = frame.names.get(name);
    if (other === undefined || other === before.get(name) || thing === before.get(name)) continue;
    const united = unite(thing, other, statement.t);
    if (united !== undefined) frame.names.set(name, united);
  }
}

/** What a name stands for that both branches bind: a reader sees one application, or one list with conditions. */
function unite(first: Thing, second: Thing, test: Expr): Thing | undefined {
  if (first.k === "app" && second.k === "app") {
    merge(live(first.draft), live(second.draft));
    return first;
  }
  if (first.k !== "list" || second.k !== "list") return undefined;
  return joinLists([onlyIf(first, conditionOf(test, true)), onlyIf(second, conditionOf(test, false))]);
}

function walkTry(walker: Walker, statement: Extract<Stmt, { k: "try" }>, frame: Frame, context: Context): void {
  const optional = statement.except.some((clause) => catchesImportError(clause.type));
  const guarded = optional ? under(context, { text: "try … except ImportError", when: "other" }) : context;
  walkBlock(walker, statement.body, frame, guarded);
  for (const clause of statement.except) {
    const text = clause.type === undefined ? "except" : `except ${renderExpr(clause.type, 40)}`;
    walkBlock(walker, clause.body, frame, under(context, { text, when: "other" }));
  }
  walkBlock(walker, statement.else, frame, guarded);
  walkBlock(walker, statement.finally, frame, context);
}

/** A loop over something literal is unrolled; of any other it is only known that its body runs. */
function walkFor(walker: Walker, statement: Extract<Stmt, { k: "for" }>, frame: Frame, context: Context): void {
  const items = walker.evaluate(iterated(statement.i), frame, context);
  const head = `for ${renderExpr(statement.t, 30)} in ${renderExpr(statement.i, 40)}`;
  if (items?.k === "dict") {
    const keys = statement.i.k !== "call";
    const values = statement.i.k === "call" && statement.i.f.k === "ref" && statement.i.f.n.endsWith(".values");
    for (const [key, value] of items.entries) {
      if (keys || values) bind(walker, statement.t, keys ? key : value, frame);
      else if (statement.t.k === "tuple") {
        const [first, second] = statement.t.i;
        if (first !== undefined) bind(walker, first, key, frame);
        if (second !== undefined) bind(walker, second, value, frame);
      }
      walkBlock(walker, statement.body, frame, context);
    }
    return;
  }
  if (items?.k !== "list") {
    walkBlock(walker, statement.body, frame, { ...context, loop: head });
    return;
  }
  for (const { thing, condition } of items.items) {
    bind(walker, statement.t, thing, frame);
    walkBlock(walker, statement.body, frame, condition === undefined ? context : under(context, condition));
  }
  if (!items.complete) walkBlock(walker, statement.body, frame, { ...context, loop: head });
}

/** `D` of `D.items()`. `reversed(…)` and the like are left to the evaluation of the call. */
function iterated(expr: Expr): Expr {
  if (expr.k === "call" && expr.a.length === 0 && expr.f.k === "ref" && /\.(?:items|values)$/.test(expr.f.n))
    return { ...expr.f, n: expr.f.n.replace(/\.\w+$/, "") };
  return expr;
}
