import type { CallExpr, Stmt } from "../../python/facts.ts";
import { conditionOf } from "../application/when.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { placedStatements } from "../statements.ts";

/** How many callers upwards are looked at. */
const MAX_LEVELS = 3;

/** Whether a call runs only where the application is being developed or tested: by the branch that it stands in, or that all its callers do. */
export function runsInDevelopment(
  evaluator: Evaluator,
  calls: CallSites,
  call: CallExpr,
  scope: Scope,
  level = 0,
): boolean {
  if (standsInDevelopment(call, scope)) return true;
  const { fn } = scope;
  if (fn === undefined || level >= MAX_LEVELS) return false;
  const callers = (calls.get(fn.facts.name) ?? []).filter((site) => {
    if (site.scope.module.aside) return false;
    const callee = evaluator.value(site.call.f, site.scope);
    return callee.k === "function" && keyOf(callee.ref) === keyOf(fn);
  });
  return (
    callers.length > 0 &&
    callers.length < 10 &&
    callers.every((site) => runsInDevelopment(evaluator, calls, site.call, site.scope, level + 1))
  );
}

function standsInDevelopment(call: CallExpr, { module, fn }: Scope): boolean {
  const body = fn?.facts.body ?? module.facts.body;
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  const isFor = (statement: Stmt): boolean => {
    if (statement.k !== "if") return false;
    const inside = holds(statement.body);
    if (!inside && !holds(statement.else)) {
      // `if settings.is_production: return` before it.
      const last = statement.body.at(-1);
      return statement.q <= call.p && last?.k === "return" && conditionOf(statement.t, true).when === "deployed";
    }
    return conditionOf(statement.t, inside).when === "development";
  };
  return placedStatements(body).some(
    ({ statement, around }) => isFor(statement) && around.every((outer) => outer.p <= call.p && call.q <= outer.q),
  );
}
