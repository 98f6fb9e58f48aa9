import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { functionAt, rangeOf, type ClassRef, type FunctionRef } from "../module.ts";
import { UNKNOWN, type Value } from "../values.ts";
import { addHandler, addUnresolved, callOnApp } from "./app-calls.ts";
import { given } from "./arguments.ts";
import type { Middleware } from "./application.ts";
import { headOfCall, headOfLayer } from "./heads.ts";
import { evaluated } from "./names.ts";
import type { Context, Draft, Frame, Thing, Walker } from "./things.ts";
import { joinConditions } from "./when.ts";

/** Begins an application where it is constructed. */
export function startDraft(
  walker: Walker,
  call: CallExpr,
  cls: ClassRef | undefined,
  frame: Frame,
  context: Context,
): Draft {
  const draft: Draft = {
    call,
    scope: frame.scope,
    cls,
    constructions: [call],
    base: context.conditions,
    loop: context.loop,
    given: [],
    added: [],
    wrapped: [],
    handlers: [],
    unresolved: [],
    state: [],
    constructed: [headOfCall(call, frame.scope)],
    layered: [],
    atStart: [],
  };
  walker.drafts.push(draft);
  return draft;
}

/** Reads what a constructor is given: layers, exception handlers, what runs at start, mounted applications. */
export function readConstructor(walker: Walker, draft: Draft, call: CallExpr, frame: Frame, context: Context): void {
  const args = given(walker, call, frame);
  const thingOf = (keyword: string): Thing | undefined => {
    const passed = args.thing(keyword);
    if (passed !== undefined && passed.k !== "expr") return passed;
    const expr = args.get(keyword);
    return expr === undefined ? undefined : walker.evaluate(expr, frame, context);
  };
  const listed = args.get("middleware") ?? args.thing("middleware");
  if (listed !== undefined) giveLayers(draft, thingOf("middleware"), call, frame);
  const handlers = thingOf("exception_handlers");
  if (handlers?.k === "dict") {
    for (const [of, handler] of handlers.entries) {
      const key = exprOf(of);
      const value = handler.k === "expr" ? walker.evaluator.value(handler.expr, handler.scope) : UNKNOWN;
      if (key !== undefined) addHandler(walker, draft, { of: key, handler: value, call }, frame);
    }
  }
  const lifespan = args.get("lifespan");
  if (lifespan !== undefined) draft.atStart.push(...functionsOf(walker, lifespan, frame));
  for (const { thing } of itemsIn(thingOf("on_startup")))
    if (thing.k === "expr") draft.atStart.push(...functionsOf(walker, thing.expr, frame));
  for (const { thing } of itemsIn(thingOf("routes"))) {
    const mounted = thing.k === "expr" && thing.expr.k === "call" ? thing.expr : undefined;
    if (mounted?.f.k === "ref" && /(?:^|\.)(?:Mount|Host)$/.test(mounted.f.n))
      callOnApp(walker, draft, mounted.f.n.endsWith("Host") ? "host" : "mount", mounted, frame, context);
  }
}

function giveLayers(draft: Draft, list: Thing | undefined, call: CallExpr, frame: Frame): void {
  const place = rangeOf(frame.scope.module, call.p, call.q);
  if (list?.k !== "list") {
    const text = call.a.find((argument) => argument.n === "middleware")?.e;
    if (text !== undefined && !(text.k === "const" && text.v === "None"))
      addUnresolved(draft, `middleware=${renderExpr(text, 60)}`, place);
    return;
  }
  for (const { thing, condition } of list.items) {
    if (thing.k !== "layer") {
      addUnresolved(draft, thing.k === "expr" ? renderExpr(thing.expr, 60) : "an item of middleware=", place);
      continue;
    }
    const all = [thing.layer.condition, condition].filter((each) => each !== undefined);
    const joined = joinConditions(all);
    const layer: Middleware = {
      ...thing.layer,
      how: "constructor",
      ...(joined === undefined ? {} : { condition: joined }),
    };
    draft.given.push(layer);
    draft.layered.push(headOfLayer(layer));
  }
  if (!list.complete) addUnresolved(draft, "more items of middleware=", place);
}

function itemsIn(thing: Thing | undefined): Extract<Thing, { k: "list" }>["items"] {
  return thing?.k === "list" ? thing.items : [];
}

function exprOf(thing: Thing): Expr | undefined {
  return thing.k === "expr" ? thing.expr : undefined;
}

/** `lifespan`, `make_lifespan(db)` and `lambda app: …`. */
function functionsOf(walker: Walker, expr: Expr, frame: Frame): FunctionRef[] {
  const value = evaluated(walker, expr, frame);
  if (value.k === "function") return [value.ref];
  const callee: Value = expr.k === "call" ? evaluated(walker, expr.f, frame) : { k: "unknown" };
  if (callee.k !== "function") return [];
  // The nested function that a factory returns.
  return callee.ref.module.facts.functions.flatMap((facts, index) =>
    facts.inFunction === callee.ref.index && facts.params.length === 1 ? [functionAt(callee.ref.module, index)] : [],
  );
}
