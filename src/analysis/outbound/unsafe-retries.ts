import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { Hop } from "../blocking/reach.ts";
import { lastName } from "../call-sites.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { networkCallOf } from "../network.ts";
import type { Served, ServedFunctions } from "../served.ts";
import { wordsOf } from "../side-effects/vocabulary.ts";
import type { RetriedFunction } from "./retries.ts";
import { retryingCall, type RetryingCall } from "./sdk-retries.ts";

/** A retry that may do something twice, never ends, or multiplies with another one. */
export type UnsafeRetry = { readonly retried: RetriedFunction } & (
  | {
      /** Creates or pays something, with nothing by which the other side could tell a second try. */
      readonly k: "repeats";
      readonly fn: FunctionRef;
      readonly call: CallExpr;
      readonly hops: readonly Hop[];
    }
  | { readonly k: "endless"; readonly served: Served }
  | { readonly k: "client"; readonly inner: RetryingCall; readonly served: Served }
  | { readonly k: "nested"; readonly inner: RetriedFunction; readonly hops: readonly Hop[]; readonly served: Served }
);

/** How many calls away from the retried function the request may stand. */
const MAX_HOPS = 3;

/** Finds retries that a reader of the code has to think about. */
export function findUnsafeRetries(
  evaluator: Evaluator,
  retries: readonly RetriedFunction[],
  served: ServedFunctions,
): readonly UnsafeRetry[] {
  const byFunction = new Map(retries.map((retried) => [keyOf(retried.fn), retried]));
  return retries.flatMap((retried): UnsafeRetry[] => {
    const repeated = retried.on === "broad" ? repeatedRequest(evaluator, retried.fn) : undefined;
    if (repeated !== undefined) return [{ k: "repeats", retried, ...repeated }];
    const reached = served.get(keyOf(retried.fn))?.[0];
    if (reached === undefined) return [];
    if (retried.attempts === "endless") return [{ k: "endless", retried, served: reached }];
    if (!retried.always || typeof retried.attempts !== "number") return [];
    const nested = innerRetry(evaluator, retried.fn, byFunction);
    if (nested !== undefined) return [{ k: "nested", retried, served: reached, ...nested }];
    const inner = retryingCall(evaluator, retried.fn, MAX_HOPS);
    return inner === undefined ? [] : [{ k: "client", retried, served: reached, inner }];
  });
}

function innerRetry(
  evaluator: Evaluator,
  fn: FunctionRef,
  byFunction: ReadonlyMap<string, RetriedFunction>,
): { readonly inner: RetriedFunction; readonly hops: readonly Hop[] } | undefined {
  for (const reached of reachedFrom(evaluator, fn, MAX_HOPS)) {
    const inner = reached.hops.length === 0 ? undefined : byFunction.get(keyOf(reached.fn));
    if (inner !== undefined && typeof inner.attempts === "number") return { inner, hops: reached.hops };
  }
  return undefined;
}

/** What must not happen twice: words of function names and URLs, in the singular. */
const ONCE_ONLY = new Set(
  "charge payment pay refund transfer payout order invoice checkout purchase booking book subscription debit withdraw withdrawal deposit create submit place issue".split(
    " ",
  ),
);

/** What is sent twice is read twice. */
const MESSAGES = new Set("mail email sms message notification invitation".split(" "));

/** POST requests of these names read, or may be repeated. */
const REPEATABLE = new Set(
  "search query list get fetch find read token login authenticate auth oauth embed embedding completion generate chat predict inference infer graphql rerank validate verify check translate upsert update set sync ensure lookup preview calculate estimate score classify extract parse convert render scrape crawl ping health batch log event metric telemetry webhook session".split(
    " ",
  ),
);

/** What starts something that then runs by itself: a second start is a second run. */
const STARTS = new Set(
  "run start trigger launch execute kickoff dispatch enqueue schedule deploy provision".split(" "),
);

/** What is started so. */
const STARTED = new Set(
  "workflow job pipeline build deployment dag flow playbook campaign instance cluster machine droplet vm backup migration".split(
    " ",
  ),
);

/** By these the other side tells a second try from a second order. */
const DEDUPLICATED =
  /idempot|dedup|client_?order_?id|request_?id|reference_?id|external_?id|transaction_?id|correlation_?id|nonce/i;

function repeatedRequest(
  evaluator: Evaluator,
  start: FunctionRef,
): { readonly fn: FunctionRef; readonly call: CallExpr; readonly hops: readonly Hop[] } | undefined {
  if (mentions(start, DEDUPLICATED)) return undefined;
  for (const { fn, hops } of reachedFrom(evaluator, start, MAX_HOPS)) {
    if (hops.length > 0 && mentions(fn, DEDUPLICATED)) return undefined;
    for (const execution of executionsOf(fn)) {
      const { expr } = execution;
      if (expr.k !== "call") continue;
      const network = networkCallOf(evaluator, execution, { module: fn.module, fn });
      if (network?.kind !== "http" || !isPost(network.name, expr)) continue;
      const names = [start.facts.name, fn.facts.name, ...urlsOf(expr)].flatMap(wordsOf);
      const sends = names.includes("send") && names.some((word) => MESSAGES.has(word));
      const once = sends || startsSomething(start, names) || names.some((word) => ONCE_ONLY.has(word));
      if (!once || names.some((word) => REPEATABLE.has(word))) continue;
      return { fn, call: expr, hops };
    }
  }
  return undefined;
}

/** `run_workflow()`, `GenericWorkflowPlugin.run()`, `run(workflow_id, params)`: the verb is the function's own, what it starts may stand around it. */
function startsSomething({ facts }: FunctionRef, names: readonly string[]): boolean {
  const verbs = wordsOf(facts.name);
  const around = [...wordsOf(facts.qual), ...facts.params.flatMap(({ name }) => wordsOf(name)), ...names];
  return (
    verbs.some((word) => STARTS.has(word)) &&
    around.some((word) => STARTED.has(word)) &&
    !around.some((word) => REPEATABLE.has(word))
  );
}

function isPost(name: string, call: CallExpr): boolean {
  const method = lastName(call.f);
  if (method === "post") return true;
  const [first] = call.a;
  if (method === "request") return first?.e.k === "str" && first.e.v.toUpperCase() === "POST";
  return name.startsWith("stripe.") && method === "create";
}

function urlsOf(call: CallExpr): readonly string[] {
  const found: string[] = [];
  for (const { n, e } of call.a.slice(0, 2))
    if (n === undefined || n === "url")
      walkExpr(e, (part) => {
        if (part.k === "str") found.push(part.v);
      });
  return found;
}

function mentions({ facts }: FunctionRef, pattern: RegExp): boolean {
  let found = facts.params.some(({ name }) => pattern.test(name));
  const look = (expr: Expr): void => {
    if (expr.k === "str" && pattern.test(expr.v)) found = true;
    if (expr.k === "ref" && pattern.test(expr.n)) found = true;
    if (expr.k === "call" && expr.a.some(({ n = "" }) => pattern.test(n))) found = true;
  };
  walkStatements(facts.body, (statement: Stmt) => {
    for (const expr of expressionsOf(statement)) walkExpr(expr, look);
  });
  return found;
}
