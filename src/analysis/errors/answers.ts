import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { argumentOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef } from "../module.ts";
import { bindingsOfFunction, type Scope } from "../scopes.ts";
import { isResponseName } from "../types/predicates.ts";
import { httpExceptionIn, statusOf } from "./status.ts";

/** A statement that leaves a function with an answer for the client. */
export type AnswerStmt = Extract<Stmt, { k: "raise" | "return" }>;

/** What a client gets, as far as it is written down. */
export interface Answer {
  readonly statement: AnswerStmt;
  readonly e: Expr;
  readonly status: number;
  /** The detail of an exception, the content of a response, the returned dictionary. */
  readonly body: Expr | undefined;
}

/**
 * The answer that a statement makes: `raise HTTPException(404)`, `return JSONResponse(…, status_code=500)`, and in a path operation
 * `return {…}`. `undefined` for anything else, and where the status is not written down.
 */
export function answerOf(
  evaluator: Evaluator,
  statement: Stmt | undefined,
  scope: Scope,
  isHandler: boolean,
): Answer | undefined {
  if ((statement?.k !== "raise" && statement?.k !== "return") || statement.e === undefined) return undefined;
  const { e } = statement;
  if (statement.k === "raise") {
    const raised = httpExceptionIn(evaluator, e, scope);
    return raised?.status === undefined ? undefined : { statement, e, status: raised.status, body: raised.detail };
  }
  if (e.k === "dict") return isHandler ? { statement, e, status: 200, body: e } : undefined;
  const made = builtBy(e, scope);
  if (made === undefined) return undefined;
  const passed = passedOn(evaluator, made, scope);
  if (passed !== undefined) return { statement, e, ...passed };
  const value = evaluator.value(made, scope);
  if (value.k !== "foreign" || !isResponseName(value.name) || /(?:Streaming|File|Redirect|Template)/.test(value.name))
    return undefined;
  const status = statusIn(made);
  return status === undefined ? undefined : { statement, e, status, body: argumentOf(made, "content", 0) };
}

/** The call that makes what is returned: in place, awaited, or assigned to a name that nothing else is assigned to and whose status stays. */
function builtBy(expr: Expr, { fn }: Scope): CallExpr | undefined {
  if (expr.k === "call") return expr;
  if (expr.k === "await") return expr.e.k === "call" ? expr.e : undefined;
  if (expr.k !== "ref" || fn === undefined) return undefined;
  const [only, ...others] = bindingsOfFunction(fn).get(expr.n) ?? [];
  if (only?.k !== "assigned" || only.by !== "=" || only.unpack !== undefined || others.length > 0) return undefined;
  return only.value?.k === "call" && !setsStatus(fn, expr.n) ? only.value : undefined;
}

/** `response.status_code = 503`. */
function setsStatus({ facts }: FunctionRef, name: string): boolean {
  let found = false;
  walkStatements(facts.body, (statement) => {
    if (
      statement.k === "assign" &&
      statement.t.some((target) => target.k === "ref" && target.n === `${name}.status_code`)
    )
      found = true;
  });
  return found;
}

const DEFAULT_HANDLER = /^fastapi\.exception_handlers\.http_exception_handler$/;

/**
 * `await http_exception_handler(request, HTTPException(500, detail=…))`: FastAPI's own handler answers with the status and the detail
 * (https://fastapi.tiangolo.com/tutorial/handling-errors/#reuse-fastapis-exception-handlers).
 */
function passedOn(evaluator: Evaluator, call: CallExpr, scope: Scope): Pick<Answer, "status" | "body"> | undefined {
  const callee = evaluator.value(call.f, scope);
  if (callee.k !== "external" || !DEFAULT_HANDLER.test(callee.name)) return undefined;
  const given = argumentOf(call, "exc", 1);
  const exception = given === undefined ? undefined : httpExceptionIn(evaluator, builtBy(given, scope), scope);
  return exception?.status === undefined ? undefined : { status: exception.status, body: exception.detail };
}

function statusIn(call: CallExpr): number | undefined {
  const given = argumentOf(call, "status_code", 1);
  if (given === undefined) return call.a.some((argument) => argument.s !== undefined) ? undefined : 200;
  return statusOf(given);
}
