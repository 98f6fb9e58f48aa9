import type { CallExpr, Expr } from "../../python/facts.ts";
import type { ClassRef, FunctionRef, Module } from "../module.ts";
import type { ModuleIndex } from "../module-index.ts";
import type { Binding, Scope } from "../scopes.ts";
import type { Value } from "../values.ts";

/**
 * Answers what expressions are, without running anything. The questions call each other, so every part gets this object.
 * Answers are kept: an expression stands in exactly one scope, so it has one value.
 */
export interface Evaluator {
  readonly index: ModuleIndex;
  readonly value: (expr: Expr, scope: Scope) => Value;
  /** What a value annotated with this expression is. */
  readonly annotated: (annotation: Expr, scope: Scope) => Value;
  readonly attribute: (of: Value, name: string) => Value;
  /** What this call gives; `callee` is the value of the called expression. */
  readonly called: (callee: Value, call: CallExpr, scope: Scope) => Value;
  /** What calling the function gives: an awaitable for `async def`, an iterator for a generator. */
  readonly returned: (fn: FunctionRef) => Value;
  readonly binding: (binding: Binding, scope: Scope) => Value;
  /** A name as it is known in a scope; `undefined` when the scope does not bind it. */
  readonly name: (name: string, scope: Scope) => Value | undefined;
  /** What callers pass for a parameter without a type. */
  readonly passed: (parameter: Extract<Binding, { k: "parameter" }>) => Value;
  readonly moduleAttribute: (module: Module, name: string) => Value;
  /** Memory of parts that need one, by owner. */
  readonly memory: {
    readonly attributes: WeakMap<object, Map<string, Value>>;
    readonly bases: Map<ClassRef["facts"], readonly Value[]>;
  };
}
