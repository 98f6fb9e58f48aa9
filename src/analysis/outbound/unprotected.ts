import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Architecture, AsyncPattern, Declared } from "../architecture.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import { keyOf, type FunctionRef, type Module } from "../module.ts";
import { networkCallOf } from "../network.ts";
import type { Scope } from "../scopes.ts";
import { wayTo, type Served, type ServedFunctions } from "../served.ts";
import { clientOf } from "./client-of.ts";
import { configuresClients, protectedFunctions } from "./protection.ts";

/** A request of a served function that does not follow a pattern which the repository declares. */
export interface UnprotectedCall {
  readonly pattern: AsyncPattern;
  readonly declared: Declared<AsyncPattern>;
  readonly fn: FunctionRef;
  readonly served: Served;
  readonly call: CallExpr;
  /** Where the client is made, when that is another module: it was looked at too. */
  readonly client: Module | undefined;
}

/** The requests on the way from a request to its answer, held against the declared patterns. Without a declaration there are none. */
export function findUnprotected(
  evaluator: Evaluator,
  { asyncPatterns }: Architecture,
  served: ServedFunctions,
): readonly UnprotectedCall[] {
  return asyncPatterns.flatMap((declared): UnprotectedCall[] => {
    const pattern = declared.value;
    const safe = pattern === "timeout" ? undefined : protectedFunctions(evaluator, served, pattern);
    const found: UnprotectedCall[] = [];
    for (const [{ fn }] of served.values()) {
      if (fn.module.aside || safe?.has(keyOf(fn)) === true) continue;
      const scope: Scope = { module: fn.module, fn };
      for (const execution of executionsOf(fn)) {
        const { expr } = execution;
        const network = networkCallOf(evaluator, execution, scope);
        if (expr.k !== "call" || network?.kind !== "http") continue;
        const client = clientOf(evaluator, expr, scope);
        const follows =
          pattern === "timeout"
            ? hasLimit(network.name, expr, client?.made)
            : (pattern === "retry" && !isRepeatable(expr)) ||
              [fn.module, ...(client === undefined ? [] : [client.module])].some((module) =>
                configuresClients(module, pattern),
              );
        const way = follows ? undefined : wayTo(served, fn, execution);
        if (way !== undefined)
          found.push({
            pattern,
            declared,
            fn,
            served: way,
            call: expr,
            client: client === undefined || client.module === fn.module ? undefined : client.module,
          });
      }
    }
    return found;
  });
}

/** A request that may be sent again without harm, by its method (https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods). */
function isRepeatable(call: CallExpr): boolean {
  const method = lastName(call.f);
  if (method !== "request" && method !== "stream") return method !== "post" && method !== "patch";
  const [first] = call.a;
  return first?.e.k === "str" && !/^(?:post|patch)$/i.test(first.e.v);
}

/**
 * Whether a request stops by itself: by an argument, by its client, or by the library's default. httpx stops after five seconds
 * (https://www.python-httpx.org/advanced/timeouts/), aiohttp after five minutes; `requests` and `urllib` never do.
 */
function hasLimit(name: string, call: CallExpr, made: CallExpr | undefined): boolean {
  const [own, ofClient] = [call, made].map((each) => (each === undefined ? undefined : argumentOf(each, "timeout")));
  if (own !== undefined) return !isNone(own);
  if (ofClient !== undefined) return !isNone(ofClient);
  if ([call, made].some((each) => each?.a.some((argument) => argument.s === "**"))) return true;
  return !/^(?:urllib|http\.client)\b/.test(name);
}

function isNone(expr: Expr): boolean {
  return expr.k === "const" && expr.v === "None";
}
