import type { DependentLiveness } from "../../analysis/health/liveness.ts";
import type { Touched } from "../../analysis/health/touched.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { seenFunction, type SeenAt } from "../../analysis/steps.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";
import { fileText } from "../place-text.ts";
import { probeStep, probeText } from "./wording.ts";

/**
 * A route that decides about restarts asks a database, a cache or another service.
 * Out of scope: readiness, and routes of which nothing says what they are used for.
 */
export const livenessWithDependencies = defineCheck({
  name: "liveness-with-dependencies",
  asks: "a liveness route that asks a database, a cache or another service",
  *find({ health }) {
    for (const dependent of health.dependent) yield sightingOf(dependent);
  },
});

const WHAT: Readonly<Record<Touched["kind"], string>> = {
  database: "the database",
  cache: "the cache",
  queue: "the queue",
  http: "the other service",
  service: "the other service",
};

function sightingOf({ health, probe, touched: [touched] }: DependentLiveness): Sighting {
  const { route } = health;
  const { handler } = route;
  const what = WHAT[touched.kind];
  const { text, path, line } = seenCall(touched);
  const said = `\`${code(text)}\`${touched.hops.length === 0 ? "" : ` (\`${fileText({ path, line })}\`)`}`;
  const used = probe === undefined ? "by its name it decides about liveness" : `${probeText(probe)} uses it`;
  const chain: readonly (SeenAt & { readonly note: string })[] = [
    ...hopSteps(touched.hops),
    { ...seenCall(touched), note: `asks ${what}: ${touched.name}` },
  ];
  const [first = { ...seenFunction(handler), note: "runs it" }, ...rest] = chain;
  return {
    kind: "sighting",
    cause: { key: `liveness ${touched.kind}`, path: handler.module.path, symbol: handler.facts.qual },
    variants: [
      {
        key: symbolOf(handler),
        label: routeLabel(route),
        severity: "medium",
        confidence: "probable",
        symbol: symbolOf(handler),
        question: fit(
          `\`${code(routeLabel(route))}\` runs ${said}, and ${used}. If ${what} is slow or away, healthy processes would be restarted with it. Would a liveness route without dependencies, with this one as readiness, fit better, or is the restart wanted?`,
        ),
        chain: [first, ...rest],
        origins: [
          { ...seenFunction(handler), note: `answers ${routeLabel(route)}` },
          ...(probe === undefined ? [] : [{ ...probeStep(probe), background: true as const }]),
        ],
      },
    ],
  };
}

function seenCall({ fn, execution }: Touched): SeenAt {
  const { expr, p, q, k } = execution;
  return {
    ...rangeOf(fn.module, p, q),
    text: k === "call" && expr.k === "call" ? renderCall(expr) : renderExpr(expr, 60),
  };
}
