import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { partsOf } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { methodOf } from "../evaluate/attributes.ts";
import { classAt, keyOf, rangeOf, type FunctionRef } from "../module.ts";
import { routerKind } from "../routing/routers.ts";
import type { Value } from "../values.ts";
import { addLayer, addUnresolved, wrapLayer, callDecorator, callOnApp } from "./app-calls.ts";
import { readConstructor, startDraft } from "./construct.ts";
import { isLayerClass, layerOf } from "./layer.ts";
import { libraryLayers } from "./library-layers.ts";
import { extend, joinLists, itemsOf, onlyIf } from "./lists.ts";
import { evaluated, sourceOf, thingNamed } from "./names.ts";
import { boundNames } from "./parameters.ts";
import { conditionFor, type Context, type Frame, live, type Thing, type Walker } from "./things.ts";
import { conditionOf, joinConditions } from "./when.ts";

/** Follows an expression for what it does to applications, and tells what it stands for. */
export function evaluateExpr(walker: Walker, expr: Expr, frame: Frame, context: Context): Thing | undefined {
  const inner = (part: Expr): Thing | undefined => walker.evaluate(part, frame, context);
  switch (expr.k) {
    case "ref":
      return thingNamed(walker, expr.n, frame);
    case "attr": {
      const owner = inner(expr.o);
      return owner?.k === "object" ? owner.fields.get(expr.n) : undefined;
    }
    case "call":
      return evaluateCall(walker, expr, frame, context);
    case "await":
      return inner(expr.e);
    case "list":
    case "tuple":
      return listOf(walker, expr.i, frame, context);
    case "dict":
      return {
        k: "dict",
        entries: expr.i.flatMap(([key, value]) =>
          key === null ? [] : [[asThing(walker, key, frame, context), asThing(walker, value, frame, context)] as const],
        ),
      };
    case "cond": {
      inner(expr.t);
      const [yes, no] = [inner(expr.y), inner(expr.n)];
      if (yes?.k !== "list" || no?.k !== "list") return yes ?? no;
      return joinLists([onlyIf(yes, conditionOf(expr.t, true)), onlyIf(no, conditionOf(expr.t, false))]);
    }
    case "op": {
      const parts = expr.i.map(inner);
      const lists = parts.flatMap((part) => (part?.k === "list" ? [part] : []));
      if (expr.op === "+" && lists.length > 0)
        return { ...joinLists(lists), complete: lists.length === parts.length && lists.every((list) => list.complete) };
      return expr.op === "or" || expr.op === "and" ? parts.find((part) => part !== undefined) : undefined;
    }
    case "comp":
      return comprehended(walker, expr, frame, context);
    default:
      for (const part of partsOf(expr)) inner(part);
      return undefined;
  }
}

function asThing(walker: Walker, expr: Expr, frame: Frame, context: Context): Thing {
  const thing = walker.evaluate(expr, frame, context);
  return thing ?? { k: "expr", ...sourceOf(walker, expr, frame) };
}

function listOf(walker: Walker, items: readonly Expr[], frame: Frame, context: Context): Thing {
  let complete = true;
  const found = items.slice(0, 200).flatMap((item) => {
    const thing = asThing(walker, item, frame, context);
    // `*more` looks like `more`; a literal is an item, and anything else that is a list was spread.
    if (thing.k !== "list" || item.k === "list" || item.k === "tuple") return [{ thing, condition: undefined }];
    complete &&= thing.complete;
    return itemsOf(thing, { conditions: [], depth: 0 });
  });
  return { k: "list", items: found, complete };
}

/** `[Middleware(cls) for cls in CLASSES]`. */
function comprehended(
  walker: Walker,
  expr: Extract<Expr, { k: "comp" }>,
  frame: Frame,
  context: Context,
): Thing | undefined {
  const [clause, ...more] = expr.for;
  const [element] = expr.e;
  if (clause === undefined || element === undefined || more.length > 0) return undefined;
  const source = walker.evaluate(clause.i, frame, context);
  if (source?.k !== "list" || clause.t.k !== "ref" || expr.e.length > 1) return undefined;
  const conditions = expr.if.map((test) => conditionOf(test, true));
  const items = source.items.map(({ thing, condition }) => {
    const inside: Frame = { ...frame, names: new Map([[renderExpr(clause.t), thing]]), parent: frame };
    return {
      thing: asThing(walker, element, inside, context),
      condition: joinConditions([...conditions, ...(condition === undefined ? [] : [condition])]),
    };
  });
  return { k: "list", items, complete: source.complete };
}

function evaluateCall(walker: Walker, call: CallExpr, frame: Frame, context: Context): Thing | undefined {
  const name = lastName(call.f);
  const object = objectOf(call.f);
  const owner =
    object === undefined ? walker.evaluate(call.f, frame, context) : walker.evaluate(object, frame, context);
  if (object === undefined && owner?.k === "decorator") {
    callDecorator(walker, owner, call, frame, context);
    return undefined;
  }
  if (name === "super" && call.a.length === 0) return superOf(frame, walker);
  if (owner?.k === "list") return callOnList(walker, owner, name, call, frame, context);
  if (owner?.k === "app" || owner?.k === "object" || owner?.k === "super") {
    const method = methodFor(walker, owner, name);
    if (method !== undefined && walker.interest.functions.has(keyOf(method))) {
      const self = owner.k === "super" ? owner.of : owner;
      return walker.run(method, boundNames(walker, method, call, frame, context, self), context);
    }
    const app = owner.k === "super" ? owner.of : owner;
    if (app.k === "app" && owner.k === "super" && name === "__init__")
      readConstructor(walker, live(app.draft), call, frame, context);
    else if (app.k === "app") {
      const done = callOnApp(walker, live(app.draft), name, call, frame, context);
      if (done !== undefined || method === undefined) {
        evaluateArguments(walker, call, frame, context);
        return done;
      }
    }
  }
  const callee = evaluated(walker, call.f, frame);
  return called(walker, callee, call, frame, context);
}

function called(walker: Walker, callee: Value, call: CallExpr, frame: Frame, context: Context): Thing | undefined {
  if (callee.k === "external" && /^(?:fastapi|starlette)\.middleware\.Middleware$/.test(callee.name)) {
    const [first] = call.a;
    if (first === undefined || first.s !== undefined) return undefined;
    const added = { how: "constructor" as const, call, scope: frame.scope, condition: undefined };
    return { k: "layer", layer: layerOf(walker.evaluator, sourceOf(walker, first.e, frame), added) };
  }
  if ((callee.k === "external" || callee.k === "class") && routerKind(walker.evaluator, callee) === "app")
    return construct(walker, callee, call, frame, context);
  if (callee.k === "function" && (walker.interest.functions.has(keyOf(callee.ref)) || handsOut(callee.ref)))
    return walker.run(callee.ref, boundNames(walker, callee.ref, call, frame, context, undefined), context);
  const things = evaluateArguments(walker, call, frame, context);
  const wrapped = things.find((thing) => thing?.k === "app");
  if (wrapped?.k === "app" && isLayerClass(walker.evaluator, callee)) {
    const inside = live(wrapped.draft);
    const added = { how: "wrapped" as const, call, scope: frame.scope, condition: conditionFor(inside, context) };
    const layer = layerOf(walker.evaluator, { expr: call.f, scope: frame.scope }, added);
    wrapLayer(inside, layer);
    return wrapped;
  }
  const draft = wrapped?.k === "app" ? live(wrapped.draft) : undefined;
  if (draft !== undefined) {
    const added = { how: "library" as const, call, scope: frame.scope, condition: conditionFor(draft, context) };
    const layers = libraryLayers(callee, call, added);
    for (const { layer, around } of layers) {
      if (around) wrapLayer(draft, layer);
      else addLayer(draft, layer, context);
    }
    if (
      layers.length === 0 &&
      callee.k === "unknown" &&
      /middleware|install|instrument|secur|set_?up|configur|register|extend|plugin|^init/i.test(lastName(call.f))
    )
      addUnresolved(draft, renderExpr(call, 60), rangeOf(frame.scope.module, call.p, call.q));
  }
  if (callee.k === "class" && walker.interest.hasClass(callee.ref))
    return makeObject(walker, callee, call, frame, context);
  return undefined;
}

function evaluateArguments(
  walker: Walker,
  call: CallExpr,
  frame: Frame,
  context: Context,
): readonly (Thing | undefined)[] {
  return call.a.map((argument) => walker.evaluate(argument.e, frame, context));
}

function construct(
  walker: Walker,
  callee: Extract<Value, { k: "external" | "class" }>,
  call: CallExpr,
  frame: Frame,
  context: Context,
): Thing {
  const cls = callee.k === "class" ? callee.ref : undefined;
  const draft = startDraft(walker, call, cls, frame, context);
  const app: Extract<Thing, { k: "app" }> = { k: "app", draft };
  const init = cls === undefined ? undefined : methodOf(walker.evaluator, cls, "__init__");
  if (init === undefined) readConstructor(walker, draft, call, frame, context);
  else walker.run(init, boundNames(walker, init, call, frame, context, app), context);
  return app;
}

function makeObject(
  walker: Walker,
  { ref }: Extract<Value, { k: "class" }>,
  call: CallExpr,
  frame: Frame,
  context: Context,
): Thing {
  const made: Extract<Thing, { k: "object" }> = { k: "object", cls: ref, fields: new Map() };
  const init = methodOf(walker.evaluator, ref, "__init__");
  if (init !== undefined) walker.run(init, boundNames(walker, init, call, frame, context, made), context);
  return made;
}

function superOf(frame: Frame, walker: Walker): Thing | undefined {
  const { fn } = frame.scope;
  const [self] = fn?.facts.params ?? [];
  const own = self === undefined ? undefined : thingNamed(walker, self.name, frame);
  if (fn?.facts.inClass === undefined || (own?.k !== "app" && own?.k !== "object")) return undefined;
  return { k: "super", of: own, cls: classAt(fn.module, fn.facts.inClass) };
}

function methodFor(
  walker: Walker,
  owner: Extract<Thing, { k: "app" | "object" | "super" }>,
  name: string,
): FunctionRef | undefined {
  if (owner.k === "super") {
    const value = walker.evaluator.attribute({ k: "super", ref: owner.cls }, name);
    return value.k === "function" ? value.ref : undefined;
  }
  const cls = owner.k === "app" ? live(owner.draft).cls : owner.cls;
  return cls === undefined ? undefined : methodOf(walker.evaluator, cls, name);
}

function callOnList(
  walker: Walker,
  list: Extract<Thing, { k: "list" }>,
  name: string,
  call: CallExpr,
  frame: Frame,
  context: Context,
): Thing | undefined {
  const last = call.a.at(-1)?.e;
  const thing = last === undefined ? undefined : asThing(walker, last, frame, context);
  const condition = joinConditions(context.conditions);
  if (name === "copy") return list;
  if (thing === undefined) return undefined;
  if (context.loop !== undefined) list.complete = false;
  else if (name === "append") extend(list, [{ thing, condition }]);
  else if (name === "insert") {
    const [at] = call.a;
    if (at?.e.k === "const" && at.e.v === "0") list.items.unshift({ thing, condition });
    else {
      extend(list, [{ thing, condition }]);
      list.complete = false;
    }
  } else if (name === "extend") {
    extend(list, itemsOf(thing, context));
    if (thing.k !== "list" || !thing.complete) list.complete = false;
  }
  return undefined;
}

/** A small function that returns a name, or several: perhaps that of an application. */
function handsOut({ facts: { body, async, generator } }: FunctionRef): boolean {
  const last = body.at(-1);
  if (async || generator || body.length > MAX_HANDING || last?.k !== "return") return false;
  return last.e?.k === "ref" || (last.e?.k === "tuple" && last.e.i.every((part) => part.k === "ref"));
}

const MAX_HANDING = 5;
