import type { Expr, Stmt } from "../python/facts.ts";
import { walkStatements } from "../python/visit.ts";
import type { FunctionRef } from "./module.ts";
import { bindingsOfFunction } from "./scopes.ts";

/**
 * How seldom code behind a memo runs: `once` in the life of the process or of the object that keeps the value,
 * `seldom` where a value that was looked up first may be there or not.
 */
export type Memo = "once" | "seldom";

type IfStmt = Extract<Stmt, { k: "if" }>;

/** `if x is None: x = make()` and `if not self._x: self._x = make()`. Under a lock, filling a local name is a singleton's second check. */
export function memoIn(statement: IfStmt, fn: FunctionRef | undefined, locked: boolean): Memo | undefined {
  const name = absentName(statement.t);
  return name === undefined || !assigns(statement.body, name) ? undefined : keptFor(name, fn, locked);
}

/** `if x: return x`, before statements that fill it. An attribute may be filled by the caller instead. */
export function memoAfter(
  statement: IfStmt,
  rest: () => readonly Stmt[],
  fn: FunctionRef | undefined,
  locked: boolean,
): Memo | undefined {
  const last = statement.body.at(-1);
  if (statement.else.length > 0 || last?.k !== "return" || last.e?.k !== "ref") return undefined;
  const { n: name } = last.e;
  const fills = name.includes(".") || assigns(rest(), name);
  return fills && asksFor(statement.t, name) ? keptFor(name, fn, locked) : undefined;
}

/** Whether a block ends with `sys.exit()` or the like: what it does is done once, and nobody is served after it. */
export function endsProcess(block: readonly Stmt[]): boolean {
  const last = block.at(-1);
  return (
    last?.k === "expr" &&
    last.e.k === "call" &&
    last.e.f.k === "ref" &&
    /^(?:sys\.exit|os\._exit|os\.exec[lv]p?e?)$/.test(last.e.f.n)
  );
}

/** Names of locks: `with _lock:`, `async with self._init_lock:`. */
export function isLock(expr: Expr): boolean {
  return (expr.k === "ref" || expr.k === "attr") && /(?:lock|mutex)$/i.test(expr.n);
}

function keptFor(name: string, fn: FunctionRef | undefined, locked: boolean): Memo | undefined {
  if (fn === undefined) return "once";
  const head = name.split(".")[0] ?? name;
  const [own] = bindingsOfFunction(fn).get(head) ?? [];
  const isObject = name !== head;
  if (own === undefined || (isObject && (head === "self" || head === "cls" || name.includes(".state.")))) return "once";
  // A parameter's default is filled in at every call that leaves it out.
  if (own.k === "parameter" && !isObject) return undefined;
  return locked && !isObject ? "once" : "seldom";
}

function absentName(test: Expr): string | undefined {
  if (test.k !== "op") return undefined;
  const [first, second] = test.i;
  if (first?.k !== "ref") return undefined;
  if (test.op === "not") return first.n;
  return test.op === "is" && second?.k === "const" && second.v === "None" ? first.n : undefined;
}

/** `x`, `x is not None`, `hasattr(self, "x") and self.x`. */
function asksFor(test: Expr, name: string): boolean {
  if (test.k === "ref") return test.n === name;
  if (test.k !== "op") return false;
  if (test.op === "and") return test.i.some((part) => asksFor(part, name));
  const [first, second] = test.i;
  return test.op === "is not" && first?.k === "ref" && first.n === name && second?.k === "const" && second.v === "None";
}

function assigns(block: readonly Stmt[], name: string): boolean {
  let found = false;
  walkStatements(block, (inner) => {
    if (inner.k === "assign" && inner.t.some((target) => target.k === "ref" && target.n === name)) found = true;
  });
  return found;
}

/** What two memos on one way make together. */
export function rarer(outer: Memo | undefined, inner: Memo | undefined): Memo | undefined {
  return outer === "once" ? outer : (inner ?? outer);
}
