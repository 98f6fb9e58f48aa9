import type { BlockingSite } from "../../analysis/blocking/reach.ts";
import { argumentOf } from "../../analysis/call-sites.ts";
import { RUFF_NO_TIMEOUT } from "../../analysis/environment/ruff-blocking.ts";
import { ruffSelects } from "../../analysis/environment/ruff.ts";
import { seenExpr } from "../../analysis/steps.ts";
import type { CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import { defineCheck } from "../../engine/rule.ts";
import { hopStep } from "../blocking/sightings.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

import { unprotectedSightings } from "./unprotected-call.ts";

/** Rows of the `requests` library, which waits for ever unless it is told otherwise: https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts */
const WAITS_FOR_EVER = new Set(["requests", "requests-session"]);

/**
 * `requests` without `timeout` in code that FastAPI runs in its thread pool. Asked once per file.
 * Where the configuration declares a time-out for outbound calls, also every other served request that has none.
 * Out of scope: sessions of a class of the project's own (an adapter may set one), calls on the event loop (there the call itself is asked about).
 */
export const noTimeout = defineCheck({
  name: "no-timeout",
  asks: "a request without a time-out that holds a pool thread",
  *find(project) {
    yield* unprotectedSightings(project, ["timeout"]);
    const asked = new Set<string>();
    const onLoop = new Set(project.blocking.flatMap((cause) => cause.sites.map(placeOf)));
    const sites = project.threaded.filter((site) => WAITS_FOR_EVER.has(site.sink.row.id)).toSorted(byPlace);
    for (const site of sites) {
      const { expr } = site.execution;
      if (expr.k !== "call" || hasTimeout(expr) || asked.has(site.fn.module.path) || onLoop.has(placeOf(site)))
        continue;
      if (site.sink.origin === undefined && ruffSelects(project.texts, site.fn.module.path, RUFF_NO_TIMEOUT)) continue;
      asked.add(site.fn.module.path);
      const [reach] = site.reached;
      if (reach === undefined) continue;
      yield singleSighting({
        module: site.fn.module,
        fn: site.fn,
        key: "no-timeout",
        severity: "medium",
        confidence: site.sink.origin === undefined ? "certain" : "probable",
        question: `\`${code(site.fn.facts.name)}\` calls \`${code(renderCall(expr))}\` without \`timeout\`, and \`requests\` sets none by itself, so a server that does not answer holds one of FastAPI's 40 pool threads (here for \`${code(reach.entry.label)}\`). Is there a limit somewhere I can't see, or would a \`timeout=\` fit here?`,
        at: seenExpr(site.fn.module, expr),
        note: "waits without a limit",
        background: reach.hops.map(hopStep),
        searched: ["the call's arguments"],
      });
    }
  },
});

function placeOf({ fn, execution }: BlockingSite): string {
  return `${fn.module.path}:${execution.p}`;
}

function hasTimeout(call: CallExpr): boolean {
  return argumentOf(call, "timeout") !== undefined || call.a.some((argument) => argument.s === "**");
}

function byPlace(a: BlockingSite, b: BlockingSite): number {
  if (a.fn.module.path !== b.fn.module.path) return a.fn.module.path < b.fn.module.path ? -1 : 1;
  return a.execution.p - b.execution.p;
}
