import type { ExceptClause, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import type { Application, Middleware } from "../application/application.ts";
import { layerCode, raisesAgain } from "../application/layer-code.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { catchesEverything } from "./broad-clauses.ts";
import { httpExceptionIn, isHttpException } from "./status.ts";

type RaiseStmt = Extract<Stmt, { k: "raise" }>;

/** An `HTTPException` that middleware raises, where nothing turns it into a response. */
export interface RaisedInLayer {
  readonly layer: Middleware;
  /** The layer's own function, or one that it calls. */
  readonly fn: FunctionRef;
  /** The first `raise` of this function. */
  readonly raised: RaiseStmt;
  /** `undefined` for classes of the project's own, which set theirs elsewhere. */
  readonly status: number | undefined;
  /** How many the function raises. */
  readonly count: number;
}

/**
 * `HTTPException`s raised by layers. Starlette's `ExceptionMiddleware`, which answers them, stands inside all layers that users add,
 * so these end in `ServerErrorMiddleware` as a 500, also with a handler for `HTTPException` and on mounted applications
 * (starlette/applications.py, `build_middleware_stack`; run on FastAPI 0.142.2 and Starlette 1.7.0). Layers inside one that catches
 * errors are left alone, and so are applications whose handler of every exception looks at the status.
 */
export function findRaisedInLayers(
  evaluator: Evaluator,
  applications: readonly Application[],
): readonly RaisedInLayer[] {
  const found = new Map<string, RaisedInLayer>();
  for (const application of applications) {
    if (answersByStatus(evaluator, application)) continue;
    for (const layer of lastOnes(evaluator, [...outerLayers(application), ...application.middleware])) {
      for (const fn of functionsOf(evaluator, layer)) {
        const raised = statusesRaised(evaluator, fn);
        const [first] = raised;
        if (first !== undefined && !found.has(keyOf(fn)))
          found.set(keyOf(fn), { layer, fn, ...first, count: raised.length });
      }
    }
  }
  return [...found.values()];
}

function outerLayers({ parent }: Application): readonly Middleware[] {
  return parent === undefined ? [] : [...outerLayers(parent.application), ...parent.application.middleware];
}

/** The layers outside of which nothing catches what they raise. */
function lastOnes(evaluator: Evaluator, layers: readonly Middleware[]): readonly Middleware[] {
  const catching = layers.findIndex(
    ({ fn }) => fn !== undefined && [fn, ...callees(evaluator, fn)].some((each) => catchesStatus(evaluator, each)),
  );
  return catching === -1 ? layers : layers.slice(0, catching);
}

/** The layer's function and what it calls, as long as no `try` of its own can stand around the call. */
function functionsOf(evaluator: Evaluator, { fn }: Middleware): readonly FunctionRef[] {
  return fn === undefined || fn.module.aside ? [] : [fn, ...callees(evaluator, fn)];
}

function callees(evaluator: Evaluator, fn: FunctionRef): readonly FunctionRef[] {
  return [...reachedFrom(evaluator, fn, 1)].flatMap((reached) => (reached.hops.length === 0 ? [] : [reached.fn]));
}

function statusesRaised(
  evaluator: Evaluator,
  fn: FunctionRef,
): readonly { readonly raised: RaiseStmt; readonly status: number | undefined }[] {
  const scope: Scope = { module: fn.module, fn };
  const found: { readonly raised: RaiseStmt; readonly status: number | undefined }[] = [];
  walkStatements(fn.facts.body, (statement) => {
    const exception = statement.k === "raise" ? httpExceptionIn(evaluator, statement.e, scope) : undefined;
    // A 500 comes out as a 500.
    if (statement.k === "raise" && exception !== undefined && exception.status !== 500)
      found.push({ raised: statement, status: exception.status });
  });
  return found;
}

/** Whether a function has a `try` that keeps an `HTTPException`: the first clause that takes it decides, and `except HTTPException: raise` lets it go on. */
function catchesStatus(evaluator: Evaluator, fn: FunctionRef): boolean {
  const scope: Scope = { module: fn.module, fn };
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "try") return;
    const first = statement.except.find((clause) => takesStatus(evaluator, clause, scope));
    if (first !== undefined && !raisesAgain(first)) found = true;
  });
  return found;
}

function takesStatus(evaluator: Evaluator, { type }: ExceptClause, scope: Scope): boolean {
  if (type === undefined || catchesEverything(type)) return true;
  return (type.k === "tuple" ? type.i : [type]).some((each) => {
    const value = evaluator.value(each, scope);
    return value.k === "unknown" || isHttpException(evaluator, value);
  });
}

/** Whether the handler of every exception asks for the exception's status, or is not known. */
function answersByStatus(evaluator: Evaluator, { exceptionHandlers, unresolved, parent }: Application): boolean {
  if (parent !== undefined && answersByStatus(evaluator, parent.application)) return true;
  // What could not be followed may catch.
  if (unresolved.length > 0) return true;
  return exceptionHandlers.some(
    ({ outermost, fn }) =>
      outermost &&
      (fn === undefined ||
        layerCode(evaluator, fn, 1).some(
          ({ expr }) =>
            (expr.k === "attr" && expr.n === "status_code") ||
            (expr.k === "str" && expr.v === "status_code") ||
            (expr.k === "ref" && /\bstatus_code$|HTTPException$/.test(expr.n)),
        )),
  );
}
