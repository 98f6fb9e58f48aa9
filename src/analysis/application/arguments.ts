import type { CallExpr, Expr } from "../../python/facts.ts";
import { thingNamed } from "./names.ts";
import type { Frame, Thing, Walker } from "./things.ts";

/** A call's arguments, those from `**kwargs` of the function around it included. */
export interface Given {
  readonly get: (keyword: string, position?: number) => Expr | undefined;
  /** The keyword's meaning where it was collected by `**kwargs`: it belongs to another scope. */
  readonly thing: (keyword: string) => Thing | undefined;
  /** Something is passed that is not known by name. */
  readonly open: boolean;
}

/** Reads a call's arguments. */
export function given(walker: Walker, call: CallExpr, frame: Frame): Given {
  const collected = new Map<string, Thing>();
  let open = false;
  for (const { s, e } of call.a) {
    if (s !== "**") continue;
    const thing = e.k === "ref" ? thingNamed(walker, e.n, frame) : undefined;
    if (thing?.k === "keywords") for (const [name, value] of thing.given) collected.set(name, value);
    else open = true;
  }
  const positional = call.a.filter((argument) => argument.n === undefined);
  const spread = positional.findIndex((argument) => argument.s !== undefined);
  return {
    get: (keyword, position) => {
      const named = call.a.find((argument) => argument.n === keyword)?.e;
      if (named !== undefined) return named;
      const passed = collected.get(keyword);
      if (passed?.k === "expr") return passed.expr;
      if (position === undefined || (spread !== -1 && position >= spread)) return undefined;
      return positional[position]?.e;
    },
    thing: (keyword) => collected.get(keyword),
    open,
  };
}
