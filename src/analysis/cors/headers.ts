import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
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
  /** The function stands around other routes, and not only around those that it picks by their paths. */
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
  if (isForErrors(fn)) return undefined;
  const statements = placedStatements(fn.facts.body);
  for (const placed of statements) {
    const value = setIn(placed.statement, "access-control-allow-origin");
    if (value === undefined) continue;
    const admits = admitted(value, statements);
    if (admits === undefined || !isUnchecked(placed, statements, value)) continue;
    const credentials = statements.some(({ statement }) => {
      const given = setIn(statement, "access-control-allow-credentials");
      return given?.k === "str" && given.v.toLowerCase() === "true";
    });
    return { fn, statement: placed.statement, admits, credentials, around: isLayer(fn) && !picksPaths(fn) };
  }
  return undefined;
}

/** What an exception handler sends tells little, and the layers' own headers are not on it. */
function isForErrors({ facts }: FunctionRef): boolean {
  return (
    facts.decorators.some((decorator) => decorator.k === "call" && lastName(decorator.f) === "exception_handler") ||
    facts.params.some(({ name }) => /^(?:exc|exception|err|error)$/.test(name))
  );
}

/**
 * The value that a statement gives a response's header: `response.headers["X"] = v`, `headers.append("X", v)`,
 * `headers.update({"X": v})`, `Response(headers={"X": v})`.
 */
function setIn(statement: Stmt, header: string): Expr | undefined {
  if (statement.k === "assign" && statement.op === undefined && statement.t.some((target) => isHeader(target, header)))
    return statement.e;
  let found: Expr | undefined;
  for (const expr of expressionsOf(statement))
    walkExpr(expr, (part) => {
      if (part.k === "call") found ??= givenIn(part, header);
    });
  return found;
}

function givenIn({ f, a }: CallExpr, header: string): Expr | undefined {
  const name = lastName(f);
  const [first, second] = a.map(({ e }) => e);
  const object = objectOf(f);
  const isHeaders = object !== undefined && /headers$/i.test(lastName(object));
  if (isHeaders && /^(?:append|add|setdefault)$/.test(name)) {
    // `headers.append((b"access-control-allow-origin", value))` of ASGI messages
    const [key, value] = first?.k === "tuple" ? first.i : [first, second];
    return key?.k === "str" && key.v.toLowerCase() === header ? value : undefined;
  }
  const given = isHeaders && name === "update" ? first : name.endsWith("Response") ? headersOf(a) : undefined;
  if (given?.k !== "dict") return undefined;
  return given.i.find(([key]) => key?.k === "str" && key.v.toLowerCase() === header)?.[1];
}

function headersOf(given: CallExpr["a"]): Expr | undefined {
  return given.find(({ n }) => n === "headers")?.e;
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
  // `message["type"] == "http.response.start"`
  if (test.op === "==" && second?.k === "str" && second.v.startsWith("http.response.")) return true;
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

function isLayer({ module, facts }: FunctionRef): boolean {
  if (facts.params.some(({ name }) => name === "call_next") || /^(?:dispatch|__call__)$/.test(facts.name)) return true;
  return facts.inFunction !== undefined && isLayer(functionAt(module, facts.inFunction));
}

/** Requests whose path is not among some are passed on before anything is set: `if not self.paths.matches(scope): …; return`. */
function picksPaths({ module, facts }: FunctionRef): boolean {
  const picks = facts.body.some(
    (statement) => statement.k === "if" && namesPath(statement.t, false) && statement.body.at(-1)?.k === "return",
  );
  return picks || (facts.inFunction !== undefined && picksPaths(functionAt(module, facts.inFunction)));
}

/** A part of a test says that something about the path is not so. */
function namesPath(test: Expr, negated: boolean): boolean {
  if (test.k === "op") return test.i.some((part) => namesPath(part, negated || /^(?:not|not in|!=)$/.test(test.op)));
  if (!negated) return false;
  let found = false;
  walkExpr(test, (part) => {
    if (part.k === "ref" && /(?:^|[._])paths?(?:[._]|$)/i.test(part.n)) found = true;
    if (part.k === "sub" && part.i[0]?.k === "str" && part.i[0].v === "path") found = true;
  });
  return found;
}
