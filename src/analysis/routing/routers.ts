import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { argumentOf, type CallSites } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import { basesOf, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import { functionAt, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { routerOf } from "./router-of.ts";

/** A FastAPI application or router, known by the call that constructs it. */
export interface Router {
  readonly key: string;
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly isApp: boolean;
  /** Its own prefix, as given to its constructor. */
  readonly prefix: string;
}

export interface Routers {
  readonly all: readonly Router[];
  /** The router that an expression stands for; `undefined` when that cannot be told. */
  readonly of: (expr: Expr, scope: Scope) => Router | undefined;
  /** The prefix that all includes of routers that could not be followed share; `""` when they have several. */
  readonly loosePrefix: string;
  /** Whether requests can reach this router, and below which prefix. `unknown` when the repository includes routers in ways that were not followed. */
  readonly reach: (router: Router) => Reached;
}

export interface Reached {
  readonly prefix: string;
  readonly mounted: "yes" | "no" | "unknown";
  /** The `include_router(...)` calls between the application and the router, and the routers that they were made on, outermost first. */
  readonly through: readonly (Pick<Router, "call" | "scope"> & { readonly including?: true })[];
}

const APP = /^(?:fastapi(?:\.applications)?\.FastAPI|starlette\.applications\.Starlette)$/;
const ROUTER = /^(?:fastapi(?:\.routing)?\.APIRouter|starlette\.routing\.Router)$/;

/** Whether a value is an application (`app`), a router (`router`), or neither. Subclasses inside the project count. */
export function routerKind(evaluator: Evaluator, value: Value): "app" | "router" | undefined {
  if (value.k === "foreign" || value.k === "external") return kindOfName(value.name);
  if (value.k !== "instance" && value.k !== "class") return undefined;
  for (const ancestor of lineage(evaluator, value.ref)) {
    for (const base of basesOf(evaluator, ancestor)) {
      const kind = base.k === "external" ? kindOfName(base.name) : undefined;
      if (kind !== undefined) return kind;
    }
  }
  return undefined;
}

/** Finds the project's routers and how they include each other. */
export function findRouters(evaluator: Evaluator, modules: readonly Module[], calls: CallSites): Routers {
  const byCall = new Map<CallExpr, Router>();
  const byTarget = new Map<string, Router>();
  for (const module of modules) {
    if (module.aside) continue;
    collect(evaluator, module, byCall, byTarget);
  }
  const of = (expr: Expr, scope: Scope): Router | undefined => routerOf(evaluator, expr, scope, byCall, byTarget);
  const all = [...byCall.values()];
  const { edges, tried, loose, loosePrefix } = readIncludes(evaluator, calls, of);
  const reached = spread(startsOf(all, edges), edges);
  const onTrial = spread(
    tried.map((router): Start => [router, ownPlace(router)]),
    edges,
  );
  const unmounted = spread(unmountedStarts(all, edges, reached), edges);
  const hasApp = all.some((router) => router.isApp);
  return {
    all,
    of,
    loosePrefix,
    reach: (router) => {
      const known = reached.get(router.key);
      if (known !== undefined) return { ...known, mounted: "yes" };
      const { prefix, through } = unmounted.get(router.key) ?? { prefix: router.prefix, through: [] };
      const mounted = hasApp && !loose && !onTrial.has(router.key) ? "no" : "unknown";
      return { prefix: mounted === "unknown" && !router.isApp ? loosePrefix + prefix : prefix, through, mounted };
    },
  };
}

function kindOfName(name: string): "app" | "router" | undefined {
  if (APP.test(name)) return "app";
  return ROUTER.test(name) ? "router" : undefined;
}

function collect(
  evaluator: Evaluator,
  module: Module,
  byCall: Map<CallExpr, Router>,
  byTarget: Map<string, Router>,
): void {
  const visit = (fn: FunctionRef | undefined, body: Parameters<typeof walkStatements>[0]): void => {
    const scope: Scope = { module, fn };
    walkStatements(body, (statement) => {
      const made = statement.k === "assign" || statement.k === "return" ? statement.e : undefined;
      if (made?.k !== "call" || !/^[A-Z]/.test(lastPart(made.f))) return;
      const kind = routerKind(evaluator, evaluator.value(made, scope));
      if (kind === undefined) return;
      const given = argumentOf(made, "prefix");
      const prefix = given === undefined ? "" : stringValue(evaluator, given, scope);
      const router: Router = { key: `${module.path}:${made.p}`, call: made, scope, isApp: kind === "app", prefix };
      byCall.set(made, router);
      if (statement.k === "assign")
        for (const target of statement.t) if (target.k === "ref") byTarget.set(`${module.path}:${target.n}`, router);
    });
  };
  visit(undefined, module.facts.body);
  for (const index of module.facts.functions.keys()) {
    const fn = functionAt(module, index);
    visit(fn, fn.facts.body);
  }
  for (const cls of module.facts.classes) visit(undefined, cls.body);
}

function lastPart(expr: Expr): string {
  return expr.k === "ref" ? (expr.n.split(".").at(-1) ?? "") : expr.k === "attr" ? expr.n : "";
}

interface Edge {
  readonly from: Router | undefined;
  readonly to: Router;
  readonly prefix: string;
  readonly call: CallExpr;
  readonly scope: Scope;
}

function readIncludes(
  evaluator: Evaluator,
  calls: CallSites,
  of: Routers["of"],
): { edges: Edge[]; tried: Router[]; loose: boolean; loosePrefix: string } {
  const edges: Edge[] = [];
  const tried: Router[] = [];
  const loose = new Set<string>();
  let belowRouters = false;
  const connect = (call: CallExpr, scope: Scope, child: Expr | undefined, prefix: Expr | undefined): void => {
    const parent = objectExpr(call.f);
    const members = child === undefined ? [] : membersOf(evaluator, child, scope);
    const under = prefix === undefined ? "" : stringValue(evaluator, prefix, scope);
    const above = parent === undefined ? undefined : of(parent, scope);
    const lose = (): void => {
      loose.add(scope.module.aside ? "" : under);
      if (above?.isApp === false && !scope.module.aside) belowRouters = true;
    };
    for (const { expr, scope: where } of members) {
      const to = of(expr, where);
      if (to === undefined) lose();
      // An application that a test builds says nothing about the paths of the one that is served.
      else if (scope.module.aside) tried.push(to);
      else
        edges.push({
          from: above,
          to,
          prefix: under,
          call,
          scope,
        });
    }
    if (members.length === 0) lose();
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

type Place = Omit<Reached, "mounted">;

type Start = readonly [Router, Place];

/** Applications, but those that are mounted on another one start there. An include whose parent is not known (a parameter, say) counts as reached. */
function startsOf(all: readonly Router[], edges: readonly Edge[]): Start[] {
  const mounted = new Set(edges.filter(({ from, to }) => from !== undefined && from !== to).map(({ to }) => to.key));
  const apps = all
    .filter((router) => router.isApp && !mounted.has(router.key))
    .map((router): Start => [router, ownPlace(router)]);
  const loose = edges.filter((edge) => edge.from === undefined);
  return [...apps, ...loose.map((edge): Start => [edge.to, below(edge, { prefix: "", through: [] })])];
}

/** Routers that no application includes, and that are not included by another one either: what they include has their prefix all the same. */
function unmountedStarts(all: readonly Router[], edges: readonly Edge[], reached: ReadonlyMap<string, Place>): Start[] {
  const included = new Set(edges.map((edge) => edge.to.key));
  return all
    .filter((router) => !reached.has(router.key) && !included.has(router.key))
    .map((router): Start => [router, ownPlace(router)]);
}

function ownPlace(router: Router): Place {
  return { prefix: router.prefix, through: [router] };
}

function below(edge: Edge, above: Place): Place {
  return {
    prefix: above.prefix + edge.prefix + edge.to.prefix,
    through: [...above.through, { call: edge.call, scope: edge.scope, including: true }, edge.to],
  };
}

/** Prefixes from the starts down; the first way to a router counts. */
function spread(starts: readonly Start[], edges: readonly Edge[]): Map<string, Place> {
  const reached = new Map<string, Place>();
  const queue: Start[] = [];
  const reach = ([router, place]: Start): void => {
    if (reached.has(router.key)) return;
    reached.set(router.key, place);
    queue.push([router, place]);
  };
  for (const start of starts) reach(start);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [router, place] = next;
    for (const edge of edges) if (edge.from === router) reach([edge.to, below(edge, place)]);
  }
  return reached;
}
