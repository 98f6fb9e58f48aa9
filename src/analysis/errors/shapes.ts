import type { Expr, Stmt } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { routeLabel, type Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { placedStatements } from "../statements.ts";
import { isResponseName } from "../types/predicates.ts";
import { statusOf } from "./status.ts";

/** An error body that a path operation writes by hand. */
export interface ErrorBody {
  readonly fn: FunctionRef;
  readonly route: string;
  readonly statement: Extract<Stmt, { k: "return" }>;
  readonly e: Expr;
  /** The name under which it tells what happened: `error`. */
  readonly key: string;
  readonly status: number;
}

/** The names under which error bodies tell what happened. */
const TELLING = ["detail", "error", "message", "msg", "errors", "error_message", "reason"] as const;

/** The error bodies of path operations: responses with a dictionary and a status of 400 or more. */
export function findErrorBodies(evaluator: Evaluator, routes: readonly Route[]): readonly ErrorBody[] {
  const seen = new Set<string>();
  return routes.flatMap((route): ErrorBody[] => {
    const fn = route.handler;
    if (route.kind !== "http" || route.mounted === "no" || fn.module.aside || seen.has(keyOf(fn))) return [];
    seen.add(keyOf(fn));
    const scope: Scope = { module: fn.module, fn };
    return placedStatements(fn.facts.body).flatMap(({ statement }): ErrorBody[] => {
      if (statement.k !== "return" || statement.e?.k !== "call") return [];
      const { e } = statement;
      const value = evaluator.value(e, scope);
      if (value.k !== "foreign" || !isResponseName(value.name) || !/JSON/.test(value.name)) return [];
      const status = statusOf(argumentOf(e, "status_code", 1));
      const content = argumentOf(e, "content", 0);
      if (status === undefined || status < 400 || content?.k !== "dict") return [];
      const keys = content.i.map(([key]) => (key?.k === "str" ? key.v : ""));
      const key = TELLING.find((name) => keys.includes(name));
      return key === undefined ? [] : [{ fn, route: routeLabel(route), statement, e, key, status }];
    });
  });
}
