import type { PooledHealth } from "../../analysis/health/pooled.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { seenFunction } from "../../analysis/steps.ts";
import type { Suggestion } from "../../engine/finding.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { functionText } from "../place-text.ts";
import { rewriteOnLine } from "../suggest.ts";
import { probeStep } from "./wording.ts";

/** From this many `def` routes on a full pool is everyday business. */
const BUSY = 10;

/**
 * A health route that waits for a thread of the shared pool: a `def` route, or one with a `def` dependency.
 * Out of scope: services with few other `def` routes, and routes whose own work needs a thread.
 */
export const healthInThreadpool = defineCheck({
  name: "health-in-threadpool",
  asks: "a health route that waits for a thread of the pool that other routes fill",
  *find({ health }) {
    for (const [pooled, ...others] of byPool(health.pooled)) if (pooled !== undefined) yield sightingOf(pooled, others);
  },
});

/** Health routes of one application wait for the same pool: one question. The one that a manifest probes comes first. */
function byPool(pooled: readonly PooledHealth[]): Iterable<readonly PooledHealth[]> {
  const found = new Map<string, PooledHealth[]>();
  for (const one of pooled) {
    const { applications, route } = one.health;
    const key = applications.map(({ symbol }) => symbol).join() || route.handler.module.path;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()].map((each) => each.toSorted((a, b) => urgencyOf(b) - urgencyOf(a)));
}

function urgencyOf({ probe }: PooledHealth): number {
  if (probe === undefined) return 0;
  return probe.purpose === "liveness" ? 2 : 1;
}

function sightingOf(pooled: PooledHealth, others: readonly PooledHealth[]): Sighting {
  const { route } = pooled.health;
  const { handler } = route;
  const own = pooled.by === handler;
  const used = pooled.others >= BUSY && pooled.probe?.purpose === "liveness";
  const more =
    others.length === 0 ? "" : ` (and ${others.length} more health ${others.length === 1 ? "route" : "routes"})`;
  const what = own
    ? `\`${code(routeLabel(route))}\`${more} is a \`def\` route`
    : `\`${code(routeLabel(route))}\`${more} has the \`def\` dependency ${functionText(pooled.by)}`;
  return singleSighting({
    module: handler.module,
    fn: handler,
    key: "health-in-threadpool",
    severity: used ? "medium" : "low",
    confidence: "certain",
    question: fit(
      `${what}, so it waits for one of the 40 pool threads that ${pooled.others} other \`def\` routes use too. Measured behind 40 jobs of one second: 0.97 s for such a route, 1 ms for an \`async def\` one; a probe may not wait that long. Would \`async def\` be safe here, or is the pool never that full?`,
    ),
    at: seenFunction(handler),
    note: own ? "runs in the thread pool" : `waits for ${pooled.by.facts.name}`,
    background: [
      ...(own ? [] : [{ ...seenFunction(pooled.by), note: "runs in the thread pool" }]),
      ...(pooled.probe === undefined ? [] : [probeStep(pooled.probe)]),
      ...others.map(({ health: { route: other }, by }) => ({
        ...seenFunction(by),
        note: `${routeLabel(other)} waits for the pool too`,
      })),
    ],
    suggestion: pooled.callsNothing ? asAsync(pooled) : undefined,
  });
}

/** `def health(` as `async def health(`: with no call in the body nothing else has to change. */
function asAsync({ by: { module, facts } }: PooledHealth): Suggestion | undefined {
  const start = facts.p - "def ".length;
  return rewriteOnLine(module, start, facts.p, (text) => (text === "def " ? "async def " : undefined));
}
