import type { CallExpr } from "../../python/facts.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { decorationOf } from "../decoration.ts";
import { methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf, type Execution } from "../executions.ts";
import type { ClassRef, FunctionRef } from "../module.ts";
import { implementationOf } from "../overrides.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { isSelf, on, type Caller, type Edge } from "./edge.ts";
import { enterEdges, iterateEdges, readEdges } from "./implicit-edges.ts";
import { retrySleep } from "./retry-sleep.ts";
import { sinkOf } from "./sinks.ts";

const edges = new WeakMap<Evaluator, WeakMap<object, Map<string, readonly Edge[]>>>();

/** The edges of a function's own body, worked out once for every class that it runs on. */
export function edgesOf(evaluator: Evaluator, fn: FunctionRef, self?: ClassRef): readonly Edge[] {
  const memory = edges.get(evaluator) ?? new WeakMap<object, Map<string, readonly Edge[]>>();
  edges.set(evaluator, memory);
  const byClass = memory.get(fn.facts) ?? new Map<string, readonly Edge[]>();
  memory.set(fn.facts, byClass);
  const key = self === undefined ? "" : `${self.module.path}#${self.index}`;
  const known = byClass.get(key);
  if (known !== undefined) return known;
  const caller: Caller = { fn, self, scope: { module: fn.module, fn } };
  const found = executionsOf(fn).flatMap((execution) => edgesOfExecution(evaluator, execution, caller));
  byClass.set(key, found);
  return found;
}

function edgesOfExecution(evaluator: Evaluator, execution: Execution, caller: Caller): Edge[] {
  const { scope } = caller;
  const sink = sinkOf(evaluator, execution, scope);
  if (sink !== undefined) return [{ k: "sink", sink, execution }];
  switch (execution.k) {
    case "call":
      return execution.expr.k === "call"
        ? callEdges(evaluator, execution, execution.expr, evaluator.value(execution.expr.f, scope), caller)
        : [];
    case "enter":
      return enterEdges(evaluator, execution, evaluator.value(execution.expr, scope));
    case "iterate":
      return iterateEdges(evaluator, execution, evaluator.value(execution.expr, scope));
    case "read":
      return readEdges(evaluator, execution, caller);
  }
}

function callEdges(evaluator: Evaluator, execution: Execution, call: CallExpr, callee: Value, caller: Caller): Edge[] {
  switch (callee.k) {
    case "function":
      return methodEdges(evaluator, execution, call, callee, caller);
    case "partial":
      return callEdges(evaluator, execution, call, callee.target, caller);
    case "class":
      return constructorEdges(evaluator, execution, call, callee.ref);
    case "instance": {
      const method = methodOf(evaluator, callee.ref, "__call__");
      return method === undefined ? [] : functionEdges(evaluator, execution, call, method, callee.ref);
    }
    default:
      return spawnedEdges(evaluator, execution, call, caller.scope);
  }
}

/** `self.step()` in an inherited method runs the override of the class that the object is of. */
function methodEdges(
  evaluator: Evaluator,
  execution: Execution,
  call: CallExpr,
  callee: Value & { k: "function" },
  caller: Caller,
): Edge[] {
  if (callee.self?.k !== "instance") return functionEdges(evaluator, execution, call, callee.ref);
  const object = objectOf(call.f);
  const own = object !== undefined && isSelf(object, caller.fn);
  const onSuper = object?.k === "call" && lastName(object.f) === "super";
  const self = own || onSuper ? (caller.self ?? callee.self.ref) : callee.self.ref;
  const method = own ? (methodOf(evaluator, self, callee.ref.facts.name) ?? callee.ref) : callee.ref;
  return functionEdges(evaluator, execution, call, method, self);
}

/** `group.start_soon(poll)` of AnyIO and Trio: the one place where a reference to a coroutine function starts it. */
function spawnedEdges(evaluator: Evaluator, execution: Execution, call: CallExpr, scope: Scope): Edge[] {
  const [first] = call.a;
  if (lastName(call.f) !== "start_soon" || first === undefined) return [];
  const started = evaluator.value(first.e, scope);
  if (started.k !== "function" || !started.ref.facts.async) return [];
  return functionEdges(evaluator, { ...execution, awaited: true }, undefined, started.ref);
}

/** A call runs a `def` at once and an `async def` once it is awaited or handed to something that awaits it; a generator's body runs only under iteration. */
function functionEdges(
  evaluator: Evaluator,
  execution: Execution,
  call: CallExpr | undefined,
  called: FunctionRef,
  self?: ClassRef,
): Edge[] {
  const fn = implementationOf(evaluator, called);
  if (fn === undefined) return [];
  const decoration = decorationOf(evaluator, fn);
  const targets =
    decoration.wrapper === undefined ? [fn] : decoration.runsOriginal ? [decoration.wrapper, fn] : [decoration.wrapper];
  if (!runsWhenCalled(evaluator, execution, fn, decoration.async)) return [];
  const sleep = decoration.async ? undefined : retrySleep(evaluator, fn);
  return [
    ...targets.map((to): Edge => ({
      ...on(self, to),
      k: "function",
      to,
      execution,
      call,
      cached: decoration.cached,
    })),
    ...(sleep === undefined ? [] : [{ k: "sink" as const, sink: sleep, execution }]),
  ];
}

function runsWhenCalled(evaluator: Evaluator, execution: Execution, fn: FunctionRef, isAsync: boolean): boolean {
  if (fn.facts.generator) return false;
  if (isAsync) return execution.awaited || !execution.discarded;
  // An awaited `def` returns something to await: a coroutine of the project, or whatever has moved the work elsewhere.
  return !execution.awaited || (fn.facts.decorators.length === 0 && evaluator.returned(fn).k === "awaitable");
}

function constructorEdges(evaluator: Evaluator, execution: Execution, call: CallExpr, ref: ClassRef): Edge[] {
  return ["__new__", "__init__", "__post_init__"].flatMap((name): Edge[] => {
    const method = methodOf(evaluator, ref, name);
    if (method === undefined) return [];
    return [{ ...on(ref, method), k: "function", to: method, execution, call, cached: false }];
  });
}
