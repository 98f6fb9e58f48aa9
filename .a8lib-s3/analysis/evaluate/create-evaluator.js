import { lookUp } from "../scopes.js";
import { join, UNKNOWN } from "../values.js";
import { annotatedValue } from "./annotations.js";
import { attributeOf } from "./attributes.js";
import { valueOfBinding } from "./bindings.js";
import { calledValue, returnedValue } from "./calls.js";
import { valueOfExpression } from "./expressions.js";
import { passedValue } from "./passed-arguments.js";
import { moduleAttribute, submoduleOf } from "./names.js";
/** Builds the evaluator of a project. */
export function createEvaluator(index, calls) {
    const values = new WeakMap();
    const annotations = new WeakMap();
    const returns = new WeakMap();
    const passed = new WeakMap();
    const active = new Set();
    const asked = new Set();
    let depth = 0;
    /** Cycles (`a = b; b = a`) and absurd depth end in "unknown". */
    const guarded = (key, memory, compute) => {
        const known = memory.get(key);
        if (known !== undefined)
            return known;
        if (active.has(key) || depth > MAX_EVALUATION_DEPTH)
            return UNKNOWN;
        active.add(key);
        depth += 1;
        const result = compute();
        depth -= 1;
        active.delete(key);
        memory.set(key, result);
        return result;
    };
    const evaluator = {
        index,
        value: (expr, scope) => guarded(expr, values, () => valueOfExpression(evaluator, expr, scope)),
        annotated: (annotation, scope) => guarded(annotation, annotations, () => annotatedValue(evaluator, annotation, scope)),
        attribute: (of, name) => attributeOf(evaluator, of, name),
        called: (callee, call, scope) => calledValue(evaluator, callee, call, scope),
        returned: (fn) => guarded(fn.facts, returns, () => returnedValue(evaluator, fn)),
        passed: (parameter) => guarded(parameter.parameter, passed, () => passedValue(evaluator, calls(), parameter)),
        binding: (binding, scope) => valueOfBinding(evaluator, binding, scope),
        name: (name, scope) => {
            const found = lookUp(name, scope);
            if (found !== undefined)
                return join(found.bindings.map((binding) => evaluator.binding(binding, found.scope)));
            const starred = evaluator.moduleAttribute(scope.module, name);
            return starred.k === "unknown" ? undefined : starred;
        },
        moduleAttribute: (module, name) => {
            // `from . import x` in a package's own `__init__.py` asks for the very name that it binds: then the submodule is meant.
            const key = `${module.path}#${name}`;
            if (asked.has(key) || asked.size > MAX_EVALUATION_DEPTH)
                return submoduleOf(evaluator, module, name);
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
