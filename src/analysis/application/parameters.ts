import type { CallExpr, Expr } from "../../python/facts.ts";
import type { FunctionRef } from "../module.ts";
import { sourceOf } from "./names.ts";
import type { Context, Frame, Thing, Walker } from "./things.ts";

/** The names that a call gives to a function's parameters. `self` is what the method is called on. */
export function boundNames(
  walker: Walker,
  fn: FunctionRef,
  call: CallExpr,
  frame: Frame,
  context: Context,
  self: Thing | undefined,
): ReadonlyMap<string, Thing> {
  const names = new Map<string, Thing>();
  const value = (expr: Expr): Thing =>
    walker.evaluate(expr, frame, context) ?? { k: "expr", ...sourceOf(walker, expr, frame) };
  const params = [...fn.facts.params];
  const [first] = params;
  if (self !== undefined && first !== undefined) {
    names.set(first.name, self);
    params.shift();
  }
  const positional = params.filter((parameter) => parameter.kind === undefined);
  const rest = new Map<string, Thing>();
  let index = 0;
  for (const argument of call.a) {
    if (argument.s === "**") {
      const thing = walker.evaluate(argument.e, frame, context);
      if (thing?.k === "keywords")
        for (const [name, each] of thing.given)
          (params.some((parameter) => parameter.name === name) ? names : rest).set(name, each);
      continue;
    }
    const thing = value(argument.e);
    if (argument.s === "*") continue;
    const parameter =
      argument.n === undefined
        ? positional[index]
        : params.find((each) => each.name === argument.n && each.kind !== "**");
    if (argument.n === undefined) index += 1;
    if (parameter !== undefined) names.set(parameter.name, thing);
    else if (argument.n !== undefined) rest.set(argument.n, thing);
  }
  const collector = params.find((parameter) => parameter.kind === "**");
  if (collector !== undefined) names.set(collector.name, { k: "keywords", given: rest });
  return names;
}
