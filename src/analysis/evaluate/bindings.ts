import type { Expr } from "../../python/facts.ts";
import { classAt, functionAt } from "../module.ts";
import type { Binding, Scope } from "../scopes.ts";
import { UNKNOWN, type Value } from "../values.ts";
import { providedValue } from "./annotations.ts";
import { dependencyOf, dependsBehind } from "./depends.ts";
import { memberOf } from "./attributes.ts";
import { hasDecorator } from "./decorators.ts";
import type { Evaluator } from "./evaluator.ts";
import { importedValue } from "./names.ts";

/** What one binding of a name gives it. `scope` is the scope that the binding belongs to. */
export function valueOfBinding(evaluator: Evaluator, binding: Binding, scope: Scope): Value {
  switch (binding.k) {
    case "import":
      return importedValue(evaluator, binding.name, scope.module);
    case "function":
      return { k: "function", ref: functionAt(scope.module, binding.index) };
    case "class":
      return { k: "class", ref: classAt(scope.module, binding.index) };
    case "parameter":
      return valueOfParameter(evaluator, binding, scope);
    case "assigned":
      return valueOfAssignment(evaluator, binding, scope);
  }
}

function valueOfParameter(
  evaluator: Evaluator,
  { parameter, position, owner }: Extract<Binding, { k: "parameter" }>,
  scope: Scope,
): Value {
  const outside: Scope = {
    module: scope.module,
    fn: owner.facts.inFunction === undefined ? undefined : functionAt(owner.module, owner.facts.inFunction),
  };
  if (
    position === 0 &&
    owner.facts.inClass !== undefined &&
    parameter.type === undefined &&
    !hasDecorator(evaluator, owner, "staticmethod")
  ) {
    const ref = classAt(owner.module, owner.facts.inClass);
    return hasDecorator(evaluator, owner, "classmethod") ? { k: "class", ref } : { k: "instance", ref };
  }
  if (parameter.kind === "*" || parameter.kind === "**") return UNKNOWN;
  if (parameter.type !== undefined) {
    const declared = evaluator.annotated(parameter.type, outside);
    if (declared.k !== "unknown") return declared;
  }
  const made = parameter.default === undefined ? undefined : dependsBehind(evaluator, parameter.default, outside);
  const provider = made === undefined ? undefined : dependencyOf(evaluator, made.call, made.scope);
  if (made !== undefined && provider !== undefined)
    return provider === "annotation" ? UNKNOWN : providedValue(evaluator, evaluator.value(provider, made.scope));
  return parameter.type === undefined ? evaluator.passed({ k: "parameter", parameter, position, owner }) : UNKNOWN;
}

function valueOfAssignment(evaluator: Evaluator, binding: Extract<Binding, { k: "assigned" }>, owner: Scope): Value {
  const scope: Scope = binding.within === undefined ? owner : { module: owner.module, fn: binding.within };
  if (binding.type !== undefined) {
    const declared = evaluator.annotated(binding.type, scope);
    if (declared.k !== "unknown") return declared;
  }
  if (binding.value === undefined) return UNKNOWN;
  const source = binding.unpack === undefined ? binding.value : unpacked(binding.value, binding.unpack);
  if (source === undefined) return UNKNOWN;
  const value = evaluator.value(source, scope);
  switch (binding.by) {
    case "=":
      return value;
    case "with":
    case "async with":
      return enteredValue(evaluator, value);
    case "for":
    case "async for":
      return value.k === "iterator" || (value.k === "container" && !value.keyed) ? value.item : UNKNOWN;
  }
}

/** What `with value as name` binds. */
export function enteredValue(evaluator: Evaluator, value: Value): Value {
  switch (value.k) {
    case "receiver":
    case "foreign":
      return value;
    case "method":
      return memberOf(value) ?? UNKNOWN;
    case "iterator":
      return value.item;
    case "instance": {
      for (const name of ["__enter__", "__aenter__"]) {
        const enter = evaluator.attribute(value, name);
        if (enter.k !== "function") continue;
        const given = evaluator.returned(enter.ref);
        return given.k === "awaitable" ? given.result : given;
      }
      return UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

function unpacked(value: Expr, position: number): Expr | undefined {
  return value.k === "tuple" || value.k === "list" ? value.i[position] : undefined;
}
