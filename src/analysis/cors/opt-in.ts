import type { CallExpr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import type { Scope } from "../scopes.ts";
import type { ResolveValue } from "../settings/create-resolver.ts";
import { truthOf } from "../settings/resolved.ts";
import { placedStatements } from "../statements.ts";

/** A test in front of a configuration that is not known to pass. */
export interface OptIn {
  /** The test as written, capped; of an `else` branch, with `not`. Hostile, like all text of the code. */
  readonly text: string;
  /** `off`: by its default it does not pass. */
  readonly state: "off" | "unknown";
}

type IfStmt = Extract<Stmt, { k: "if" }>;

const known = new WeakMap<readonly Stmt[], readonly IfStmt[]>();

/** The innermost `if` around a call whose branch is not taken by default, or of which that cannot be told: `if settings.OPEN_CROSS_DOMAIN:`. */
export function optInOf(resolve: ResolveValue, call: CallExpr, scope: Scope): OptIn | undefined {
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  let found: OptIn | undefined;
  for (const statement of testsIn(scope.fn?.facts.body ?? scope.module.facts.body)) {
    if (statement.p > call.p || statement.q < call.q) continue;
    const inside = holds(statement.body);
    if (!inside && !holds(statement.else)) continue;
    const text = renderExpr(statement.t, 60);
    // That is how a script runs.
    if (/\b__name__\b/.test(text)) continue;
    const value = resolve(statement.t, scope, statement.p);
    const isKnown = value.certainty === "literal" || value.certainty === "default";
    const truth = isKnown ? truthOf(value) : undefined;
    if (truth === inside) continue;
    found = { text: inside ? text : `not (${text})`, state: truth === undefined ? "unknown" : "off" };
  }
  return found;
}

function testsIn(body: readonly Stmt[]): readonly IfStmt[] {
  let tests = known.get(body);
  if (tests === undefined) {
    tests = placedStatements(body).flatMap(({ statement }) => (statement.k === "if" ? [statement] : []));
    known.set(body, tests);
  }
  return tests;
}
