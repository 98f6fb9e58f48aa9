import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { decoratorValues } from "../evaluate/decorators.ts";
import { keyOf, type FunctionRef, type Module } from "../module.ts";
import type { ServedFunctions } from "../served.ts";

/** What keeps a failing service from failing its callers. */
export type Protection = "retry" | "circuit_breaker";

/** What each is called: in tenacity, stamina, backoff, retrying, urllib3, httpx, aiobreaker, purgatory, pybreaker, circuitbreaker, hyx, and in code of one's own. */
const WORDS: Readonly<Record<Protection, RegExp>> = {
  retry: /retr(?:y|ies|ying)|backoff|stamina|resilien|attempts?\b|tenacity/i,
  circuit_breaker: /circuit|breaker|resilien|bulkhead/i,
};

/** How far below a protected function its protection reaches. */
const MAX_HOPS = 8;

/** The functions that run under a protection wherever it stands: on themselves, or on something that calls them. */
export function protectedFunctions(
  evaluator: Evaluator,
  served: ServedFunctions,
  protection: Protection,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [{ fn }] of served.values()) {
    if (found.has(keyOf(fn)) || !isProtecting(evaluator, fn, protection)) continue;
    for (const reached of reachedFrom(evaluator, fn, MAX_HOPS)) found.add(keyOf(reached.fn));
  }
  return found;
}

/** A decorator, a `with` block, a loop of attempts or a call such as `breaker.call_async(f)` in its own body. */
function isProtecting(evaluator: Evaluator, fn: FunctionRef, protection: Protection): boolean {
  const words = WORDS[protection];
  const named = decoratorValues(evaluator, fn).some(
    (value) => (value.k === "external" || value.k === "foreign") && words.test(value.name),
  );
  return (
    named ||
    fn.facts.decorators.some((decorator) => words.test(renderExpr(decorator, 200))) ||
    speaksOf(fn.facts.body, words)
  );
}

function speaksOf(body: readonly Stmt[], words: RegExp): boolean {
  let found = false;
  const look = (expr: Expr): void => {
    if ((expr.k === "ref" || expr.k === "attr") && words.test(expr.n)) found = true;
    if (expr.k === "call" && expr.a.some(({ n = "" }) => words.test(n))) found = true;
  };
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement)) walkExpr(expr, look);
  });
  return found;
}

const configured = new WeakMap<Module, Map<Protection, boolean>>();

/** Whether a module gives its clients a protection where it makes them: `AsyncHTTPTransport(retries=3)`, `HTTPAdapter(max_retries=…)`. */
export function configuresClients(module: Module, protection: Protection): boolean {
  const memory = configured.get(module) ?? new Map<Protection, boolean>();
  configured.set(module, memory);
  const known = memory.get(protection);
  if (known !== undefined) return known;
  let found = false;
  const look = (expr: Expr): void => {
    if (expr.k !== "call") return;
    const name = lastName(expr.f);
    if (
      protection === "retry" &&
      (/^(?:Async)?HTTPTransport$/.test(name)
        ? argumentOf(expr, "retries") !== undefined
        : name === "HTTPAdapter" || /Retry/.test(name))
    )
      found = true;
    if (protection === "circuit_breaker" && WORDS.circuit_breaker.test(name)) found = true;
  };
  const read = (body: readonly Stmt[]): void => {
    walkStatements(body, (statement) => {
      for (const expr of expressionsOf(statement)) walkExpr(expr, look);
    });
  };
  read(module.facts.body);
  for (const { body } of module.facts.functions) read(body);
  memory.set(protection, found);
  return found;
}
