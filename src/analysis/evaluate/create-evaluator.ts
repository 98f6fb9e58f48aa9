import type { CallSites } from "../call-sites.ts";
import type { ModuleIndex } from "../module-index.ts";
import { lookUp } from "../scopes.ts";
import { join, UNKNOWN, type Value } from "../values.ts";
import { annotatedValue } from "./annotations.ts";
import { attributeOf } from "./attributes.ts";
import { valueOfBinding } from "./bindings.ts";
import { calledValue, returnedValue } from "./calls.ts";
import type { Evaluator } from "./evaluator.ts";
import { valueOfExpression } from "./expressions.ts";
import { passedValue } from "./passed-arguments.ts";
import { moduleAttribute, submoduleOf } from "./names.ts";

/** Builds the evaluator of a project. */
export function createEvaluator(index: ModuleIndex, calls: () => CallSites): Evaluator {
  const values = new WeakMap<object, Value>();
  const annotations = new WeakMap<object, Value>();
  const returns = new WeakMap<object, Value>();
  const passed = new WeakMap<object, Value>();
  const active = new Set<object>();
  const asked = new Set<string>();
  let depth = 0;

  /** Cycles (`a = b; b = a`) and absurd depth end in "unknown". */
  const guarded = (key: object, memory: WeakMap<object, Value>, compute: () => Value): Value => {
    const known = memory.get(key);
    if (known !== undefined) return known;
    if (active.has(key) || depth > MAX_EVALUATION_DEPTH) return UNKNOWN;
    active.add(key);
    depth += 1;
    const result = compute();
    depth -= 1;
    active.delete(key);
    memory.set(key, result);
    return result;
  };

  const evaluator: Evaluator = {
    index,
    value: (expr, scope) => guarded(expr, values, () => valueOfExpression(evaluator, expr, scope)),
    annotated: (annotation, scope) =>
      guarded(annotation, annotations, () => annotatedValue(evaluator, annotation, scope)),
    attribute: (of, name) => attributeOf(evaluator, of, name),
    called: (callee, call, scope) => calledValue(evaluator, callee, call, scope),
    returned: (fn) => guarded(fn.facts, returns, () => returnedValue(evaluator, fn)),
    passed: (parameter) => guarded(parameter.parameter, passed, () => passedValue(evaluator, calls(), parameter)),
    binding: (binding, scope) => valueOfBinding(evaluator, binding, scope),
    name: (name, scope) => {
      const found = lookUp(name, scope);
      if (found !== undefined) return join(found.bindings.map((binding) => evaluator.binding(binding, found.scope)));
      const starred = evaluator.moduleAttribute(scope.module, name);
      return starred.k === "unknown" ? undefined : starred;
    },
    moduleAttribute: (module, name) => {
      // `from . import x` in a package's own `__init__.py` asks for the very name that it binds: then the submodule is meant.
      const key = `${module.path}#${name}`;
      if (asked.has(key) || asked.size > MAX_EVALUATION_DEPTH) return submoduleOf(evaluator, module, name);
      asked.add(key);
      const result = moduleAttribute(evaluator, module, name);
      asked.delete(key);
      return result;
    },
    memory: { attributes: new WeakMap(), bases: new Map() },
  };
  return evaluator;
}

const MAX_EVALUATION_DEPTH = 60;
