import type { CallExpr, Expr, OperatorExpr, Stmt } from "../../python/facts.ts";
import { lastName, objectOf } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import { CREDENTIAL_NAME } from "./credential-names.ts";
import { wordOf } from "./layer-code.ts";

/** What is known of a condition when a request brings no credentials. */
type Truth = "yes" | "no" | "unknown";

/** The names that hold nothing then; all others are not known. */
type Empty = ReadonlySet<string>;

/** Where a block ends: the names that hold nothing there, or `undefined` where it always leaves the function. */
type End = Empty | undefined;

const known = new WeakMap<FunctionRef["facts"], ReadonlySet<Stmt>>();

/**
 * The statements of a function that can run for a request without credentials, such as a CORS preflight: what stands under
 * `if token:`, and what follows `if not token: return await call_next(request)`, is left out. Conditions that are about anything
 * else can go either way.
 */
export function withoutCredentials({ facts }: FunctionRef): ReadonlySet<Stmt> {
  let found = known.get(facts);
  if (found === undefined) {
    const reached = new Set<Stmt>();
    runBlock(facts.body, new Set(), reached);
    known.set(facts, (found = reached));
  }
  return found;
}

function runBlock(body: readonly Stmt[], before: Empty, reached: Set<Stmt>): End {
  let empty: End = before;
  for (const statement of body) {
    if (empty === undefined) return undefined;
    reached.add(statement);
    empty = runStatement(statement, empty, reached);
  }
  return empty;
}

function runStatement(statement: Stmt, empty: Empty, reached: Set<Stmt>): End {
  switch (statement.k) {
    case "return":
    case "raise":
      return undefined;
    case "assign":
      return assigned(statement, empty);
    case "if": {
      const truth = truthOf(statement.t, empty);
      const named = withWalrus(statement.t, empty);
      const taken = truth === "no" ? undefined : runBlock(statement.body, named, reached);
      const other = truth === "yes" ? undefined : runBlock(statement.else, named, reached);
      return join(taken, other);
    }
    case "for":
    case "while":
      // It may run no time at all.
      return join(empty, join(runBlock(statement.body, empty, reached), runBlock(statement.else, empty, reached)));
    case "with":
      return runBlock(statement.body, empty, reached);
    case "try": {
      const body = runBlock(statement.body, empty, reached);
      const after = body === undefined ? undefined : runBlock(statement.else, body, reached);
      // What the body assigned before it failed is not known.
      const failed = join(empty, body ?? new Set());
      const clauses = statement.except.map((clause) => runBlock(clause.body, failed ?? new Set(), reached));
      const end = [after, ...clauses].reduce(join);
      const last = runBlock(statement.finally, end ?? new Set(), reached);
      return end === undefined ? undefined : last;
    }
    case "match":
      return statement.cases.map((each) => runBlock(each, empty, reached)).reduce<End>(join, empty);
    default:
      return empty;
  }
}

/** What is empty on both ways; a way that has left says nothing. */
function join(a: End, b: End): End {
  if (a === undefined) return b;
  return b === undefined ? a : new Set([...a].filter((name) => b.has(name)));
}

function assigned({ t, e, op }: Extract<Stmt, { k: "assign" }>, empty: Empty): Empty {
  const names = t.flatMap((target) => (target.k === "tuple" ? target.i : [target])).map(wordOf);
  const isEmpty = op === undefined && e !== undefined && truthOf(e, empty) === "no";
  const kept = new Set(empty);
  for (const name of names) {
    if (isEmpty) kept.add(name);
    else kept.delete(name);
  }
  return kept;
}

/** `if token := request.headers.get("x-token"):` */
function withWalrus(test: Expr, empty: Empty): Empty {
  if (test.k === "op") return test.i.reduce((names, part) => withWalrus(part, names), empty);
  if (test.k !== "walrus" || truthOf(test.e, empty) !== "no") return empty;
  return new Set([...empty, test.n]);
}

/** What a request without cookies has none of. */
const EMPTY_VALUE = /^(?:request|req|conn|connection)\.(?:cookies|session)$|\.is_authenticated$/;

/** How a value tests, for a request without credentials. */
function truthOf(expr: Expr, empty: Empty): Truth {
  switch (expr.k) {
    case "const":
      return /^(?:None|False|0)$/.test(expr.v) ? "no" : "unknown";
    case "str":
      return expr.v === "" ? "no" : "unknown";
    case "ref":
      return empty.has(expr.n) || EMPTY_VALUE.test(expr.n) ? "no" : "unknown";
    case "sub":
      return expr.i.some(isCredentialName) && !isFromUrl(expr.o) ? "no" : truthOf(expr.o, empty);
    case "await":
    case "walrus":
      return truthOf(expr.e, empty);
    case "cond": {
      const test = truthOf(expr.t, empty);
      const [yes, no] = [truthOf(expr.y, empty), truthOf(expr.n, empty)];
      if (test !== "unknown") return test === "yes" ? yes : no;
      return yes === no ? yes : "unknown";
    }
    case "call":
      return truthOfCall(expr, empty);
    case "op":
      return truthOfOp(expr, empty);
    default:
      return "unknown";
  }
}

/** Functions that look for credentials in what they are given: `get_token(request)`. */
const LOOKS_FOR =
  /^_*(?:get|extract|read|find|parse|fetch)_\w*(?:auth|token|credential|api_?key|bearer|cookie|session)/i;

/** `request.headers.get("authorization")`, `token.strip()`, `bool(token)`, `get_token(request)`. */
function truthOfCall({ f, a }: CallExpr, empty: Empty): Truth {
  const object = objectOf(f);
  const [first, fallback] = a.map(({ e }) => e);
  if (object !== undefined && truthOf(object, empty) === "no") return "no";
  const name = lastName(f);
  if (/^(?:get|getlist|pop)$/.test(name) && object !== undefined && first !== undefined) {
    if (!isCredentialName(first) || isFromUrl(object)) return "unknown";
    return fallback === undefined ? "no" : truthOf(fallback, empty);
  }
  if (/^(?:bool|len|str)$/.test(name) && first !== undefined && a.length === 1) return truthOf(first, empty);
  const isGivenRequest =
    first !== undefined && /^(?:request|req|conn|connection|scope|headers)(?:\.|$)/.test(wordOf(first));
  return isGivenRequest && LOOKS_FOR.test(name) ? "no" : "unknown";
}

function truthOfOp({ op, i }: OperatorExpr, empty: Empty): Truth {
  const [first, second] = i;
  if (first === undefined) return "unknown";
  switch (op) {
    case "not":
      return opposite(truthOf(first, empty));
    case "and":
    case "or": {
      const truths = i.map((part) => truthOf(part, empty));
      const [decides, otherwise] = op === "and" ? (["no", "yes"] as const) : (["yes", "no"] as const);
      if (truths.includes(decides)) return decides;
      return truths.every((each) => each === otherwise) ? otherwise : "unknown";
    }
    case "in":
    case "not in": {
      if (second === undefined || !isCredentialName(first) || isFromUrl(second)) return "unknown";
      return op === "in" ? "no" : "yes";
    }
    case "is":
    case "==":
    case "is not":
    case "!=": {
      if (second === undefined || truthOf(first, empty) !== "no") return "unknown";
      const same = second.k === "const" && second.v === "None";
      return same === (op === "is" || op === "==") ? "yes" : "no";
    }
    default:
      return "unknown";
  }
}

function opposite(truth: Truth): Truth {
  if (truth === "unknown") return truth;
  return truth === "yes" ? "no" : "yes";
}

function isCredentialName(expr: Expr): boolean {
  return expr.k === "str" && CREDENTIAL_NAME.test(expr.v);
}

/** A preflight asks for the same URL: what stands in it is there. */
function isFromUrl(expr: Expr): boolean {
  return /quer(?:y|ies)|params|path|url|state|json|body|form/i.test(wordOf(expr));
}
