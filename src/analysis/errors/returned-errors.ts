import type { CallExpr, Expr, SequenceExpr, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import type { Entry } from "../entries.ts";
import { decoratorValues } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { readOutput } from "../routing/output.ts";
import type { Routers } from "../routing/routers.ts";
import { isPlainStarlette } from "../routing/purpose.ts";
import type { Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { hasResponse, isKnown, namesIn } from "../types/predicates.ts";
import { httpExceptionIn, statusOf } from "./status.ts";

/** An error that a function returns in a form that FastAPI takes for an ordinary value. */
export interface ReturnedError {
  readonly entry: Entry;
  readonly statement: Stmt & { k: "return" };
  readonly e: CallExpr | SequenceExpr;
  /** `exception`: an `HTTPException` that is returned, not raised. `tuple`: `body, 404`, which is how Flask does it. */
  readonly k: "exception" | "tuple";
  readonly status: number | undefined;
  /** A declared output that the value does not fit: FastAPI answers 500 then. */
  readonly typed: boolean;
}

const KINDS: ReadonlySet<Entry["kind"]> = new Set([
  "path operation",
  "dependency",
  "middleware",
  "exception handler",
] as const);

/**
 * Errors that path operations return in a form that only looks like an error. FastAPI serialises what a path operation returns
 * unless it is a `Response` (https://fastapi.tiangolo.com/advanced/response-directly/), so clients get 200 with the error as data.
 * Returned exceptions are found in dependencies, middleware and exception handlers too; helpers may return what their callers raise.
 */
export function findReturnedErrors(
  evaluator: Evaluator,
  routers: Routers,
  routes: readonly Route[],
  entries: readonly Entry[],
): readonly ReturnedError[] {
  const routeOf = new Map(routes.map((route) => [keyOf(route.handler), route]));
  return entries.flatMap((entry): ReturnedError[] => {
    if (!KINDS.has(entry.kind) || entry.fn.facts.generator || isWrapped(evaluator, entry.fn)) return [];
    const route = entry.kind === "path operation" ? routeOf.get(keyOf(entry.fn)) : undefined;
    if (route !== undefined && isPlainStarlette(route)) return [];
    const output = route === undefined ? undefined : readOutput(evaluator, routers, route);
    const typed = output?.declared !== undefined && isKnown(output.declared.type) && !isAny(output.declared.type);
    const scope: Scope = { module: entry.fn.module, fn: entry.fn };
    const found: ReturnedError[] = [];
    walkStatements(entry.fn.facts.body, (statement) => {
      if (statement.k !== "return") return;
      const exception = httpExceptionIn(evaluator, statement.e, scope);
      if (exception !== undefined)
        found.push({ entry, statement, e: exception.call, k: "exception", status: exception.status, typed });
      const tuple = output === undefined || output.elsewhere ? undefined : errorTuple(evaluator, statement.e, scope);
      if (tuple !== undefined && (output?.declared === undefined || (typed && !namesTuple(output.declared.type))))
        found.push({ entry, statement, e: tuple.e, k: "tuple", status: tuple.status, typed });
    });
    return found;
  });
}

type Declared = NonNullable<ReturnType<typeof readOutput>["declared"]>["type"];

function isAny(type: Declared): boolean {
  return namesIn(type).some((name) => /^(?:typing\.Any|object)$/.test(name));
}

function namesTuple(type: Declared): boolean {
  return namesIn(type).some((name) => /(?:^|\.)(?:tuple|list|typing\.Sequence|typing\.Iterable)$/.test(name));
}

/** A decorator of the project's own may turn what the function returns into something else. */
function isWrapped(evaluator: Evaluator, fn: FunctionRef): boolean {
  return decoratorValues(evaluator, fn).some((value) => value.k === "function" || value.k === "class");
}

/** `{"error": "gone"}, 404`: a body and a literal status. */
function errorTuple(
  evaluator: Evaluator,
  expr: Expr | undefined,
  scope: Scope,
): { readonly e: SequenceExpr; readonly status: number } | undefined {
  if (expr?.k !== "tuple" || expr.i.length !== 2) return undefined;
  const [body, code] = expr.i;
  const status = statusOf(code);
  if (body === undefined || status === undefined || status < 200) return undefined;
  if (body.k === "const" && body.v !== "None") return undefined;
  const value = evaluator.value(body, scope);
  const isResponse = value.k === "foreign" && hasResponse(evaluator, { k: "named", name: value.name });
  return isResponse ? undefined : { e: expr, status };
}
