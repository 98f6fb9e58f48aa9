import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
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
  if (e.k !== "call") return undefined;
  const value = evaluator.value(e, scope);
  if (value.k !== "foreign" || !isResponseName(value.name) || /(?:Streaming|File|Redirect|Template)/.test(value.name))
    return undefined;
  const status = statusIn(e);
  return status === undefined ? undefined : { statement, e, status, body: argumentOf(e, "content", 0) };
}

function statusIn(call: CallExpr): number | undefined {
  const given = argumentOf(call, "status_code", 1);
  if (given === undefined) return call.a.some((argument) => argument.s !== undefined) ? undefined : 200;
  return statusOf(given);
}
