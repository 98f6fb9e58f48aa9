import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** A decorator of a retry library on a function of the project. */
export interface RetriedFunction {
  readonly fn: FunctionRef;
  readonly decorator: Expr;
  /** The qualified name: `tenacity.retry`. */
  readonly library: string;
  /** How often it tries at most; `endless` when nothing stops it, `undefined` when that cannot be told. */
  readonly attempts: number | "endless" | undefined;
  /** `broad`: also failures after which the request may have been carried out, such as a read time-out. `unknown`: a condition of the project's own. */
  readonly on: "broad" | "narrow" | "unknown";
  /** It follows every exception, also the one by which another retry says that it gave up. */
  readonly always: boolean;
}

/** The functions that are retried as a whole. Libraries: tenacity, backoff, stamina, retrying, retry. */
export function findRetries(evaluator: Evaluator, modules: readonly Module[]): readonly RetriedFunction[] {
  return modules.flatMap((module) =>
    module.aside
      ? []
      : module.facts.functions.flatMap((_facts, index) => retriesOf(evaluator, functionAt(module, index))),
  );
}

/** The retry decorators of one function. */
export function retriesOf(evaluator: Evaluator, fn: FunctionRef): readonly RetriedFunction[] {
  const scope = outerScope(fn);
  return fn.facts.decorators.flatMap((decorator): RetriedFunction[] => {
    const value = evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope);
    const library = value.k === "external" ? value.name : "";
    const read = READERS.get(library);
    if (read === undefined) return [];
    const call: CallExpr = decorator.k === "call" ? decorator : { k: "call", f: decorator, a: [], p: 0, q: 0 };
    if (call.a.some((argument) => argument.s !== undefined))
      return [{ fn, decorator, library, attempts: undefined, on: "unknown", always: false }];
    return [{ fn, decorator, library, ...read(evaluator, call, scope) }];
  });
}

type Read = (evaluator: Evaluator, call: CallExpr, scope: Scope) => Pick<RetriedFunction, "attempts" | "on" | "always">;

/** Tenacity retries any exception without end unless told otherwise: https://tenacity.readthedocs.io/en/latest/#basic-retry */
const tenacity: Read = (evaluator, call, scope) => {
  const stop = argumentOf(call, "stop");
  const condition = argumentOf(call, "retry");
  return {
    attempts: stop === undefined ? "endless" : attemptsIn(stop),
    on: condition === undefined ? "broad" : conditionOf(evaluator, condition, scope),
    always: condition === undefined,
  };
};

/** https://github.com/litl/backoff#backoffon_exception: without `max_tries` or `max_time` it does not stop. */
const backoff: Read = (evaluator, call, scope) => {
  const tries = argumentOf(call, "max_tries");
  const stops = tries !== undefined || argumentOf(call, "max_time") !== undefined;
  const given = argumentOf(call, "exception", 1);
  return {
    attempts: stops ? numberOf(tries) : "endless",
    on: argumentOf(call, "giveup") === undefined ? breadthOf(evaluator, given, scope) : "unknown",
    always: argumentOf(call, "giveup") === undefined && isException(given),
  };
};

/** Stamina stops after ten attempts or 45 seconds by default: https://stamina.hynek.me/en/stable/api.html */
const stamina: Read = (evaluator, call, scope) => ({
  attempts: argumentOf(call, "attempts") === undefined ? 10 : numberOf(argumentOf(call, "attempts")),
  on: breadthOf(evaluator, argumentOf(call, "on", 0), scope),
  always: isException(argumentOf(call, "on", 0)),
});

const retrying: Read = (_evaluator, call) => {
  const named = call.a.map(({ n = "" }) => n);
  return {
    attempts: named.some((name) => name.startsWith("stop"))
      ? numberOf(argumentOf(call, "stop_max_attempt_number"))
      : "endless",
    on: named.some((name) => name.startsWith("retry_on")) ? "unknown" : "broad",
    always: !named.some((name) => name.startsWith("retry_on")),
  };
};

const retry: Read = (evaluator, call, scope) => {
  const given = argumentOf(call, "exceptions", 0);
  const tries = argumentOf(call, "tries", 1);
  return {
    attempts: tries === undefined ? "endless" : numberOf(tries),
    on: given === undefined ? "broad" : breadthOf(evaluator, given, scope),
    always: given === undefined || isException(given),
  };
};

const READERS: ReadonlyMap<string, Read> = new Map([
  ["tenacity.retry", tenacity],
  ["backoff.on_exception", backoff],
  ["stamina.retry", stamina],
  ["retrying.retry", retrying],
  ["retry.retry", retry],
  ["retry.api.retry", retry],
]);

function isException(expr: Expr | undefined): boolean {
  return expr?.k === "ref" && expr.n === "Exception";
}

/** `stop_after_attempt(3)`, also as one of several conditions. */
function attemptsIn(stop: Expr): number | undefined {
  if (stop.k === "op") return stop.i.map(attemptsIn).find((count) => count !== undefined);
  return stop.k === "call" && lastName(stop.f) === "stop_after_attempt"
    ? numberOf(argumentOf(stop, "max_attempt_number", 0))
    : undefined;
}

function numberOf(expr: Expr | undefined): number | undefined {
  return expr?.k === "const" && /^\d{1,4}$/.test(expr.v) ? Number(expr.v) : undefined;
}

function conditionOf(evaluator: Evaluator, condition: Expr, scope: Scope): RetriedFunction["on"] {
  if (condition.k !== "call" || lastName(condition.f) !== "retry_if_exception_type") return "unknown";
  return breadthOf(
    evaluator,
    argumentOf(condition, "exception_types", 0) ?? { k: "ref", n: "Exception", p: 0, q: 0 },
    scope,
  );
}

/** Exceptions after which a request may have reached the server all the same. */
const BROAD =
  /^(?:builtins\.)?(?:Exception|BaseException|TimeoutError|OSError)$|^asyncio\.TimeoutError$|^requests(?:\.exceptions)?\.(?:RequestException|Timeout|ReadTimeout|HTTPError)$|^httpx\.(?:HTTPError|RequestError|TransportError|TimeoutException|ReadTimeout|NetworkError|ReadError|HTTPStatusError)$|^aiohttp\.(?:ClientError|ServerTimeoutError|ServerDisconnectedError|ClientResponseError)$/;

/** Exceptions that come before anything was sent. */
const NARROW =
  /^requests(?:\.exceptions)?\.ConnectTimeout$|^httpx\.(?:ConnectError|ConnectTimeout|PoolTimeout)$|^aiohttp\.(?:ClientConnectorError|ConnectionTimeoutError)$/;

function breadthOf(evaluator: Evaluator, expr: Expr | undefined, scope: Scope): RetriedFunction["on"] {
  if (expr === undefined) return "unknown";
  const types = expr.k === "tuple" || expr.k === "list" ? expr.i : [expr];
  const names = types.map((type) => {
    const value = evaluator.value(type, scope);
    return value.k === "external" ? value.name : "";
  });
  if (names.some((name) => BROAD.test(name))) return "broad";
  return names.every((name) => NARROW.test(name)) ? "narrow" : "unknown";
}
