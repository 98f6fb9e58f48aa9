import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { stringValue } from "../constants.ts";
import { rangeOf, type Range } from "../module.ts";
import type { Value } from "../values.ts";
import type { Middleware } from "./application.ts";
import { headOfLayer } from "./heads.ts";
import { given, type Given } from "./arguments.ts";
import { layerOf, layerOfFunction } from "./layer.ts";
import { evaluated, sourceOf } from "./names.ts";
import { conditionFor, type Context, type Draft, type Frame, live, type Thing, type Walker } from "./things.ts";

/** What a method of an application does to it; `undefined` when it does nothing that is followed. */
export function callOnApp(
  walker: Walker,
  draft: Draft,
  name: string,
  call: CallExpr,
  frame: Frame,
  context: Context,
): Thing | undefined {
  const args = given(walker, call, frame);
  switch (name) {
    case "add_middleware": {
      const cls = args.get("middleware_class", 0);
      if (cls === undefined) addUnresolved(draft, renderExpr(call), rangeOf(frame.scope.module, call.p, call.q));
      else addLayer(draft, madeLayer(walker, draft, cls, call, frame, context), context);
      return undefined;
    }
    case "middleware":
    case "exception_handler":
      return { k: "decorator", draft, call, name };
    case "add_exception_handler": {
      const of = args.get("exc_class_or_status_code", 0);
      const handler = args.get("handler", 1);
      if (of !== undefined)
        addHandler(
          walker,
          draft,
          { of, handler: handler === undefined ? { k: "unknown" } : evaluated(walker, handler, frame), call },
          frame,
        );
      return undefined;
    }
    case "add_event_handler": {
      const event = args.get("event_type", 0);
      const fn = args.get("func", 1);
      const value = fn === undefined ? undefined : evaluated(walker, fn, frame);
      if (event?.k === "str" && event.v === "startup" && value?.k === "function") draft.atStart.push(value.ref);
      return undefined;
    }
    case "mount":
    case "host":
      mount(walker, draft, args, frame, context, name === "mount" ? "path" : "host");
      return undefined;
    case "build_middleware_stack":
      return { k: "app", draft };
    default:
      return undefined;
  }
}

/** `app.middleware("http")(function)`: the decorator called by hand. */
export function callDecorator(
  walker: Walker,
  { draft, call: decorator, name }: Extract<Thing, { k: "decorator" }>,
  call: CallExpr,
  frame: Frame,
  context: Context,
): void {
  const [first] = call.a;
  if (first === undefined) return;
  const value = evaluated(walker, first.e, frame);
  const [of] = decorator.a;
  if (name === "exception_handler") {
    if (of !== undefined) addHandler(walker, live(draft), { of: of.e, handler: value, call }, frame);
    return;
  }
  const added = { how: "decorator" as const, call, scope: frame.scope, condition: conditionFor(live(draft), context) };
  addLayer(
    live(draft),
    value.k === "function"
      ? layerOfFunction(value.ref, added)
      : layerOf(walker.evaluator, sourceOf(walker, first.e, frame), added),
    context,
  );
}

function madeLayer(
  walker: Walker,
  draft: Draft,
  cls: Expr,
  call: CallExpr,
  frame: Frame,
  context: Context,
): Middleware {
  const thing = walker.evaluate(cls, frame, context);
  const condition = conditionFor(draft, context);
  const added = { how: "add_middleware" as const, call, scope: frame.scope, condition };
  if (thing?.k === "layer")
    return { ...thing.layer, how: "add_middleware", ...(condition === undefined ? {} : { condition }) };
  return layerOf(walker.evaluator, sourceOf(walker, cls, frame), added);
}

/**
 * Adds a layer, once for each call: a helper that runs in two branches is one to a reader.
 * In a loop that cannot be followed nobody knows how many layers there are, nor which.
 */
export function addLayer(draft: Draft, layer: Middleware, context: Context): void {
  draft.layered.push(headOfLayer(layer));
  if (context.loop !== undefined && context.loop !== draft.loop) {
    addUnresolved(draft, `${context.loop}: ${layer.name}`, layer.place);
    return;
  }
  addOnce(draft, draft.added, layer);
}

/** Puts a layer around the whole application. */
export function wrapLayer(draft: Draft, layer: Middleware): void {
  draft.layered.push(headOfLayer(layer));
  addOnce(draft, draft.wrapped, layer);
}

/** More layers, and more that was not followed, is not listed: nobody has that many. */
const MAX_LAYERS = 200;

function addOnce(draft: Draft, layers: Middleware[], layer: Middleware): void {
  const twin = layers.findIndex((each) => each.call === layer.call && each.qualified === layer.qualified);
  if (twin === -1 && layers.length >= MAX_LAYERS) addUnresolved(draft, `more than ${MAX_LAYERS} layers`, layer.place);
  else if (twin === -1) layers.push(layer);
  else if (layer.condition === undefined) layers[twin] = layer;
}

/** Tells once what was not followed. */
export function addUnresolved(draft: Draft, text: string, place: Range): void {
  if (
    draft.unresolved.length < MAX_LAYERS &&
    !draft.unresolved.some(
      (each) => each.text === text && each.place.path === place.path && each.place.line === place.line,
    )
  )
    draft.unresolved.push({ text, place });
}

/** Adds a function that answers for an exception. */
export function addHandler(
  walker: Walker,
  draft: Draft,
  { of, handler, call }: { readonly of: Expr; readonly handler: Value; readonly call: CallExpr },
  frame: Frame,
): void {
  const text = renderExpr(sourceOf(walker, of, frame).expr, 60);
  const place = rangeOf(frame.scope.module, call.p, call.q);
  if (
    draft.handlers.some((each) => each.of === text && each.place.path === place.path && each.place.line === place.line)
  )
    return;
  const answers = handler.k === "partial" ? handler.target : handler;
  draft.handlers.push({
    of: text,
    outermost: /^(?:\w+\.)*Exception$|^500$|HTTP_500_|INTERNAL_SERVER_ERROR$/.test(text),
    ...(answers.k === "function" ? { fn: answers.ref } : {}),
    place,
  });
}

function mount(walker: Walker, draft: Draft, args: Given, frame: Frame, context: Context, at: "path" | "host"): void {
  const app = args.get("app", 1);
  const path = args.get(at, 0);
  const child = app === undefined ? undefined : walker.evaluate(app, frame, context);
  if (child?.k !== "app") return;
  const mounted = live(child.draft);
  // Whatever is above it already must not come below it.
  let levels = 0;
  for (let above: Draft | undefined = draft; above !== undefined; above = above.parent?.draft) {
    if (above === mounted) return;
    levels += 1;
  }
  if (levels > MAX_MOUNTED)
    addUnresolved(
      mounted,
      "mounted below more applications than are followed",
      rangeOf(mounted.scope.module, mounted.call.p, mounted.call.q),
    );
  else mounted.parent ??= { draft, path: path === undefined ? "" : stringValue(walker.evaluator, path, frame.scope) };
}

/** Applications that are mounted below more than this stand for themselves. */
const MAX_MOUNTED = 20;
