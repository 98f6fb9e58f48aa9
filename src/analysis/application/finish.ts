import type { CallExpr } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { methodOf } from "../evaluate/attributes.ts";
import { classAt, type FunctionRef, keyOf, rangeOf, symbolOf } from "../module.ts";
import type { Router } from "../routing/routers.ts";
import type { Application, Middleware } from "./application.ts";
import { addUnresolved } from "./app-calls.ts";
import { TOP } from "./follow.ts";
import { type Draft, live, type Thing, type Walker } from "./things.ts";

/** Runs what the server runs when it starts, and an overridden `build_middleware_stack`, since both come after everything else. */
function atStart(walker: Walker, draft: Draft): void {
  const app: Thing = { k: "app", draft };
  for (const fn of new Map(draft.atStart.map((each) => [keyOf(each), each])).values()) {
    const [param] = fn.facts.params;
    const before = new Set(draft.added);
    walker.run(fn, new Map(param === undefined ? [] : [[param.name, app]]), TOP);
    for (const [at, layer] of draft.added.entries())
      if (!before.has(layer) && (layer.how === "add_middleware" || layer.how === "decorator"))
        draft.added[at] = { ...layer, late: true };
    keepYielded(walker, draft, fn);
  }
  const build = draft.cls === undefined ? undefined : methodOf(walker.evaluator, draft.cls, "build_middleware_stack");
  const [self] = build?.facts.params ?? [];
  if (build === undefined || self === undefined) return;
  const before = draft.wrapped.length;
  walker.run(build, new Map([[self.name, app]]), TOP);
  if (draft.wrapped.length === before)
    addUnresolved(draft, `${build.facts.qual} builds the stack`, rangeOf(build.module, build.facts.p, build.facts.q));
}

/** `yield {"client": client}` of a lifespan ends up in `request.state`. */
function keepYielded(walker: Walker, draft: Draft, fn: FunctionRef): void {
  const scope = { module: fn.module, fn };
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (inner) => {
        if (inner.k !== "yield" || inner.e?.k !== "dict") return;
        for (const [key, value] of inner.e.i)
          if (key?.k === "str")
            draft.state.push({
              name: key.v,
              value: walker.evaluator.value(value, scope),
              place: rangeOf(fn.module, key.p, key.q),
            });
      });
  });
}

function applications(drafts: readonly Draft[], routers: ReadonlyMap<CallExpr, Router>): readonly Application[] {
  const made = new Map<Draft, Application>();
  const make = (draft: Draft): Application => {
    const known = made.get(draft);
    if (known !== undefined) return known;
    const above = draft.parent === undefined ? undefined : live(draft.parent.draft);
    const parent =
      above === undefined || above === draft || draft.parent === undefined
        ? undefined
        : { application: make(above), path: draft.parent.path };
    const application = applicationOf(draft, routers, parent);
    made.set(draft, application);
    return application;
  };
  const all = named(distinct(drafts)).map(make);
  return all.toSorted(
    (a, b) => compare(a.place.path, b.place.path) || a.place.line - b.place.line || compare(a.symbol, b.symbol),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A factory that is called in several places makes several applications; those that are alike count once. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const byCall = new Map<CallExpr, Draft[]>();
  for (const draft of drafts) {
    const same = byCall.get(draft.call) ?? [];
    const twin = same.findIndex((each) => stackText(each) === stackText(draft));
    if (twin === -1) same.push(draft);
    byCall.set(draft.call, same);
  }
  return [...byCall.values()].flat();
}

function stackText(draft: Draft): string {
  return [...draft.wrapped, ...draft.added, ...draft.given]
    .map((layer) => `${layer.place.path}:${layer.place.line}`)
    .join();
}

function applicationOf(
  draft: Draft,
  routers: ReadonlyMap<CallExpr, Router>,
  parent: Application["parent"],
): Application {
  const { call, scope } = draft;
  const router = routers.get(call) ?? {
    key: `${scope.module.path}:${call.p}`,
    call,
    scope,
    isApp: true,
    prefix: "",
  };
  return {
    router,
    symbol: symbolFor(draft),
    place: rangeOf(scope.module, call.p, call.q),
    constructions: draft.constructions,
    ...(parent === undefined ? {} : { parent }),
    middleware: stackOf(draft),
    exceptionHandlers: draft.handlers,
    unresolved: draft.unresolved,
    state: draft.state,
    constructed: draft.constructed,
    layered: draft.layered,
  };
}

/** The last one around or added is the outermost; those given to the constructor are inside, in their order. */
function stackOf({ wrapped, added, given }: Draft): readonly Middleware[] {
  return [...wrapped.toReversed(), ...added.toReversed(), ...given];
}

/** Applications of one factory go by the variables that they are kept in. */
function named(drafts: readonly Draft[]): readonly Draft[] {
  for (const draft of drafts)
    if (drafts.some((other) => other !== draft && other.call === draft.call)) draft.shared = true;
  return drafts;
}

function symbolFor(draft: Draft): string {
  const { fn, module } = draft.scope;
  const kept = draft.shared === true ? (draft.variable ?? draft.holder) : undefined;
  if (kept !== undefined) return kept;
  if (fn === undefined) return draft.variable ?? module.name;
  if (fn.facts.name === "__init__" && fn.facts.inClass !== undefined)
    return symbolOf(classAt(module, fn.facts.inClass));
  return symbolOf(fn);
}

export const finish = { atStart, applications };
