import { renderExpr } from "../../python/render.ts";
import type { Architecture, Declared } from "../architecture.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { FunctionRef } from "../module.ts";
import type { HealthRoute } from "./routes.ts";
import { touchedBy, type Touched } from "./touched.ts";

/** A readiness route that does not ask something that the repository declares as part of its health checks. */
export interface UnreachedCheck {
  readonly health: HealthRoute;
  readonly declared: Declared<string>;
  /** What it does ask. */
  readonly touched: readonly Touched[];
}

const KINDS: readonly (readonly [RegExp, Touched["kind"]])[] = [
  [/^(?:db|database|sql|postgres\w*|mysql|maria\w*|mongo\w*|sqlite|oracle|mssql)$/i, "database"],
  [/^(?:cache|redis|memcached?|valkey)$/i, "cache"],
  [/^(?:queue|broker|kafka|rabbit\w*|celery|sqs|nats)$/i, "queue"],
];

export function findUnreachedChecks(
  evaluator: Evaluator,
  health: readonly HealthRoute[],
  { healthChecks }: Architecture,
): readonly UnreachedCheck[] {
  if (healthChecks.length === 0) return [];
  const own = health.filter((each) => each.own && !each.route.handler.module.aside && each.purpose !== "liveness");
  const readiness = own.filter(({ purpose }) => purpose === "readiness");
  const asked = readiness.length > 0 ? readiness : own;
  const [first] = asked;
  if (first === undefined) return [];
  return healthChecks
    .filter(({ value }) => !asked.some(({ route }) => asks(evaluator, route.handler, value)))
    .map((declared) => ({ health: first, declared, touched: touchedBy(evaluator, first.route.handler) }));
}

/** Whether something that runs with the handler asks for what the name stands for, or is called after it. */
function asks(evaluator: Evaluator, handler: FunctionRef, name: string): boolean {
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  if (
    touchedBy(evaluator, handler).some(
      (each) => each.kind === kind || each.name.toLowerCase().includes(name.toLowerCase()),
    )
  )
    return true;
  const word = new RegExp(`(?:^|[^a-z])${escaped(name)}(?:[^a-z]|$)`, "i");
  for (const { fn } of reachedFrom(evaluator, handler, 3)) {
    if (fn !== handler && word.test(fn.facts.name)) return true;
    for (const { expr, k } of executionsOf(fn)) if (k === "call" && word.test(renderExpr(expr, 300))) return true;
    if (fn.facts.params.some((parameter) => word.test(parameter.name))) return true;
  }
  return false;
}

function escaped(text: string): string {
  return text.slice(0, 100).replaceAll(/[^\w]/g, String.raw`\$&`);
}
