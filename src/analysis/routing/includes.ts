import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf, type CallSites } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import { keyOf } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Router, Routers } from "./router.ts";

/** One `include_router(...)` or `mount(...)`. */
export interface Include {
  /** `undefined` when that cannot be told: a parameter, say. */
  readonly from: Router | undefined;
  readonly to: Router;
  readonly prefix: string;
  readonly call: CallExpr;
  readonly scope: Scope;
}

/** How a project's routers include each other, as far as that was followed. */
export interface Includes {
  readonly edges: readonly Include[];
  /** Routers that tests and examples include in applications of their own, which says nothing about the paths of the one that is served. */
  readonly tried: readonly Router[];
  /** There are more than `edges`. */
  readonly loose: boolean;
  /** The prefix that those others share. */
  readonly loosePrefix: string;
}

/** More than any project has; beyond that the rest counts as not followed. */
const MAX_INCLUDES = 20_000;

/** Reads what is included where. A loop over a literal list of routers is one include for each of them. */
export function readIncludes(evaluator: Evaluator, calls: CallSites, of: Routers["of"]): Includes {
  const edges: Include[] = [];
  const tried: Router[] = [];
  const loose = new Set<string>();
  let belowRouters = false;
  const connect = (call: CallExpr, scope: Scope, child: Expr | undefined, prefix: Expr | undefined): void => {
    const parent = objectExpr(call.f);
    const room = MAX_INCLUDES - edges.length;
    const listed = child === undefined ? [] : membersOf(evaluator, child, scope);
    const members = listed.slice(0, room);
    const under = prefix === undefined ? "" : stringValue(evaluator, prefix, scope);
    const found = parent === undefined ? [] : givenRouters(evaluator, calls, of, parent, scope);
    const parents = found.length === 0 ? [undefined] : found;
    const lose = (): void => {
      loose.add(scope.module.aside ? "" : under);
      if (found.some(({ isApp }) => !isApp) && !scope.module.aside) belowRouters = true;
    };
    for (const { expr, scope: where } of members) {
      const to = of(expr, where);
      if (to === undefined) lose();
      else if (scope.module.aside) tried.push(to);
      else for (const from of parents) edges.push({ from, to, prefix: under, call, scope });
    }
    if (members.length === 0 || members.length < listed.length) lose();
  };
  for (const name of ["include_router", "include_api_router"]) {
    for (const { call, scope } of calls.get(name) ?? [])
      connect(call, scope, argumentOf(call, "router", 0), argumentOf(call, "prefix"));
  }
  for (const { call, scope } of calls.get("mount") ?? []) {
    const child = argumentOf(call, "app", 1);
    if (child !== undefined && of(child, scope) !== undefined) connect(call, scope, child, argumentOf(call, "path", 0));
  }
  const [only = ""] = loose;
  const shared = loose.size === 1 && !only.includes(UNRESOLVED) ? only : "";
  // What a router brings along from above is not known here.
  return { edges, tried, loose: loose.size > 0, loosePrefix: belowRouters ? UNRESOLVED : shared };
}

/** More callers of one function are not looked at. */
const MAX_CALLERS = 20;

/** The router that an expression stands for; of a parameter, those that the function's callers give: `def register(api): api.include_router(…)`. */
function givenRouters(
  evaluator: Evaluator,
  calls: CallSites,
  of: Routers["of"],
  expr: Expr,
  scope: Scope,
  level = 0,
): readonly Router[] {
  const known = of(expr, scope);
  if (known !== undefined) return [known];
  const { fn } = scope;
  if (expr.k !== "ref" || fn === undefined || level > 1) return [];
  const params = fn.facts.params.filter(({ name }) => !/^(?:self|cls)$/.test(name));
  const index = params.findIndex(({ name }) => name === expr.n);
  if (index === -1) return [];
  const found = new Set<Router>();
  for (const site of (calls.get(fn.facts.name) ?? []).slice(0, MAX_CALLERS)) {
    const callee = site.scope.module.aside ? undefined : evaluator.value(site.call.f, site.scope);
    if (callee?.k !== "function" || keyOf(callee.ref) !== keyOf(fn)) continue;
    const given = argumentOf(site.call, expr.n, index);
    if (given !== undefined)
      for (const router of givenRouters(evaluator, calls, of, given, site.scope, level + 1)) found.add(router);
  }
  return [...found];
}

/** One router, or those of a literal list that a `for` goes through. */
function membersOf(evaluator: Evaluator, expr: Expr, scope: Scope): { expr: Expr; scope: Scope }[] {
  if (expr.k !== "ref") return [{ expr, scope }];
  const place = locate(evaluator, expr.n, scope);
  const [only] = place?.bindings ?? [];
  if (place === undefined || only?.k !== "assigned" || only.by !== "for" || only.value === undefined)
    return [{ expr, scope }];
  let list: Expr | undefined = only.value;
  let where = place.scope;
  if (list.k === "ref") {
    const source = locate(evaluator, list.n, where);
    const [binding] = source?.bindings ?? [];
    list = binding?.k === "assigned" ? binding.value : undefined;
    where = source?.scope ?? where;
  }
  if (list?.k !== "list" && list?.k !== "tuple") return [];
  return list.i.map((item) => ({
    expr: item.k === "tuple" && item.i[0] !== undefined ? item.i[0] : item,
    scope: where,
  }));
}

function objectExpr(callee: Expr): Expr | undefined {
  if (callee.k === "attr") return callee.o;
  if (callee.k !== "ref" || !callee.n.includes(".")) return undefined;
  return { k: "ref", n: callee.n.slice(0, callee.n.lastIndexOf(".")), p: callee.p, q: callee.q };
}
