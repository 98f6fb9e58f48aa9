import type { Expr, Stmt } from "../../python/facts.ts";
import { walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { isProbe, passesOn } from "../routing/purpose.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import type { Served } from "../served.ts";
import { answerOf, type AnswerStmt } from "./answers.ts";
import { broadClauses } from "./broad-clauses.ts";
import { deployedStatements, exceptionText, textNames } from "./exception-text.ts";
import type { ReaderOf } from "./readers.ts";
import { isQuietTry } from "./quiet-tries.ts";
import { findTeller, type Teller } from "./tellers.ts";

/** An answer that shows clients what went wrong inside, or that hides that anything went wrong. */
export interface Leak {
  readonly fn: FunctionRef;
  readonly entry: Entry;
  /** `handler`: a clause of a function that serves one route. `wide`: middleware, or the handler of every exception that nobody else takes. */
  readonly reach: "handler" | "wide";
  /** What of the exception is shown: `str(e)`. `undefined` when only the status hides the error. */
  readonly text: string | undefined;
  readonly status: number;
  readonly statement: AnswerStmt;
  readonly e: Expr;
  /** A call in the `try` that is known to put something of the inside into its errors. */
  readonly teller?: Teller;
}

/** What the leaks are worked out from. */
export interface LeakSources {
  readonly evaluator: Evaluator;
  readonly routes: readonly Route[];
  readonly served: Iterable<Served>;
  /** The functions that answer for every exception: handlers of `Exception` and of 500. */
  readonly catchAll: ReadonlyMap<string, FunctionRef>;
  /** A handler of `HTTPException` keeps the details of 5xx answers from clients. */
  readonly hidesDetails: boolean;
  /** Whom the text of an exception is meant for. */
  readonly readerOf: ReaderOf;
}

/** Answers to unforeseen exceptions that carry the exception's own text, or that say 200. Probes and protocols that define their errors are left out. */
export function findLeaks({
  evaluator,
  routes,
  served,
  catchAll,
  hidesDetails,
  readerOf,
}: LeakSources): readonly Leak[] {
  const routeOf = new Map(routes.map((route) => [keyOf(route.handler), route]));
  const found: Leak[] = [];
  for (const { fn, entry } of served) {
    if (fn.module.aside || isProbe(entry.label) || DEBUG_ROUTE.test(entry.label)) continue;
    const scope: Scope = { module: fn.module, fn };
    const read: Reader = { evaluator, scope, fn, entry };
    if (catchAll.has(keyOf(fn))) {
      if (readerOf(fn, undefined) !== undefined) continue;
      const name = fn.facts.params.at(-1)?.name;
      // What it raises gets no further: it stands outside of what turns an `HTTPException` into a response.
      found.push(
        ...answersIn(read, fn.facts.body, name, "wide").filter(
          ({ text, statement: { k } }) => text !== undefined && k === "return",
        ),
      );
      continue;
    }
    const isMiddleware = entry.kind === "middleware" && entry.fn === fn;
    for (const { statement, clause } of broadClauses(fn)) {
      if (clause.body.some(setsStatus)) continue;
      if (isMiddleware && !callsNext(statement.body)) continue;
      const answers = answersIn(read, clause.body, clause.name, isMiddleware ? "wide" : "handler");
      const route = routeOf.get(keyOf(fn));
      const defined = route === undefined ? false : passesOn(route);
      const isMeant = (): boolean => readerOf(fn, routeOf.get(keyOf(entry.fn))) !== undefined;
      const asked = answers.filter(({ status, text, statement: { k } }) =>
        status < 300
          ? !defined
          : text !== undefined && !((hidesDetails || isMiddleware) && k === "raise") && !isMeant(),
      );
      if (asked.length === 0 || isQuietTry(evaluator, statement.body, scope)) continue;
      const teller = findTeller(evaluator, fn, statement.body);
      found.push(...asked.map((answer) => (teller === undefined ? answer : { ...answer, teller })));
    }
  }
  return found;
}

/** Routes that are there to be looked at while developing. */
const DEBUG_ROUTE = /\/_?debug(?:\/|$)/i;

interface Reader {
  readonly evaluator: Evaluator;
  readonly scope: Scope;
  readonly fn: FunctionRef;
  readonly entry: Entry;
}

/** `response.status_code = 500`: the status stands elsewhere. */
function setsStatus(statement: Stmt): boolean {
  let found = false;
  walkStatements([statement], (inner) => {
    if (inner.k === "assign" && inner.t.some((target) => lastName(target) === "status_code")) found = true;
  });
  return found;
}

function callsNext(body: readonly Stmt[]): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    const expr =
      statement.k === "expr" || statement.k === "assign" || statement.k === "return" ? statement.e : undefined;
    if (expr !== undefined)
      walkExpr(expr, (part) => {
        if (part.k === "call" && lastName(part.f) === "call_next") found = true;
      });
  });
  return found;
}

function answersIn(
  { evaluator, scope, fn, entry }: Reader,
  body: readonly Stmt[],
  name: string | undefined,
  reach: Leak["reach"],
): readonly Leak[] {
  const local = textNames(body, name);
  const isHandler = entry.kind === "path operation" && entry.fn === fn;
  return deployedStatements(body).flatMap((each): Leak[] => {
    const answer = answerOf(evaluator, each, scope, isHandler);
    if (answer === undefined) return [];
    const { status, statement, e } = answer;
    if (status < 300 && reach === "handler" && answer.body?.k === "dict" && !saysError(answer.body)) return [];
    const text = answer.body === undefined ? undefined : exceptionText(answer.body, name, local);
    const tells = text !== undefined || reach === "wide";
    const isAsked = status >= 500 || (status < 300 && tells);
    return isAsked ? [{ fn, entry, reach, text, status, statement, e }] : [];
  });
}

/** `{"error": …}` and nothing that says how it went: with `success` or `status` the body is meant to be looked at. */
function saysError(expr: Extract<Expr, { k: "dict" }>): boolean {
  const keys = expr.i.map(([key]) => (key?.k === "str" ? key.v.toLowerCase() : ""));
  return (
    keys.some((key) => /^(?:error|errors|detail|exception)$/.test(key)) && keys.every((key) => !DELIBERATE.test(key))
  );
}

const DELIBERATE = /^(?:success|ok|status|valid|is_?valid|healthy|connected|result|state|code|error_?code|available|)$/;
