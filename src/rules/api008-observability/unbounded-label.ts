import type { UnboundedLabel } from "../../analysis/observability/labels.ts";
import { keyOf } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { hopSteps } from "../hop-steps.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";

/** What each system calls the values by which a metric is told apart. */
const LABELS = { Prometheus: "a label", StatsD: "a tag", OpenTelemetry: "an attribute" } as const;

/** Further metrics of a function that are shown. */
const MAX_SHOWN = 5;

/**
 * Metrics that are counted by the path as clients send it. The matched route knows its template.
 * Out of scope: code that limits the paths first (a list of known ones, a guard for 404, a normalising function), log lines, traces.
 */
export const unboundedLabel = defineCheck({
  name: "unbounded-label",
  asks: "a metric that is counted by the raw path of the request",
  *find({ observability }) {
    for (const [label, ...others] of byFunction(observability.unboundedLabels))
      if (label !== undefined)
        yield singleSighting({
          module: label.fn.module,
          fn: label.fn,
          key: "label",
          severity: "low",
          confidence: "probable",
          question: fit(questionAbout(label, others.length)),
          at: seenExpr(label.fn.module, label.call),
          note: `counted by ${label.path}`,
          background: [
            ...hopSteps(label.served.hops),
            ...others
              .slice(0, MAX_SHOWN)
              .map((other) => ({ ...seenExpr(other.fn.module, other.call), note: `counted by ${other.path} too` })),
          ],
        });
  },
});

/** One question for each function: its metrics are counted by one habit. */
function byFunction(labels: readonly UnboundedLabel[]): Iterable<readonly UnboundedLabel[]> {
  const found = new Map<string, UnboundedLabel[]>();
  for (const label of labels) {
    const key = keyOf(label.fn);
    found.set(key, [...(found.get(key) ?? []), label]);
  }
  return found.values();
}

function questionAbout({ fn, metric, path, system }: UnboundedLabel, others: number): string {
  const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "metric" : "metrics"})`;
  return `\`${code(fn.facts.name)}\` gives \`${code(metric)}\`${more} the raw \`${code(path)}\` as ${LABELS[system]}, so \`/users/1\`, \`/users/2\` and every path that a scanner tries make a time series each. Would the route's template (\`request.scope["route"].path\`, after the call) fit, or is the number of paths limited somewhere I can't see?`;
}
