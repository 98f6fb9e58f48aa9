import { headsOf } from "../../analysis/application/heads.ts";
import type { Telling } from "../../analysis/observability/products.ts";
import type { Unobserved } from "../../analysis/observability/surveys.ts";
import { type Absence, defineCheck } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { concerns } from "../concern.ts";
import { constructedAt } from "../constructed-at.ts";
import { counted } from "../counted.ts";
import { fit } from "../fit.ts";

/**
 * Nothing gives requests an id: no layer, no dependency, no log filter, no tracing, nothing in the files that say how the service is deployed.
 * Out of scope: applications with fewer than five routes or with layers that cannot be read, those without a file that says how they are deployed.
 */
export const noCorrelationId = defineCheck({
  name: "no-correlation-id",
  asks: "absence: a request or correlation id",
  find: ({ observability }) => absencesOf(observability.unobserved, "correlation_id"),
});

/** Nothing counts requests: no metrics library, no tracing, no `/metrics` route, no agent. Out of scope: as for ids. */
export const noMetrics = defineCheck({
  name: "no-metrics",
  asks: "absence: metrics or tracing",
  find: ({ observability }) => absencesOf(observability.unobserved, "metrics"),
});

function* absencesOf(unobserved: readonly Unobserved[], telling: Telling): Generator<Absence> {
  for (const one of unobserved) {
    if (one.telling !== telling) continue;
    const { application } = one;
    const { place } = application;
    yield {
      kind: "absence",
      severity: "info",
      confidence: "probable",
      symbol: application.symbol,
      question: fit(telling === "metrics" ? metricsQuestion(one) : idQuestion(one)),
      anchor: constructedAt(application),
      searched: searchedIn(one),
      about: concerns(headsOf(application)),
      cause: { key: telling, path: place.path, symbol: application.symbol },
    };
  }
}

function idQuestion(one: Unobserved): string {
  if (one.unlike !== undefined)
    return `I couldn't find a request or correlation id for \`${name(one)}\` (${layers(one)}, ${one.routes} routes) in its ${counted(one.files, "Python file")}, or in ${infrastructure(one)}; ${unlikeText(one.unlike, "one")}. Does the platform add one here (mesh, APM agent), or would the same fit?`;
  return `I couldn't find a request or correlation id in the middleware of \`${name(one)}\` (${layers(one)}, ${one.routes} routes), dependencies, exception handlers and log filters in ${counted(one.files, "Python file")}, or in ${infrastructure(one)}; without one, log lines of one request can't be put together. Does the platform add one (mesh, APM agent), or would one be welcome here?`;
}

function metricsQuestion(one: Unobserved): string {
  if (one.unlike !== undefined)
    return `I couldn't find metrics or tracing for \`${name(one)}\` (${one.routes} routes) in its ${counted(one.files, "Python file")}, or in ${infrastructure(one)}; ${unlikeText(one.unlike, "them")}. Are they taken somewhere I can't see here (gateway, mesh, APM agent), or would the same fit?`;
  return `I couldn't find metrics or tracing for \`${name(one)}\` (${one.routes} routes): no such library is imported in ${counted(one.files, "Python file")}, no route ends in \`/metrics\`, and nothing in ${infrastructure(one)} adds any. Are they taken somewhere I can't see (gateway, mesh, APM agent), or would an exporter be welcome here?`;
}

function unlikeText({ application, path }: NonNullable<Unobserved["unlike"]>, what: string): string {
  return `\`${code(application.symbol)}\` has ${what} (\`${code(path)}\`)`;
}

function name({ application }: Unobserved): string {
  return code(application.symbol);
}

function layers({ application }: Unobserved): string {
  const { length } = application.middleware;
  return length === 0 ? "no layers" : counted(length, "layer");
}

function infrastructure({ infrastructure: files }: Unobserved): string {
  const [first, second] = files;
  if (first === undefined || files.length > 2) return `${files.length} deployment files`;
  return second === undefined ? `\`${code(first)}\`` : `\`${code(first)}\` and \`${code(second)}\``;
}

/** How many files are named one by one. */
const NAMED = 12;

function searchedIn(one: Unobserved): readonly [string, ...string[]] {
  const { application, files, unlike, infrastructure: deployed, unread } = one;
  const names = application.middleware.map((layer) => layer.name);
  const more = deployed.length - NAMED;
  return [
    names.length === 0 ? "the middleware: none" : `the middleware, outermost first: ${names.join(", ")}`,
    counted(application.exceptionHandlers.length, "exception handler"),
    `imports, middleware, dependencies and log filters in ${counted(files, "Python file")}`,
    ...(unlike === undefined ? [] : [`${unlike.path}: it tells about the requests of ${unlike.application.symbol}`]),
    ...deployed.slice(0, NAMED),
    ...(more > 0 ? [counted(more, "more deployment file")] : []),
    ...(unread === 0 ? [] : [`not read: ${counted(unread, "file")}`]),
  ];
}
