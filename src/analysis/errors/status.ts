import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { basesOf, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";

/** The names of `http.HTTPStatus` that error branches use (https://docs.python.org/3/library/http.html#http-status-codes). */
const NAMED: Readonly<Record<string, number>> = {
  OK: 200,
  CREATED: 201,
  ACCEPTED: 202,
  NO_CONTENT: 204,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  GONE: 410,
  UNPROCESSABLE_ENTITY: 422,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

/** The status code that an expression stands for, where it is written down: `404`, `status.HTTP_404_NOT_FOUND`, `HTTPStatus.NOT_FOUND`. */
export function statusOf(expr: Expr | undefined): number | undefined {
  if (expr === undefined) return undefined;
  if (expr.k === "const") return /^[1-5]\d\d$/.test(expr.v) ? Number(expr.v) : undefined;
  if (expr.k !== "ref") return undefined;
  const name = lastName(expr);
  const numbered = /^HTTP_([1-5]\d\d)(?:_|$)/.exec(name)?.[1];
  if (numbered !== undefined) return Number(numbered);
  return /(?:^|\.)HTTPStatus\./.test(expr.n)
    ? NAMED[name === "value" ? lastName(withoutValue(expr)) : name]
    : undefined;
}

function withoutValue(expr: Extract<Expr, { k: "ref" }>): Expr {
  return { ...expr, n: expr.n.slice(0, -".value".length) };
}

const HTTP_EXCEPTION = /^(?:fastapi|starlette)(?:\.exceptions)?\.HTTPException$/;

/** Whether a value is the class `HTTPException`, or one of the project's own that inherits from it. */
export function isHttpException(evaluator: Evaluator, value: Value): boolean {
  if (value.k === "external") return HTTP_EXCEPTION.test(value.name);
  return (
    value.k === "class" &&
    lineage(evaluator, value.ref).some((cls) =>
      basesOf(evaluator, cls).some((base) => base.k === "external" && HTTP_EXCEPTION.test(base.name)),
    )
  );
}

/** An expression that builds an `HTTPException`: its call, with the code when it is written down. Classes of the project's own set theirs elsewhere. */
export function httpExceptionIn(
  evaluator: Evaluator,
  expr: Expr | undefined,
  scope: Scope,
): { readonly call: CallExpr; readonly status: number | undefined; readonly detail: Expr | undefined } | undefined {
  if (expr?.k !== "call") return undefined;
  const callee = evaluator.value(expr.f, scope);
  if (!isHttpException(evaluator, callee)) return undefined;
  const own = callee.k === "class";
  return {
    call: expr,
    status: own ? undefined : statusOf(argumentOf(expr, "status_code", 0)),
    detail: argumentOf(expr, "detail", own ? 0 : 1),
  };
}
