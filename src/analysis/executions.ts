import type { AttrExpr, CallExpr, Expr, RefExpr, Stmt } from "../python/facts.ts";
import { partsOf } from "../python/visit.ts";
import { catchesImportError, type Guard, guardOf, isForNoLoop, leaves, neverRuns } from "./conditions.ts";
import { endsProcess, isLock, type Memo, memoAfter, memoIn, rarer } from "./memo.ts";
import type { FunctionRef } from "./module.ts";

/** Something that a function's body executes when it runs. References are not executions: only calls, loops, `with` and attribute reads are. */
export interface Execution {
  readonly k: "call" | "enter" | "iterate" | "read";
  readonly expr: Expr;
  readonly p: number;
  readonly q: number;
  /** Under `await`, `async with` or `async for`. */
  readonly awaited: boolean;
  /** The call is a whole statement, so nobody uses what it gives. */
  readonly discarded: boolean;
  readonly inLoop: boolean;
  /** Stands behind `if x is None: x = …` or the like, or before the end of the process. */
  readonly memo: Memo | undefined;
  readonly guards: readonly Guard[];
}

interface Context {
  readonly fn: FunctionRef | undefined;
  readonly asMain?: true;
  readonly locked?: true;
  readonly inLoop: boolean;
  readonly memo: Memo | undefined;
  readonly guards: readonly Guard[];
}

const OUTERMOST: Context = { fn: undefined, inLoop: false, memo: undefined, guards: [] };

const executions = new WeakMap<object, readonly Execution[]>();

/** What running the function's own body executes, in order. Bodies of nested functions and lambdas are not part of it. */
export function executionsOf(fn: FunctionRef): readonly Execution[] {
  const known = executions.get(fn.facts);
  if (known !== undefined) return known;
  const found: Execution[] = [];
  runBlock(fn.facts.body, { ...OUTERMOST, fn }, found);
  executions.set(fn.facts, found);
  return found;
}

/** The same for a module's top level, with what `if __name__ == "__main__":` runs: applications are often put together there. */
export function executionsOfModule(body: readonly Stmt[]): readonly Execution[] {
  const found: Execution[] = [];
  runBlock(body, { ...OUTERMOST, asMain: true }, found);
  return found;
}

function runBlock(block: readonly Stmt[], context: Context, found: Execution[]): void {
  let current = endsProcess(block) ? { ...context, memo: "once" as const } : context;
  for (const [position, statement] of block.entries()) {
    runStatement(statement, current, found);
    const left =
      statement.k === "if" && statement.else.length === 0 && leaves(statement.body)
        ? guardOf(statement.t, false)
        : undefined;
    // After `if not flag: return`, the rest runs only with the flag set.
    if (left !== undefined) current = { ...current, guards: [...current.guards, left] };
    if (statement.k === "if") {
      const memo = memoAfter(statement, () => block.slice(position + 1), context.fn, context.locked === true);
      current = { ...current, memo: rarer(current.memo, memo) };
    }
  }
}

function runStatement(statement: Stmt, context: Context, found: Execution[]): void {
  switch (statement.k) {
    case "expr":
      run(statement.e, context, found, { awaited: false, discarded: true });
      break;
    case "assign":
      if (statement.e !== undefined) run(statement.e, context, found);
      for (const target of statement.t) if (target.k !== "ref") run(target, context, found);
      break;
    case "if":
      runIf(statement, context, found);
      break;
    case "while":
      run(statement.t, { ...context, inLoop: true }, found);
      runBlock(statement.body, { ...context, inLoop: true }, found);
      runBlock(statement.else, context, found);
      break;
    case "for":
      run(statement.i, context, found, { awaited: statement.a === true, discarded: false });
      emit("iterate", statement.i, context, found, statement.a === true);
      runBlock(statement.body, { ...context, inLoop: true }, found);
      runBlock(statement.else, context, found);
      break;
    case "with":
      for (const item of statement.i) {
        run(item.e, context, found, { awaited: statement.a === true, discarded: false });
        emit("enter", item.e, context, found, statement.a === true);
      }
      runBlock(
        statement.body,
        statement.i.some((item) => isLock(item.e)) ? { ...context, locked: true } : context,
        found,
      );
      break;
    case "try":
      runBlock(statement.body, context, found);
      for (const clause of statement.except)
        if (!catchesImportError(clause.type) && !isForNoLoop(statement.body, clause.type))
          runBlock(clause.body, context, found);
      runBlock(statement.else, context, found);
      runBlock(statement.finally, context, found);
      break;
    case "match":
      run(statement.e, context, found);
      for (const one of statement.cases) runBlock(one, context, found);
      break;
    case "return":
      if (statement.e !== undefined) run(statement.e, context, found);
      break;
    case "raise":
      if (statement.e !== undefined) run(statement.e, context, found);
      break;
    case "del":
      for (const part of statement.i) run(part, context, found);
      break;
    default:
      break;
  }
}

function runIf(statement: Extract<Stmt, { k: "if" }>, context: Context, found: Execution[]): void {
  if (neverRuns(statement.t, context.asMain === true)) {
    runBlock(statement.else, context, found);
    return;
  }
  run(statement.t, context, found);
  const yes = guardOf(statement.t, true);
  const no = guardOf(statement.t, false);
  const memo = rarer(context.memo, memoIn(statement, context.fn, context.locked === true));
  runBlock(
    statement.body,
    { ...context, memo, guards: yes === undefined ? context.guards : [...context.guards, yes] },
    found,
  );
  runBlock(statement.else, no === undefined ? context : { ...context, guards: [...context.guards, no] }, found);
}

const ONCE = { awaited: false, discarded: false };

/** Generator expressions given to these are run on the spot. */
const CONSUMERS = new Set([
  "list",
  "set",
  "tuple",
  "dict",
  "sum",
  "any",
  "all",
  "max",
  "min",
  "sorted",
  "frozenset",
  "next",
]);

function run(
  expr: Expr,
  context: Context,
  found: Execution[],
  how: { awaited: boolean; discarded: boolean } = ONCE,
): void {
  switch (expr.k) {
    case "await":
      run(expr.e, context, found, { awaited: true, discarded: how.discarded });
      break;
    case "call":
      runCall(expr, context, found, how);
      break;
    case "ref":
      if (expr.n.includes(".")) emit("read", expr, context, found, false);
      break;
    case "attr":
      run(expr.o, context, found);
      emit("read", expr, context, found, false);
      break;
    case "comp":
      runComprehension(expr, context, found, false);
      break;
    case "lambda":
      break;
    case "yield":
      if (expr.e !== undefined) {
        run(expr.e, context, found);
        if (expr.from === true) emit("iterate", expr.e, context, found, false);
      }
      break;
    case "cond":
      run(expr.t, context, found);
      run(expr.y, withGuard(context, guardOf(expr.t, true)), found);
      run(expr.n, withGuard(context, guardOf(expr.t, false)), found);
      break;
    default:
      for (const part of partsOf(expr)) run(part, context, found);
  }
}

function runCall(
  call: CallExpr,
  context: Context,
  found: Execution[],
  how: { awaited: boolean; discarded: boolean },
): void {
  const callee = call.f;
  if (callee.k === "attr") run(callee.o, context, found);
  else if (callee.k === "ref") readPrefix(callee, context, found);
  else run(callee, context, found);
  const consumes = callee.k === "ref" && CONSUMERS.has(callee.n);
  for (const argument of call.a) {
    if (argument.e.k === "comp" && argument.e.g === "g") runComprehension(argument.e, context, found, consumes);
    else run(argument.e, context, found);
  }
  found.push({ k: "call", expr: call, p: call.p, q: call.q, ...how, ...context });
  const [first] = call.a;
  if (consumes && first !== undefined && first.e.k !== "comp") emit("iterate", first.e, context, found, false);
}

/** `a.b.c()` reads `a.b` before it calls `c`. */
function readPrefix(callee: RefExpr, context: Context, found: Execution[]): void {
  const at = callee.n.lastIndexOf(".");
  if (at === -1 || !callee.n.slice(0, at).includes(".")) return;
  const prefix: RefExpr = prefixes.get(callee) ?? { k: "ref", n: callee.n.slice(0, at), p: callee.p, q: callee.q };
  prefixes.set(callee, prefix);
  emit("read", prefix, context, found, false);
}

const prefixes = new WeakMap<RefExpr, RefExpr>();

function runComprehension(
  comp: Extract<Expr, { k: "comp" }>,
  context: Context,
  found: Execution[],
  consumed: boolean,
): void {
  const [first, ...rest] = comp.for;
  if (first !== undefined) run(first.i, context, found);
  // The body of a bare generator expression runs only when someone iterates over it.
  if (comp.g === "g" && !consumed) return;
  const inside = { ...context, inLoop: true };
  for (const clause of comp.for) emit("iterate", clause.i, context, found, clause.a === true);
  for (const clause of rest) run(clause.i, inside, found);
  for (const part of [...comp.if, ...comp.e]) run(part, inside, found);
}

function emit(k: Execution["k"], expr: Expr, context: Context, found: Execution[], awaited: boolean): void {
  const place = extentOf(expr);
  if (place !== undefined) found.push({ k, expr, ...place, awaited, discarded: false, ...context });
}

/** Where an expression stands, taken from its first located part when it has no place of its own. */
export function extentOf(expr: Expr): { p: number; q: number } | undefined {
  if ("p" in expr) return { p: expr.p, q: expr.q };
  for (const part of partsOf(expr)) {
    const place = extentOf(part);
    if (place !== undefined) return place;
  }
  return undefined;
}

function withGuard(context: Context, guard: Guard | undefined): Context {
  return guard === undefined ? context : { ...context, guards: [...context.guards, guard] };
}

/** Narrows a read to the attribute it ends in. */
export function readName(expr: RefExpr | AttrExpr): string {
  return expr.k === "attr" ? expr.n : (expr.n.split(".").at(-1) ?? expr.n);
}
