import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { argumentOf, type CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef, Module } from "../module.ts";
import { exceptionHandlersFor } from "./exception-handlers.ts";
import { isResponseName } from "../types/predicates.ts";
import { isHttpException, statusOf } from "./status.ts";

/**
 * Whether a handler of the project's own keeps the details of 5xx answers from clients: it turns every `HTTPException` into a response
 * (https://fastapi.tiangolo.com/tutorial/handling-errors/#override-the-default-exception-handlers) and gives those another text.
 */
export function hidesServerDetails(evaluator: Evaluator, modules: readonly Module[], calls: CallSites): boolean {
  const handlers = exceptionHandlersFor(evaluator, modules, calls, (of, scope) =>
    isHttpException(evaluator, evaluator.value(of, scope)),
  );
  return [...handlers.values()].some((fn) => !fn.module.aside && replacesDetail(fn));
}

/**
 * Whether a handler of the project's own gives every `HTTPException` a status of its own, as in an envelope with 200: then the status
 * of a `raise` is not what clients get.
 */
export function replacesStatus(evaluator: Evaluator, modules: readonly Module[], calls: CallSites): boolean {
  const handlers = exceptionHandlersFor(evaluator, modules, calls, (of, scope) => {
    const value = evaluator.value(of, scope);
    return value.k === "external" && isHttpException(evaluator, value);
  });
  return [...handlers.values()].some((fn) => !fn.module.aside && answersPlainly(evaluator, fn));
}

/** Every response that it returns has a status that is written down, or none. */
function answersPlainly(evaluator: Evaluator, fn: FunctionRef): boolean {
  const plain: boolean[] = [];
  walkStatements(fn.facts.body, (statement) => {
    const answer = statement.k === "return" ? statement.e : undefined;
    if (answer === undefined) return;
    const made = evaluator.value(answer, { module: fn.module, fn });
    if (answer.k !== "call" || made.k !== "foreign" || !isResponseName(made.name)) plain.push(false);
    else {
      const status = argumentOf(answer, "status_code", 1);
      plain.push(
        !answer.a.some(({ s }) => s !== undefined) && (status === undefined || statusOf(status) !== undefined),
      );
    }
  });
  return plain.length > 0 && plain.every(Boolean);
}

/** A branch for 5xx that sets or answers something, `message if status >= 500 else detail`; a branch that only logs is none. */
function replacesDetail({ facts }: FunctionRef): boolean {
  const tests = new Set<string>();
  let found = false;
  walkStatements(facts.body, (statement) => {
    if (statement.k === "assign" && statement.e !== undefined && isServerTest(statement.e, tests))
      for (const target of statement.t) if (target.k === "ref") tests.add(target.n);
    if (statement.k === "if" && isServerTest(statement.t, tests) && statement.body.some(changesAnswer)) found = true;
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "cond" && isServerTest(part.t, tests) && [part.y, part.n].some(isDetail)) found = true;
      });
  });
  return found;
}

function isServerTest(expr: Expr, tests: ReadonlySet<string>): boolean {
  if (expr.k === "ref") return tests.has(expr.n);
  return (
    expr.k === "op" &&
    /status/i.test(renderExpr(expr, 200)) &&
    /\b(?:499|5\d\d)\b|HTTP_5|SERVER_ERROR/.test(renderExpr(expr, 200))
  );
}

function changesAnswer(statement: Stmt): boolean {
  return statement.k === "assign" || statement.k === "return";
}

function isDetail(expr: Expr): boolean {
  return /\bdetail$/.test(expr.k === "ref" ? expr.n : "");
}
