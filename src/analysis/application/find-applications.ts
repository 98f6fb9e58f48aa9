import type { CallSites } from "../call-sites.ts";
import { methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, type FunctionRef, keyOf, type Module, rangeOf } from "../module.ts";
import type { Router, Routers } from "../routing/routers.ts";
import { lastName } from "../call-sites.ts";
import type { Application } from "./application.ts";
import { finish } from "./finish.ts";
import { createWalker, TOP } from "./follow.ts";
import { findInterest } from "./interest.ts";
import { type Context, live, type Thing, type Walker } from "./things.ts";

/**
 * The project's applications as their code builds them: the functions that have to do with applications are followed in the
 * order in which they run, from the module or the function that nothing else calls.
 */
export function findApplications(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  routers: Routers,
): readonly Application[] {
  const apps = routers.all.filter((router) => router.isApp);
  const interest = findInterest(evaluator, modules, calls, new Set(apps.map((router) => lastName(router.call.f))));
  const visited = new Set<string>();
  const walker = createWalker(evaluator, interest, (key) => visited.add(key));
  for (const module of modules) if (interest.modules.has(module)) walker.moduleFrame(module);
  for (const fn of rootsFirst(walker, visited)) {
    if (visited.has(keyOf(fn))) continue;
    runAlone(walker, fn);
  }
  const drafts = walker.drafts.filter((draft) => draft.same === undefined);
  for (const draft of drafts) finish.atStart(walker, live(draft));
  if (walker.cut)
    for (const { unresolved, call, scope } of drafts)
      unresolved.unshift({ text: "more code than is followed", place: rangeOf(scope.module, call.p, call.q) });
  return finish.applications(drafts, routerOf(apps));
}

/** The functions that nothing followed so far has run, callers before what they call. */
function rootsFirst(walker: Walker, visited: ReadonlySet<string>): readonly FunctionRef[] {
  const { functions, callersOf } = walker.interest;
  const open = [...functions.values()].filter((fn) => !visited.has(keyOf(fn)));
  const isRoot = (fn: FunctionRef): boolean =>
    callersOf(fn).every((caller) => keyOf(caller) === keyOf(fn) || visited.has(keyOf(caller)));
  return [...open.filter(isRoot), ...open.filter((fn) => !isRoot(fn))];
}

/** Runs a function that nothing was seen to call; a method gets an object of its class, constructed first. */
function runAlone(walker: Walker, fn: FunctionRef): void {
  const { inClass, params, inFunction } = fn.facts;
  const text = `${fn.facts.name}() is called`;
  const context: Context = { ...TOP, conditions: [{ text, when: "other" }] };
  // A nested function's names belong to a run of the function around it.
  if (inFunction !== undefined) return;
  const [self] = params;
  if (inClass === undefined || self === undefined) {
    walker.run(fn, new Map(), context);
    return;
  }
  const cls = classAt(fn.module, inClass);
  const made: Extract<Thing, { k: "object" }> = { k: "object", cls, fields: new Map() };
  const init = methodOf(walker.evaluator, cls, "__init__");
  const [initSelf] = init?.facts.params ?? [];
  if (init !== undefined && initSelf !== undefined && fn.facts.name !== "__init__")
    walker.run(init, new Map([[initSelf.name, made]]), context);
  walker.run(fn, new Map([[self.name, made]]), context);
}

function routerOf(apps: readonly Router[]): ReadonlyMap<Router["call"], Router> {
  return new Map(apps.map((router) => [router.call, router]));
}
