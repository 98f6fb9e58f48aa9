import type { UnboundedLabel } from "../../analysis/observability/labels.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { hopSteps } from "../hop-steps.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";

const WORDS = {
  Prometheus: { label: "label", series: "a time series" },
  StatsD: { label: "tag", series: "a time series" },
  OpenTelemetry: { label: "attribute", series: "a time series" },
} as const;

/**
 * Metrics that are counted by the path as clients send it. The matched route knows its template.
 * Out of scope: code that limits the paths first (a list of known ones, a guard for 404, a normalising function), log lines, traces.
 */
export const unboundedLabel = defineCheck({
  name: "unbounded-label",
  asks: "a metric that is counted by the raw path of the request",
  *find({ observability }) {
    for (const label of observability.unboundedLabels)
      yield singleSighting({
        module: label.fn.module,
        fn: label.fn,
        key: `label:${label.metric}`,
        severity: "low",
        confidence: "probable",
        question: fit(questionAbout(label)),
        at: seenExpr(label.fn.module, label.call),
        note: `counted by ${label.path}`,
        background: hopSteps(label.served.hops),
      });
  },
});

function questionAbout({ fn, metric, path, system }: UnboundedLabel): string {
  const { label, series } = WORDS[system];
  return `\`${code(fn.facts.name)}\` gives \`${code(metric)}\` the raw \`${code(path)}\` as a ${label}, so \`/users/1\`, \`/users/2\` and every path that a scanner tries make ${series} each. Would the route's template (\`request.scope["route"].path\`, after the call) fit, or is the number of paths limited somewhere I can't see?`;
}
