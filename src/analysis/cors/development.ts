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
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  return tellingBranches(fn?.facts.body ?? module.facts.body).some(({ test, around }) => {
    if (!around.every((outer) => outer.p <= call.p && call.q <= outer.q)) return false;
    const inside = holds(test.body);
    if (inside || holds(test.else)) return conditionOf(test.t, inside).when === "development";
    // `if settings.is_production: return` before it.
    return test.q <= call.p && test.body.at(-1)?.k === "return" && conditionOf(test.t, true).when === "deployed";
  });
}

interface TellingBranch {
  readonly test: Extract<Stmt, { k: "if" }>;
  readonly around: readonly Stmt[];
}

const known = new WeakMap<readonly Stmt[], readonly TellingBranch[]>();

/** The `if` statements of a body that have to do with where it runs: few, and looked for once. */
function tellingBranches(body: readonly Stmt[]): readonly TellingBranch[] {
  const kept =
    known.get(body) ??
    placedStatements(body).flatMap(({ statement, around }): TellingBranch[] =>
      statement.k === "if" && conditionOf(statement.t, true).when !== "other" ? [{ test: statement, around }] : [],
    );
  known.set(body, kept);
  return kept;
}
