import type { CallExpr, Expr } from "../../python/facts.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { decorationOf } from "../decoration.ts";
import { lineage, methodOf } from "../evaluate/attributes.ts";
import { hasDecorator } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf, readName, type Execution } from "../executions.ts";
import { functionAt, type ClassRef, type FunctionRef } from "../module.ts";
import { implementationOf } from "../overrides.ts";
import { bindingsOfClass, type Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { sinkOf, type Sink } from "./sinks.ts";

/** What one execution in a function leads to: a function of the project that runs on the same thread, or a blocking call. */
export type Edge =
  | {
      readonly k: "function";
      readonly to: FunctionRef;
      readonly execution: Execution;
      readonly call: CallExpr | undefined;
      readonly cached: boolean;
    }
  | { readonly k: "sink"; readonly sink: Sink; readonly execution: Execution };

const edges = new WeakMap<Evaluator, WeakMap<object, readonly Edge[]>>();

/** The edges of a function's own body, worked out once. */
export function edgesOf(evaluator: Evaluator, fn: FunctionRef): readonly Edge[] {
  let memory = edges.get(evaluator);
  if (memory === undefined) {
    memory = new WeakMap();
    edges.set(evaluator, memory);
  }
  const known = memory.get(fn.facts);
  if (known !== undefined) return known;
  const scope: Scope = { module: fn.module, fn };
  const found = executionsOf(fn).flatMap((execution) => edgesOfExecution(evaluator, execution, scope));
  memory.set(fn.facts, found);
  return found;
}

function edgesOfExecution(evaluator: Evaluator, execution: Execution, scope: Scope): Edge[] {
  const sink = sinkOf(evaluator, execution, scope);
  if (sink !== undefined) return [{ k: "sink", sink, execution }];
  switch (execution.k) {
    case "call":
      return execution.expr.k === "call"
        ? callEdges(evaluator, execution, execution.expr, evaluator.value(execution.expr.f, scope))
        : [];
    case "enter":
      return enterEdges(evaluator, execution, evaluator.value(execution.expr, scope));
    case "iterate":
      return iterateEdges(evaluator, execution, evaluator.value(execution.expr, scope));
    case "read":
      return readEdges(evaluator, execution, scope);
  }
}

function callEdges(evaluator: Evaluator, execution: Execution, call: CallExpr, callee: Value): Edge[] {
  switch (callee.k) {
    case "function":
      return functionEdges(evaluator, execution, call, callee.ref);
    case "partial":
      return callEdges(evaluator, execution, call, callee.target);
    case "class":
      return constructorEdges(evaluator, execution, call, callee.ref);
    case "instance": {
      const method = methodOf(evaluator, callee.ref, "__call__");
      return method === undefined ? [] : functionEdges(evaluator, execution, call, method);
    }
    default:
      return [];
  }
}

/** A call runs a `def` at once and an `async def` once it is awaited or handed to something that awaits it; a generator's body runs only under iteration. */
function functionEdges(
  evaluator: Evaluator,
  execution: Execution,
  call: CallExpr | undefined,
  called: FunctionRef,
): Edge[] {
  const fn = implementationOf(evaluator, called);
  if (fn === undefined) return [];
  const decoration = decorationOf(evaluator, fn);
  const targets =
    decoration.wrapper === undefined ? [fn] : decoration.runsOriginal ? [decoration.wrapper, fn] : [decoration.wrapper];
  if (!runsWhenCalled(execution, decoration.async, fn.facts.generator)) return [];
  return targets.map((to): Edge => ({ k: "function", to, execution, call, cached: decoration.cached }));
}

function runsWhenCalled(execution: Execution, isAsync: boolean, isGenerator: boolean): boolean {
  if (isGenerator) return false;
  if (isAsync) return execution.awaited || !execution.discarded;
  // An awaited `def` returns something to await: whatever made it so has moved the work elsewhere.
  return !execution.awaited;
}

function constructorEdges(evaluator: Evaluator, execution: Execution, call: CallExpr, ref: ClassRef): Edge[] {
  return ["__new__", "__init__", "__post_init__"].flatMap((name): Edge[] => {
    const method = methodOf(evaluator, ref, name);
    return method === undefined ? [] : [{ k: "function", to: method, execution, call, cached: false }];
  });
}

function enterEdges(evaluator: Evaluator, execution: Execution, value: Value): Edge[] {
  const call = execution.expr.k === "call" ? execution.expr : undefined;
  if (value.k === "iterator" && value.of !== undefined)
    return [{ k: "function", to: value.of, execution, call, cached: false }];
  if (value.k !== "instance") return [];
  const names = execution.awaited ? ["__aenter__", "__aexit__"] : ["__enter__", "__exit__"];
  return names.flatMap((name): Edge[] => {
    const method = methodOf(evaluator, value.ref, name);
    return method === undefined ? [] : [{ k: "function", to: method, execution, call: undefined, cached: false }];
  });
}

function iterateEdges(evaluator: Evaluator, execution: Execution, value: Value): Edge[] {
  const call = execution.expr.k === "call" ? execution.expr : undefined;
  if (value.k === "iterator" && value.of !== undefined) {
    const isManager = hasDecorator(evaluator, value.of, "contextmanager", "asynccontextmanager");
    return isManager ? [] : [{ k: "function", to: value.of, execution, call, cached: false }];
  }
  if (value.k !== "instance") return [];
  const names = execution.awaited ? ["__aiter__", "__anext__"] : ["__iter__", "__next__"];
  return names.flatMap((name): Edge[] => {
    const method = methodOf(evaluator, value.ref, name);
    return method === undefined ? [] : [{ k: "function", to: method, execution, call: undefined, cached: false }];
  });
}

/** Reading a property runs its getter. */
function readEdges(evaluator: Evaluator, execution: Execution, scope: Scope): Edge[] {
  const { expr } = execution;
  if (expr.k !== "ref" && expr.k !== "attr") return [];
  const name = readName(expr);
  const getters = propertyNames(evaluator);
  if (!getters.has(name)) return [];
  const object: Expr | undefined = objectOf(expr);
  const owner = object === undefined ? undefined : evaluator.value(object, scope);
  if (owner?.k !== "instance") return [];
  for (const cls of lineage(evaluator, owner.ref)) {
    const binding = bindingsOfClass(cls).get(name)?.[0];
    if (binding === undefined) continue;
    if (binding.k !== "function") return [];
    const getter = functionAt(cls.module, binding.index);
    if (!hasDecorator(evaluator, getter, "property", "cached_property") || getter.facts.async) return [];
    return [
      {
        k: "function",
        to: getter,
        execution,
        call: undefined,
        cached: hasDecorator(evaluator, getter, "cached_property"),
      },
    ];
  }
  return [];
}

const properties = new WeakMap<Evaluator, ReadonlySet<string>>();

/** Names that any class of the project defines as a property: a cheap first test. */
function propertyNames(evaluator: Evaluator): ReadonlySet<string> {
  const known = properties.get(evaluator);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const module of evaluator.index.modules) {
    for (const fn of module.facts.functions) {
      if (fn.decorators.some((decorator) => lastName(decorator).endsWith("property"))) names.add(fn.name);
    }
  }
  properties.set(evaluator, names);
  return names;
}
