import type { CallExpr } from "../../python/facts.ts";
import type { Hop } from "../blocking/reach.ts";
import { argumentOf } from "../call-sites.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { FunctionRef, Module } from "../module.ts";
import { makerOf } from "./client-of.ts";

/** A call of a client that was told to try again by itself. */
export interface RetryingCall {
  readonly fn: FunctionRef;
  readonly call: CallExpr;
  readonly hops: readonly Hop[];
  /** Where the client is made. */
  readonly made: CallExpr;
  readonly module: Module;
  /** How often it tries at most: once more than `max_retries` says (https://github.com/openai/openai-python#retries). */
  readonly attempts: number;
}

/** SDKs of one make: their clients take `max_retries`. */
const CLIENTS =
  /^(?:openai|anthropic|groq|together|cerebras\.cloud\.sdk)\.(?:Async)?(?:Azure)?(?:OpenAI|Anthropic|Groq|Together|Cerebras)(?:Bedrock|Vertex)?$/;

/** The first such call that runs when `start` runs, at most `maxHops` calls away. */
export function retryingCall(evaluator: Evaluator, start: FunctionRef, maxHops: number): RetryingCall | undefined {
  for (const { fn, hops } of reachedFrom(evaluator, start, maxHops)) {
    for (const { expr } of executionsOf(fn)) {
      if (expr.k !== "call" || expr.f.k !== "ref" || !expr.f.n.includes(".")) continue;
      const client = retryingClient(evaluator, expr.f.n.slice(0, expr.f.n.indexOf(".")), fn);
      if (client !== undefined) return { fn, call: expr, hops, ...client };
    }
  }
  return undefined;
}

function retryingClient(
  evaluator: Evaluator,
  name: string,
  fn: FunctionRef,
): Pick<RetryingCall, "made" | "module" | "attempts"> | undefined {
  const maker = makerOf(evaluator, name, { module: fn.module, fn });
  if (maker === undefined) return undefined;
  const { made, scope } = maker;
  const given = argumentOf(made, "max_retries");
  if (given?.k !== "const" || !/^[1-9]\d?$/.test(given.v)) return undefined;
  const callee = evaluator.value(made.f, scope);
  return callee.k === "external" && CLIENTS.test(callee.name)
    ? { made, module: scope.module, attempts: Number(given.v) + 1 }
    : undefined;
}
