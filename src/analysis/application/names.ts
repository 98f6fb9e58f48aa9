import type { Expr } from "../../python/facts.ts";
import { lastName } from "../call-sites.ts";
import { locate } from "../evaluate/names.ts";
import { rangeOf, symbolOf, type FunctionRef } from "../module.ts";
import { bindingsOfFunction, bindingsOfModule, lookUp, type Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { type Draft, type Frame, live, type Thing, type Walker } from "./things.ts";

/** What a dotted name stands for here, when it has to do with applications. */
export function thingNamed(walker: Walker, dotted: string, frame: Frame): Thing | undefined {
  const [head = "", ...rest] = dotted.split(".");
  let thing = ownThing(walker, head, frame);
  if (thing === undefined) return importedThing(walker, dotted, frame);
  for (const name of rest) {
    if (thing?.k === "object") thing = thing.fields.get(name);
    else if (thing?.k === "app" && name === "app") continue;
    else return undefined;
  }
  return thing;
}

/** A name of this run, of the functions around it, or of the module itself. */
function ownThing(walker: Walker, name: string, frame: Frame): Thing | undefined {
  for (let each: Frame | undefined = frame; each !== undefined; each = each.parent) {
    const known = each.names.get(name);
    if (known !== undefined) return known;
    const { fn } = each.scope;
    // A name that the function binds itself is not the one outside.
    if (fn !== undefined && bindingsOfFunction(fn).has(name)) return undefined;
  }
  const { module } = frame.scope;
  if (lookUp(name, frame.scope)?.scope.fn !== undefined) return undefined;
  return bindingsOfModule(module).has(name) ? walker.moduleFrame(module).names.get(name) : undefined;
}

/** `app` of `from app.main import app`, `main.app` of `from app import main`. */
function importedThing(walker: Walker, dotted: string, frame: Frame): Thing | undefined {
  const place = locate(walker.evaluator, dotted, frame.scope);
  if (place === undefined || place.scope.fn !== undefined || place.scope.module.aside) return undefined;
  if (place.bindings.every((binding) => binding.k === "import" || binding.k === "function" || binding.k === "class"))
    return undefined;
  const [first] = place.bindings;
  const name = nameIn(place.scope, first) ?? lastName({ k: "ref", n: dotted, p: 0, q: 0 });
  return walker.moduleFrame(place.scope.module).names.get(name);
}

/** The name that a binding has in its own module: an import may call it something else. */
function nameIn({ module }: Scope, binding: unknown): string | undefined {
  for (const [name, bindings] of bindingsOfModule(module)) if (bindings.some((each) => each === binding)) return name;
  return undefined;
}

/** Gives a name, or an attribute of an object that is followed, its meaning. */
export function bind(walker: Walker, target: Expr, thing: Thing, frame: Frame): void {
  if (target.k !== "ref") {
    if ((target.k === "tuple" || target.k === "list") && thing.k === "list")
      for (const [index, part] of target.i.entries()) {
        const item = thing.items[index];
        if (item !== undefined) bind(walker, part, item.thing, frame);
      }
    return;
  }
  const at = target.n.lastIndexOf(".");
  if (at === -1) {
    const home = isGlobal(target.n, frame.scope.fn) ? walker.moduleFrame(frame.scope.module) : frame;
    home.names.set(target.n, thing);
    if (thing.k === "app") nameDraft(live(thing.draft), target.n, home);
    return;
  }
  const owner = thingNamed(walker, target.n.slice(0, at), frame);
  if (owner?.k === "object") owner.fields.set(target.n.slice(at + 1), thing);
}

function nameDraft(draft: Draft, name: string, { scope }: Frame): void {
  if (scope.fn === undefined) draft.variable ??= symbolIn(scope, name);
  else if (scope.fn.facts !== draft.scope.fn?.facts) draft.holder ??= symbolOf(scope.fn);
}

function isGlobal(name: string, fn: FunctionRef | undefined): boolean {
  return fn !== undefined && !bindingsOfFunction(fn).has(name) && bindingsOfModule(fn.module).has(name);
}

function symbolIn({ module }: Scope, name: string): string {
  return module.name === "" ? name : `${module.name}.${name}`;
}

/** `app.state.client = …`, and layers put straight into Starlette's own attributes. */
export function keepState(walker: Walker, target: Expr, value: Expr, frame: Frame): void {
  if (target.k !== "ref") return;
  const [, object = "", attribute = "", rest = ""] =
    /^(.+?)\.(state|middleware_stack|user_middleware|build_middleware_stack)(?:\.(\w+))?$/.exec(target.n) ?? [];
  const owner = object === "" ? undefined : thingNamed(walker, object, frame);
  if (owner?.k !== "app") return;
  const draft = live(owner.draft);
  const place = rangeOf(frame.scope.module, target.p, target.q);
  if (attribute === "state") {
    if (rest !== "") draft.state.push({ name: rest, value: evaluated(walker, value, frame), place });
  } else if (!resets(value)) draft.unresolved.push({ text: `${target.n} = …`, place });
}

/** `app.middleware_stack = None` has it built again, `= app.build_middleware_stack()` builds it. */
function resets(value: Expr): boolean {
  return value.k === "const" || (value.k === "call" && lastName(value.f) === "build_middleware_stack");
}

/** What the static evaluation knows of an expression, parameters and loop variables replaced by what they stand for. */
export function evaluated(walker: Walker, expr: Expr, frame: Frame): Value {
  const { expr: source, scope } = sourceOf(walker, expr, frame);
  return walker.evaluator.value(source, scope);
}

/** The expression behind a name that only stands for another one. */
export function sourceOf(walker: Walker, expr: Expr, frame: Frame): { readonly expr: Expr; readonly scope: Scope } {
  const thing = expr.k === "ref" ? thingNamed(walker, expr.n, frame) : undefined;
  return thing?.k === "expr" ? { expr: thing.expr, scope: thing.scope } : { expr, scope: frame.scope };
}
