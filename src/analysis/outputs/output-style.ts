import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf } from "../module.ts";
import { readOutput } from "../routing/output.ts";
import { isHidden, passesOn } from "../routing/purpose.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { isBareContainer, isOpen } from "../types/predicates.ts";

/** How a project's path operations declare their answers. Handlers that send responses of their own, hidden ones and proxies are not counted. */
export interface OutputStyle {
  /** Handlers with a declared, closed type. */
  readonly declared: number;
  /** Handlers with an open one: `dict`, `Any`, `list`. */
  readonly loose: number;
  /** Handlers with none. */
  readonly undeclared: number;
}

/** Counts each handler that requests can reach once. */
export function readOutputStyle(evaluator: Evaluator, routers: Routers, routes: readonly Route[]): OutputStyle {
  const counts = { declared: 0, loose: 0, undeclared: 0 };
  const seen = new Set<string>();
  for (const route of routes) {
    if (route.kind !== "http" || route.mounted === "no" || route.handler.module.aside || seen.has(keyOf(route.handler)))
      continue;
    seen.add(keyOf(route.handler));
    if (passesOn(route) || isHidden(routers, route)) continue;
    const { declared, asIs, elsewhere } = readOutput(evaluator, routers, route);
    if (asIs || (elsewhere && declared === undefined)) continue;
    if (declared === undefined) counts.undeclared += 1;
    else if (isOpen(declared.type) || isBareContainer(declared.type)) counts.loose += 1;
    else counts.declared += 1;
  }
  return counts;
}

/** The share of handlers, besides one, that declare a closed type; 0 when there are too few others to call it a style. */
export function declaredShare({ declared, loose, undeclared }: OutputStyle): number {
  const others = declared + loose + undeclared - 1;
  return others < FEW ? 0 : declared / others;
}

const FEW = 5;
