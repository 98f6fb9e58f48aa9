import { lastName, objectOf } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import { addHandler, addLayer } from "./app-calls.ts";
import { layerOfFunction } from "./layer.ts";
import { conditionFor, type Context, type Frame, live, type Walker } from "./things.ts";

/** `@app.middleware("http")`, `@app.exception_handler(X)` and `@app.on_event("startup")`, innermost first as Python applies them. */
export function applyDecorators(walker: Walker, fn: FunctionRef, frame: Frame, context: Context): void {
  for (const decorator of fn.facts.decorators.toReversed()) {
    if (decorator.k !== "call") continue;
    const object = objectOf(decorator.f);
    const name = lastName(decorator.f);
    if (object === undefined || !/^(?:middleware|exception_handler|on_event)$/.test(name)) continue;
    const owner = walker.evaluate(object, frame, context);
    if (owner?.k !== "app") continue;
    const draft = live(owner.draft);
    const added = {
      how: "decorator" as const,
      call: decorator,
      scope: frame.scope,
      condition: conditionFor(draft, context),
    };
    const [first] = decorator.a;
    if (name === "middleware") addLayer(draft, layerOfFunction(fn, added), context);
    else if (name === "exception_handler" && first !== undefined)
      addHandler(walker, draft, { of: first.e, handler: { k: "function", ref: fn }, call: decorator }, frame);
    else if (first?.e.k === "str" && first.e.v === "startup") draft.atStart.push(fn);
  }
}
