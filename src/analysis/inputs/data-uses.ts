import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, partsOf, walkStatements } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { functionAt, type FunctionRef } from "../module.ts";

/** An argument of a call. */
export interface Passed {
  readonly call: CallExpr;
  readonly position: number;
  readonly keyword: string | undefined;
}

/** One way in which a function uses a piece of data. */
export type DataUse =
  /** `data["name"]`, `data.get("name")`; `into` when it is an argument, `named` when it only gets a name. */
  | { readonly k: "key"; readonly name: string; readonly expr: Expr; readonly into?: Passed; readonly named?: string }
  /** `f(**data)`. */
  | { readonly k: "spread"; readonly call: CallExpr }
  /** `f(data)`. */
  | ({ readonly k: "passed" } & Passed)
  /** `for key, value in data.items()`. */
  | { readonly k: "items"; readonly loop: Stmt & { k: "for" } }
  /** `"name" in data`, `isinstance(data, dict)`, `if not data`, `logger.info(data)`: looked at, and left where it is. */
  | { readonly k: "checked" }
  /** Anything else: returned, stored, given another name. */
  | { readonly k: "other" };

const KEY_METHODS = new Set(["get", "pop", "setdefault"]);

/** How a function uses the data that `isSource` recognises, or that stands under one of `names`. Nested functions count as part of it. */
export function usesOf(
  fn: FunctionRef,
  names: readonly string[],
  isSource: (expr: Expr) => boolean,
): readonly DataUse[] {
  const known = new Set(names);
  const found: DataUse[] = [];
  const isData = (expr: Expr): boolean => (expr.k === "ref" ? known.has(expr.n) : isSource(expr));
  const bodies = [fn.facts.body, ...innerBodies(fn)];
  for (const body of bodies) walkStatements(body, (statement) => collectNames(statement, isData, known));
  for (const body of bodies) {
    walkStatements(body, (statement) => {
      const loop = itemsLoop(statement, isData);
      const named = loop === undefined ? namedKey(statement, isData) : undefined;
      if (loop !== undefined) found.push({ k: "items", loop });
      else if (named !== undefined) found.push(named);
      else
        for (const expr of expressionsOf(statement)) {
          if (statement.k === "if" && expr === statement.t && isData(expr)) found.push({ k: "checked" });
          else if (!isNaming(statement, expr, isData)) visit(expr, isData, found);
        }
    });
  }
  return found;
}

function innerBodies(fn: FunctionRef): (readonly Stmt[])[] {
  const found: (readonly Stmt[])[] = [];
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "def") found.push(functionAt(fn.module, statement.fn).facts.body);
  });
  return found;
}

/** `data = await request.json()` gives the data a name. Only sources do: what is made of the data is something else. */
function collectNames(statement: Stmt, isData: (expr: Expr) => boolean, known: Set<string>): void {
  if (statement.k !== "assign" || statement.e === undefined || statement.op !== undefined) return;
  if (statement.e.k === "ref" || !isData(statement.e)) return;
  for (const target of statement.t) if (target.k === "ref") known.add(target.n);
}

/** `name = data["name"]`. */
function namedKey(statement: Stmt, isData: (expr: Expr) => boolean): DataUse | undefined {
  if (statement.k !== "assign" || statement.e === undefined || statement.t.length !== 1) return undefined;
  const [target] = statement.t;
  const key = target?.k === "ref" && !target.n.includes(".") ? keyRead(statement.e, isData) : undefined;
  return key === undefined || target?.k !== "ref" ? undefined : { ...key, named: target.n };
}

function isNaming(statement: Stmt, expr: Expr, isData: (expr: Expr) => boolean): boolean {
  return (
    statement.k === "assign" &&
    (statement.t.includes(expr) || (statement.e === expr && expr.k !== "ref" && isData(expr)))
  );
}

function itemsLoop(statement: Stmt, isData: (expr: Expr) => boolean): (Stmt & { k: "for" }) | undefined {
  if (statement.k !== "for" || statement.i.k !== "call" || lastName(statement.i.f) !== "items") return undefined;
  const object = objectOf(statement.i.f);
  return object !== undefined && isData(object) ? statement : undefined;
}

function visit(expr: Expr, isData: (expr: Expr) => boolean, found: DataUse[]): void {
  if (isData(expr)) {
    found.push({ k: "other" });
    return;
  }
  const key = keyRead(expr, isData);
  if (key !== undefined || (expr.k === "sub" && isData(expr.o))) {
    found.push(key ?? { k: "other" });
    return;
  }
  if (expr.k === "op" && COMPARES.test(expr.op) && expr.i.some(isData)) {
    found.push({ k: "checked" });
    for (const part of expr.i) if (!isData(part)) visit(part, isData, found);
    return;
  }
  if (expr.k === "call") visitCall(expr, isData, found);
  else for (const part of partsOf(expr)) visit(part, isData, found);
}

/** `data["name"]` and `data.get("name")`. */
function keyRead(expr: Expr, isData: (expr: Expr) => boolean): (DataUse & { k: "key" }) | undefined {
  if (expr.k === "sub") {
    const [index] = expr.i;
    return isData(expr.o) && index?.k === "str" && index.f === undefined
      ? { k: "key", name: index.v, expr }
      : undefined;
  }
  if (expr.k !== "call" || !KEY_METHODS.has(lastName(expr.f))) return undefined;
  const object = objectOf(expr.f);
  const [first] = expr.a;
  return object !== undefined && isData(object) && first?.e.k === "str"
    ? { k: "key", name: first.e.v, expr }
    : undefined;
}

function visitCall(call: CallExpr, isData: (expr: Expr) => boolean, found: DataUse[]): void {
  if (isLogging(call)) {
    const shown: DataUse[] = [];
    for (const { e } of call.a) if (!isData(e)) visit(e, isData, shown);
    found.push({ k: "checked" }, ...shown.filter((use) => use.k === "key"));
    return;
  }
  const object = objectOf(call.f);
  if (object !== undefined && isData(object)) found.push({ k: "other" });
  else visit(call.f, isData, found);
  for (const [position, argument] of call.a.entries()) {
    const key = keyRead(argument.e, isData);
    if (key !== undefined) found.push({ ...key, into: { call, position, keyword: argument.n } });
    else if (!isData(argument.e)) visit(argument.e, isData, found);
    else if (argument.s === "**") found.push({ k: "spread", call });
    else if (call.f.k === "ref" && CHECKS.has(call.f.n)) found.push({ k: "checked" });
    else found.push({ k: "passed", call, position, keyword: argument.n });
  }
}

const COMPARES = /^(?:not|in|not in|is|is not|==|!=)$/;

/** `logger.info(…)`, `print(…)`. */
function isLogging({ f }: CallExpr): boolean {
  return f.k === "ref" && (f.n === "print" || /(?:^|\.|_)log(?:ger|ging)?\.\w+$/i.test(f.n));
}

const CHECKS = new Set(["isinstance", "len", "type", "bool"]);
