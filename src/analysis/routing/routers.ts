import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { argumentOf, type CallSites } from "../call-sites.ts";
import { stringValue } from "../constants.ts";
import { basesOf, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { readIncludes } from "./includes.ts";
import { createReach } from "./reach.ts";
import type { Router, Routers } from "./router.ts";
import { routerOf } from "./router-of.ts";

export type { Router, Routers } from "./router.ts";

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
  return { all, of, ...createReach(all, readIncludes(evaluator, calls, of)) };
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
