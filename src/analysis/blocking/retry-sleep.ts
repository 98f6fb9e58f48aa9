import type { CallExpr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import type { CatalogueRow } from "../catalogue/row.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { retriesOf } from "../outbound/retries.ts";
import type { Scope } from "../scopes.ts";
import { sinkOf, type Sink } from "./sinks.ts";

/**
 * What a retry decorator does between two tries of a `def` function: `time.sleep`. Around an `async def` the same decorators await.
 * https://tenacity.readthedocs.io/en/latest/#async-and-retry, https://stamina.hynek.me/en/stable/api.html
 */
const ROW: CatalogueRow = {
  id: "retry-sleep",
  rule: "API001",
  check: "blocking-call",
  category: "sleep",
  severity: "medium",
  what: "a retry decorator on a `def` function",
  consequence:
    "Between two tries its retry decorator sleeps on the event loop, and until that is over this worker serves no other request.",
  alternative: "an `async def` under the same decorator",
  evidence: "seen",
};

/** Whether the decorator waits between tries, by its arguments. Tenacity, retrying and retry do not by default; backoff and stamina do. */
const WAITS: ReadonlyMap<string, (call: CallExpr) => boolean> = new Map<string, (call: CallExpr) => boolean>([
  ["tenacity.retry", (call) => isWait(call) && argumentOf(call, "sleep") === undefined],
  ["backoff.on_exception", () => true],
  ["stamina.retry", () => true],
  ["retrying.retry", (call) => call.a.some(({ n = "" }) => n.startsWith("wait_"))],
  ["retry.retry", (call) => argumentOf(call, "delay") !== undefined],
  ["retry.api.retry", (call) => argumentOf(call, "delay") !== undefined],
]);

function isWait(call: CallExpr): boolean {
  const wait = argumentOf(call, "wait");
  return wait?.k === "call" && /(?:^|\.)wait_(?!none$)\w+$/.test(wait.f.k === "ref" ? wait.f.n : "");
}

/** How far below a retried function its own blocking call is looked for. */
const MAX_HOPS = 3;

/** The sleep that calling a retried `def` function brings along. Where what it retries blocks by itself, that is asked about. */
export function retrySleep(evaluator: Evaluator, fn: FunctionRef): Sink | undefined {
  if (fn.facts.async || fn.facts.decorators.length === 0) return undefined;
  const waiting = retriesOf(evaluator, fn).find(
    ({ library, decorator }) => decorator.k === "call" && WAITS.get(library)?.(decorator) === true,
  );
  return waiting === undefined || blocksItself(evaluator, fn) ? undefined : { row: ROW, name: waiting.library };
}

function blocksItself(evaluator: Evaluator, start: FunctionRef): boolean {
  const seen = new Set([keyOf(start)]);
  let reached: readonly FunctionRef[] = [start];
  for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
    const next: FunctionRef[] = [];
    for (const fn of reached) {
      const scope: Scope = { module: fn.module, fn };
      for (const execution of executionsOf(fn)) {
        if (sinkOf(evaluator, execution, scope) !== undefined) return true;
        const callee = execution.expr.k === "call" ? evaluator.value(execution.expr.f, scope) : undefined;
        if (callee?.k !== "function" || seen.has(keyOf(callee.ref))) continue;
        seen.add(keyOf(callee.ref));
        next.push(callee.ref);
      }
    }
    reached = next;
  }
  return false;
}
