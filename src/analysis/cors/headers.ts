import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import { functionAt, type FunctionRef, type Module } from "../module.ts";
import { placedStatements, type PlacedStatement } from "../statements.ts";

/** A handler or a middleware that writes the CORS header by itself, whoever asks. */
export interface CorsHeader {
  readonly fn: FunctionRef;
  readonly statement: Stmt;
  /** `origin`: the caller's own origin comes back; `any`: `*`. */
  readonly admits: "origin" | "any";
  /** `Access-Control-Allow-Credentials: true` is set as well. */
  readonly credentials: boolean;
  /** The function stands around other routes. */
  readonly around: boolean;
}

/** Functions that set `Access-Control-Allow-Origin` without looking at who asks. */
export function findCorsHeaders(modules: readonly Module[]): readonly CorsHeader[] {
  const found: CorsHeader[] = [];
  for (const module of modules) {
    if (module.aside) continue;
    for (const index of module.facts.functions.keys()) {
      const header = headerIn(functionAt(module, index));
      if (header !== undefined) found.push(header);
    }
  }
  return found;
}

function headerIn(fn: FunctionRef): CorsHeader | undefined {
  const set = (statement: Stmt, header: string): Expr | undefined =>
    statement.k === "assign" && statement.op === undefined && statement.t.some((target) => isHeader(target, header))
      ? statement.e
      : undefined;
  if (!setsOrigin(fn.facts.body)) return undefined;
  const statements = placedStatements(fn.facts.body);
  for (const placed of statements) {
    const value = set(placed.statement, "access-control-allow-origin");
    if (value === undefined) continue;
    const admits = admitted(value, statements);
    if (admits === undefined || !isUnchecked(placed, statements, value)) continue;
    const credentials = statements.some(({ statement }) => {
      const given = set(statement, "access-control-allow-credentials");
      return given?.k === "str" && given.v.toLowerCase() === "true";
    });
    return { fn, statement: placed.statement, admits, credentials, around: isLayer(fn) };
  }
  return undefined;
}

/** Most functions are passed over after one look at their assignments. */
function setsOrigin(body: readonly Stmt[]): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    if (statement.k === "assign" && statement.t.some((target) => isHeader(target, "access-control-allow-origin")))
      found = true;
  });
  return found;
}

function isHeader(target: Expr, header: string): boolean {
  if (target.k !== "sub") return false;
  const [key] = target.i;
  return lastName(target.o) === "headers" && key?.k === "str" && key.v.toLowerCase() === header;
}

function admitted(value: Expr, statements: readonly PlacedStatement[]): CorsHeader["admits"] | undefined {
  if (value.k === "str" && value.f === undefined) return value.v === "*" ? "any" : undefined;
  if (readsOrigin(value)) return "origin";
  if (value.k !== "ref" || value.n.includes(".")) return undefined;
  const assigned = statements.flatMap(({ statement }) =>
    statement.k === "assign" && statement.t.some((target) => target.k === "ref" && target.n === value.n)
      ? [statement.e]
      : [],
  );
  const [only] = assigned;
  return assigned.length === 1 && only !== undefined && readsOrigin(only) ? "origin" : undefined;
}

/** `request.headers["origin"]`, `request.headers.get("Origin", "*")`. */
function readsOrigin(expr: Expr): boolean {
  if (expr.k === "op" && expr.op === "or") return expr.i[0] !== undefined && readsOrigin(expr.i[0]);
  const key = expr.k === "sub" ? expr.i[0] : expr.k === "call" && lastName(expr.f) === "get" ? expr.a[0]?.e : undefined;
  const owner = expr.k === "sub" ? expr.o : expr.k === "call" && expr.f.k === "ref" ? expr.f : undefined;
  const isHeaders = owner?.k === "ref" && /(?:^|\.)headers(?:\.get)?$/.test(owner.n);
  return isHeaders && key?.k === "str" && key.v.toLowerCase() === "origin";
}

/** Nothing in the function compares the origin with anything, and only its presence or the method decides whether the header is set. */
function isUnchecked({ around }: PlacedStatement, statements: readonly PlacedStatement[], value: Expr): boolean {
  const tests = around.flatMap((statement) => (statement.k === "if" ? [statement.t] : []));
  if (around.some((statement) => statement.k === "match" || statement.k === "while")) return false;
  const name = value.k === "ref" ? value.n : undefined;
  if (!tests.every((test) => asksOnlyForPresence(test, name))) return false;
  if (name === undefined) return true;
  return !statements.some(({ statement }) => expressionsOf(statement).some((expr) => isJudged(expr, name)));
}

function asksOnlyForPresence(test: Expr, name: string | undefined): boolean {
  if (test.k === "ref") return test.n === name;
  if (test.k !== "op") return readsOrigin(test);
  const [first, second] = test.i;
  if (test.op === "and") return test.i.every((part) => asksOnlyForPresence(part, name));
  if (test.op === "is not") return first?.k === "ref" && first.n === name;
  if (test.op === "==" || test.op === "!=") return first?.k === "ref" && first.n.endsWith(".method");
  return test.op === "in" && first?.k === "str" && first.v.toLowerCase() === "origin" && second?.k === "ref";
}

/** `origin in ALLOWED`, `is_allowed(origin)`, `origin.endswith(…)`. */
function isJudged(expr: Expr, name: string): boolean {
  let found = false;
  const isName = (part: Expr): boolean => part.k === "ref" && (part.n === name || part.n.startsWith(`${name}.`));
  walkExpr(expr, (part) => {
    if (part.k === "op" && /^(?:in|not in|==|!=)$/.test(part.op) && part.i.some(isName)) found = true;
    if (part.k === "call" && (isName(part.f) || part.a.some(({ e }) => isName(e)))) found = true;
  });
  return found;
}

function isLayer({ facts }: FunctionRef): boolean {
  return facts.params.some(({ name }) => name === "call_next") || facts.name === "dispatch";
}
