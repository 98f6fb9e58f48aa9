import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Execution } from "../executions.ts";
import type { ClassRef, FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Sink } from "./sinks.ts";

/** What one execution in a function leads to: a function of the project that runs on the same thread, or a blocking call. */
export type Edge =
  | {
      readonly k: "function";
      readonly to: FunctionRef;
      readonly execution: Execution;
      readonly call: CallExpr | undefined;
      readonly cached: boolean;
      /** The class of the object whose method runs, where it is not the class that defines the method: its overrides count. */
      readonly self?: ClassRef;
    }
  | { readonly k: "sink"; readonly sink: Sink; readonly execution: Execution };

/** A function whose body runs, and for inherited methods the class of the object that it runs on. */
export interface Caller {
  readonly fn: FunctionRef;
  readonly self: ClassRef | undefined;
  readonly scope: Scope;
}

/** Which class a method runs on, told only where it is another one than its own. */
export function on(self: ClassRef | undefined, method: FunctionRef): { readonly self?: ClassRef } {
  if (self === undefined || method.facts.inClass === undefined) return {};
  return self.module === method.module && self.index === method.facts.inClass ? {} : { self };
}

/** Whether an expression is the `self` of the method that it stands in. */
export function isSelf(object: Expr, fn: FunctionRef): boolean {
  return fn.facts.inClass !== undefined && object.k === "ref" && object.n === fn.facts.params[0]?.name;
}
