import type { CallExpr, Expr } from "../python/facts.ts";
import { argumentOf, lastName, objectOf, type CallSites } from "./call-sites.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { locate } from "./evaluate/names.ts";
import type { Execution } from "./executions.ts";
import type { FunctionRef } from "./module.ts";
import type { Scope } from "./scopes.ts";

/** A task that is started in a statement of its own, so that nothing refers to it. */
export interface LooseTask {
  readonly call: CallExpr;
  /** What it runs: mostly the call that makes the coroutine. */
  readonly started: Expr;
  readonly fn: FunctionRef;
  readonly execution: Execution;
}

const STARTERS = /^asyncio\.(?:create_task|ensure_future)$/;
const LOOPS = /^(?:asyncio\.)?(?:get_running_loop|get_event_loop|new_event_loop)$/;

/** The project's own statements that start an asyncio task and drop it. Task groups keep theirs. */
export function findLooseTasks(evaluator: Evaluator, calls: CallSites): readonly LooseTask[] {
  return ["create_task", "ensure_future"].flatMap((name) =>
    (calls.get(name) ?? []).flatMap(({ call, execution, scope }): LooseTask[] => {
      const started = argumentOf(call, "coro", 0) ?? argumentOf(call, "coro_or_future");
      if (scope.fn === undefined || scope.module.aside || started === undefined) return [];
      if (!execution.discarded || execution.awaited || !startsTask(evaluator, call, scope)) return [];
      return [{ call, started, fn: scope.fn, execution }];
    }),
  );
}

function startsTask(evaluator: Evaluator, call: CallExpr, scope: Scope): boolean {
  const callee = evaluator.value(call.f, scope);
  if (callee.k === "external") return STARTERS.test(callee.name);
  const loop = objectOf(call.f);
  return (callee.k === "unknown" || callee.k === "method") && loop !== undefined && isLoop(evaluator, loop, scope);
}

/** `asyncio.get_running_loop()`, or a name that was assigned it. */
function isLoop(evaluator: Evaluator, expr: Expr, scope: Scope): boolean {
  if (expr.k === "call") {
    const made = evaluator.value(expr.f, scope);
    return made.k === "external" && LOOPS.test(made.name) && lastName(expr.f) !== "";
  }
  if (expr.k !== "ref") return false;
  const place = locate(evaluator, expr.n, scope);
  const [only] = place?.bindings ?? [];
  return (
    place?.bindings.length === 1 &&
    only?.k === "assigned" &&
    only.value?.k === "call" &&
    isLoop(evaluator, only.value, place.scope)
  );
}
