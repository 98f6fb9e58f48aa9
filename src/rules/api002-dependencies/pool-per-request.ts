import type { PoolReach, RequestPool } from "../../analysis/injection/pools.ts";
import { isProbe } from "../../analysis/routing/purpose.ts";
import { symbolOf } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck, type Step, type Variant } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";
import { functionText } from "../place-text.ts";

/**
 * An engine, a connection pool or a client that a path operation or a dependency builds on every call, at most three calls away.
 * Out of scope: what is built from the caller's values (a pool per tenant, a connection being tried out), what is kept somewhere,
 * `NullPool`, probes, which try a fresh connection on purpose, and HTTP clients, which API006 asks about.
 */
export const poolPerRequest = defineCheck({
  name: "pool-per-request",
  asks: "an engine, a connection pool or an SDK client built for every request",
  *find({ injection }) {
    for (const pool of injection.pools) {
      const [first, ...rest] = pool.reached
        .filter((reach) => !isProbe(reach.entry.label))
        .map((reach) => variantOf(pool, reach));
      if (first === undefined) continue;
      yield {
        kind: "sighting",
        cause: { key: `pool:${pool.name}`, path: pool.fn.module.path, symbol: pool.fn.facts.qual },
        variants: [first, ...rest],
        family: { key: pool.kind, question: (causes, entries) => askAboutMany(pool, causes, entries) },
        searched: [],
      };
    }
  },
});

function variantOf(pool: RequestPool, reach: PoolReach): Variant {
  const { fn } = reach.entry;
  const built: Step = { ...seenExpr(pool.fn.module, pool.call), note: `${pool.fn.facts.name} builds it here` };
  const [first, ...rest] = [...hopSteps(reach.hops), built];
  return {
    key: symbolOf(fn),
    label: reach.entry.label,
    severity: pool.kind === "database" ? "medium" : "low",
    confidence: reach.hops.length <= 1 ? "certain" : "probable",
    ...(pool.kind === "database" ? {} : { placement: "summary" as const }),
    symbol: symbolOf(fn),
    question: fit(questionAbout(pool, reach)),
    chain: [first ?? built, ...rest],
  };
}

function questionAbout(pool: RequestPool, { entry, hops }: PoolReach): string {
  const where = hops.length === 0 ? "" : ` through ${functionText(pool.fn)}`;
  const builds = `\`${code(entry.fn.facts.name)}\` (${code(entry.label)}) builds \`${code(renderCall(pool.call))}\`${where} on every call`;
  return pool.kind === "database"
    ? `${builds}, so each request opens connections of its own and none is reused. Would one that lives as long as the application (in the lifespan, a module or a cached provider) fit, or is one per request intended, for a URL per tenant say?`
    : `${builds}, so each request sets up its own client and its connections are not reused. Would a cached provider or the lifespan fit, or is a client per request intended?`;
}

function askAboutMany({ kind }: RequestPool, causes: number, entries: number): string {
  const what = kind === "database" ? "engines, pools or database clients" : "SDK clients";
  return `${causes} places behind ${entries} path operations and dependencies build ${what} on every call, so that none is reused. Is this a deliberate choice for the whole service, or would ones that live as long as the application (in the lifespan, a module or a cached provider) suit it better?`;
}
