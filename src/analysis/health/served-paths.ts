import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { argumentOf, type CallSites, lastName } from "../call-sites.ts";
import { stringValue, UNRESOLVED } from "../constants.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, type Module } from "../module.ts";
import { pathsOf, type Route } from "../routing/routes.ts";
import { segmentsOf } from "./names.ts";
import { answers, endsWith } from "./path-match.ts";

/** What FastAPI serves by itself, under paths that settings move, and what instrumentation usually adds. */
const BUILT_IN = new Set(["docs", "redoc", "openapi.json", "metrics", "oauth2-redirect"]);

/** Everything that is known about which paths a project answers. */
export interface ServedPaths {
  /** Whether something answers a path, or may do so. */
  readonly answers: (path: string) => "yes" | "maybe" | "no";
}

/** Reads mounts, registrations of other frameworks and comparisons with paths, beside the routes. */
export function readServedPaths(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  routes: readonly Route[],
): ServedPaths {
  const known = new Set<Expr>();
  for (const { call, mounted } of routes) {
    const path = argumentOf(call, "path", 0);
    if (path !== undefined && mounted === "yes") known.add(path);
  }
  const mounts = mountsOf(evaluator, calls);
  const literals = new Set(modules.filter((module) => !module.aside).flatMap((module) => literalsOf(module, known)));
  const roots = rootPaths(evaluator, calls);
  const answersPlain = (path: string): "yes" | "maybe" | "no" => {
    const wanted = segmentsOf(path);
    const last = wanted.at(-1);
    if (last === undefined || BUILT_IN.has(last)) return "yes";
    let best: "yes" | "maybe" | "no" = "no";
    for (const route of routes) {
      if (route.kind !== "http" || route.mounted === "no") continue;
      const given = pathsOf(route).map((own) => answers(own, path));
      if (given.includes("yes") && route.mounted === "yes") return "yes";
      const loose = route.mounted === "unknown" && endsWith(wanted, segmentsOf(route.path));
      if (given.some((answer) => answer !== "no") || loose) best = "maybe";
    }
    if (mounts.some((mount) => mount.includes(UNRESOLVED) || isBelow(wanted, segmentsOf(mount)))) return "maybe";
    return literals.has(`/${wanted.join("/")}`) ? "maybe" : best;
  };
  return {
    answers: (path) => {
      const plain = answersPlain(path);
      if (plain !== "no") return plain;
      if (roots.includes(UNRESOLVED)) return "maybe";
      const root = roots.find((each) => each !== "" && path.toLowerCase().startsWith(`${each.toLowerCase()}/`));
      return root === undefined ? "no" : answersPlain(path.slice(root.length));
    },
  };
}

/** The paths under which applications are mounted that are no routers of the project: static files, GraphQL, other frameworks. */
function mountsOf(evaluator: Evaluator, calls: CallSites): string[] {
  return ["mount", "Mount", "mount_to", "mount_gradio_app", "frontend"].flatMap((name) =>
    (calls.get(name) ?? []).flatMap(({ call, scope }) => {
      const path = argumentOf(call, "path", name === "mount_gradio_app" ? 2 : 0);
      if (scope.module.aside || path === undefined) return [];
      return [stringValue(evaluator, path, scope)];
    }),
  );
}

function isBelow(path: readonly string[], mount: readonly string[]): boolean {
  return mount.every((segment, index) => segment === path[index] || segment.startsWith("{"));
}

/** `root_path` as given to applications and servers: proxies that do not cut it leave it to the application. */
function rootPaths(evaluator: Evaluator, calls: CallSites): string[] {
  return ["FastAPI", "run", "Config", "Starlette"].flatMap((name) =>
    (calls.get(name) ?? []).flatMap(({ call, scope }) => {
      const root = argumentOf(call, "root_path");
      return root === undefined || scope.module.aside ? [] : [stringValue(evaluator, root, scope)];
    }),
  );
}

/** Callables that take a path to serve, in this framework or another one. */
const SERVES =
  /^(?:get|head|route|api_route|add_route|add_get|add_api_route|add_url_rule|path|re_path|Route|APIRoute|Mount|url|resource|register|expose|handle|add_resource|custom_route)$/;

/** Paths that are literals in decorators, registrations, defaults and comparisons. */
function literalsOf(module: Module, known: ReadonlySet<Expr>): string[] {
  const found: string[] = [];
  const take = (expr: Expr | undefined): void => {
    if (expr?.k === "str" && expr.f === undefined && expr.v.startsWith("/") && expr.v.length < 200 && !known.has(expr))
      found.push(`/${segmentsOf(expr.v).join("/")}`);
  };
  const look = (expr: Expr): void =>
    walkExpr(expr, (part) => {
      if (part.k === "op" && part.op === "==") part.i.forEach(take);
      if (part.k !== "call") return;
      if (SERVES.test(lastName(part.f))) part.a.forEach(({ e }) => take(e));
      else take(argumentOf(part, "path"));
    });
  const visit = (body: readonly Stmt[]): void =>
    walkStatements(body, (statement) => {
      for (const expr of expressionsOf(statement)) look(expr);
      if (statement.k === "assign") take(statement.e);
    });
  visit(module.facts.body);
  for (const index of module.facts.functions.keys()) {
    const { facts } = functionAt(module, index);
    facts.decorators.forEach(look);
    facts.params.forEach((parameter) => take(parameter.default));
    visit(facts.body);
  }
  for (const cls of module.facts.classes) visit(cls.body);
  return found;
}
