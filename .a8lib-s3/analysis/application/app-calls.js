import { renderExpr } from "../../python/render.js";
import { stringValue } from "../constants.js";
import { rangeOf } from "../module.js";
import { given } from "./arguments.js";
import { layerOf, layerOfFunction } from "./layer.js";
import { evaluated, sourceOf } from "./names.js";
import { live } from "./things.js";
import { joinConditions } from "./when.js";
/** What a method of an application does to it; `undefined` when it does nothing that is followed. */
export function callOnApp(walker, draft, name, call, frame, context) {
    const args = given(walker, call, frame);
    switch (name) {
        case "add_middleware": {
            const cls = args.get("middleware_class", 0);
            if (cls === undefined)
                addUnresolved(draft, renderExpr(call), rangeOf(frame.scope.module, call.p, call.q));
            else
                addLayer(draft, madeLayer(walker, cls, call, frame, context), context);
            return undefined;
        }
        case "middleware":
        case "exception_handler":
            return { k: "decorator", draft, call, name };
        case "add_exception_handler": {
            const of = args.get("exc_class_or_status_code", 0);
            const handler = args.get("handler", 1);
            if (of !== undefined)
                addHandler(walker, draft, { of, handler: handler === undefined ? { k: "unknown" } : evaluated(walker, handler, frame), call }, frame);
            return undefined;
        }
        case "add_event_handler": {
            const event = args.get("event_type", 0);
            const fn = args.get("func", 1);
            const value = fn === undefined ? undefined : evaluated(walker, fn, frame);
            if (event?.k === "str" && event.v === "startup" && value?.k === "function")
                draft.atStart.push(value.ref);
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
export function callDecorator(walker, { draft, call: decorator, name }, call, frame, context) {
    const [first] = call.a;
    if (first === undefined)
        return;
    const value = evaluated(walker, first.e, frame);
    const [of] = decorator.a;
    if (name === "exception_handler") {
        if (of !== undefined)
            addHandler(walker, live(draft), { of: of.e, handler: value, call }, frame);
        return;
    }
    const added = { how: "decorator", call, scope: frame.scope, condition: joinConditions(context.conditions) };
    addLayer(live(draft), value.k === "function"
        ? layerOfFunction(value.ref, added)
        : layerOf(walker.evaluator, sourceOf(walker, first.e, frame), added), context);
}
function madeLayer(walker, cls, call, frame, context) {
    const thing = walker.evaluate(cls, frame, context);
    const condition = joinConditions(context.conditions);
    const added = { how: "add_middleware", call, scope: frame.scope, condition };
    if (thing?.k === "layer")
        return { ...thing.layer, how: "add_middleware", ...(condition === undefined ? {} : { condition }) };
    return layerOf(walker.evaluator, sourceOf(walker, cls, frame), added);
}
/**
 * Adds a layer, once for each call: a helper that runs in two branches is one to a reader.
 * In a loop that cannot be followed nobody knows how many layers there are, nor which.
 */
export function addLayer(draft, layer, context) {
    draft.built.push(layer.place);
    if (context.loop !== undefined) {
        addUnresolved(draft, `${context.loop}: ${layer.name}`, layer.place);
        return;
    }
    const twin = draft.added.findIndex((each) => each.call === layer.call && each.qualified === layer.qualified);
    if (twin === -1)
        draft.added.push(layer);
    else if (layer.condition === undefined)
        draft.added[twin] = layer;
}
/** Tells once what was not followed. */
export function addUnresolved(draft, text, place) {
    if (!draft.unresolved.some((each) => each.text === text && each.place.path === place.path && each.place.line === place.line))
        draft.unresolved.push({ text, place });
}
/** Adds a function that answers for an exception. */
export function addHandler(walker, draft, { of, handler, call }, frame) {
    const text = renderExpr(sourceOf(walker, of, frame).expr, 60);
    const place = rangeOf(frame.scope.module, call.p, call.q);
    draft.built.push(place);
    if (draft.handlers.some((each) => each.of === text && each.place.path === place.path && each.place.line === place.line))
        return;
    draft.handlers.push({
        of: text,
        outermost: /^(?:\w+\.)*Exception$|^500$|HTTP_500_|INTERNAL_SERVER_ERROR$/.test(text),
        ...(handler.k === "function" ? { fn: handler.ref } : {}),
        place,
    });
}
function mount(walker, draft, args, frame, context, at) {
    const app = args.get("app", 1);
    const path = args.get(at, 0);
    const child = app === undefined ? undefined : walker.evaluate(app, frame, context);
    if (child?.k !== "app")
        return;
    const mounted = live(child.draft);
    // Whatever is above it already must not come below it.
    for (let above = draft; above !== undefined; above = above.parent?.draft)
        if (above === mounted)
            return;
    mounted.parent ??= { draft, path: path === undefined ? "" : stringValue(walker.evaluator, path, frame.scope) };
}
