import type { Module } from "../module.ts";
import { walkStatements } from "../../python/visit.ts";

/** What a library tells about the requests of a service. */
export type Telling = "correlation_id" | "metrics";

/** Traces carry an id of their own into logs, and their spans are counted: such libraries tell both. */
const BOTH =
  /^(?:opentelemetry|ddtrace|logfire|elasticapm|newrelic|sentry_sdk|aws_xray_sdk|opencensus|scout_apm|instana|apitally|azure\.monitor|aws_lambda_powertools|google\.cloud\.trace|langtrace|traceloop|openinference|signoz|rollbar|bugsnag|atatus|appsignal)(?:\.|$)/;

const CORRELATION =
  /^(?:asgi_correlation_id|starlette_context|fastapi_request_id|asgi_request_id|asgi_logger|fastapi_structlog)(?:\.|$)/;

const METRICS =
  /^(?:prometheus_client|prometheus_fastapi_instrumentator|starlette_prometheus|starlette_exporter|starlette_zipkin|aioprometheus|prometheus_async|statsd|aiostatsd|aiodogstatsd|datadog|aws_embedded_metrics|google\.cloud\.monitoring\w*|influxdb\w*|pyformance|moesif\w*|treblle|applicationinsights|fastapi_profiler|asgi_prometheus|telegraf)(?:\.|$)/;

/** Names of distributions that are put to work from outside the code: by a wrapper of the start command, or by being installed. */
const DISTRIBUTIONS =
  /(?:^|["'\s])(?:ddtrace|newrelic|elastic-apm|opentelemetry-(?:distro|instrumentation-fastapi|instrumentation-asgi)|logfire|sentry-sdk|splunk-opentelemetry|scout-apm)(?=["'\s[=<>~!;@,]|$)/m;

/** A place where the project brings in something that tells about requests. */
export interface LibrarySighting {
  readonly telling: Telling;
  readonly name: string;
  readonly path: string;
}

/** The libraries that the project's own modules import. Tests and scripts are left out. */
export function importedLibraries(modules: readonly Module[]): readonly LibrarySighting[] {
  const found: LibrarySighting[] = [];
  for (const module of modules) {
    if (module.aside) continue;
    const note = (name: string): void => {
      for (const telling of tellingsOf(name)) found.push({ telling, name, path: module.path });
    };
    const read = (body: Parameters<typeof walkStatements>[0]): void => {
      walkStatements(body, (statement) => {
        if (statement.k !== "import") return;
        for (const { m, n } of statement.i) note(n === undefined ? m : `${m}.${n}`);
      });
    };
    read(module.facts.body);
    for (const fn of module.facts.functions) read(fn.body);
  }
  return found;
}

function tellingsOf(name: string): readonly Telling[] {
  if (BOTH.test(name)) return ["correlation_id", "metrics"];
  if (CORRELATION.test(name)) return ["correlation_id"];
  return METRICS.test(name) ? ["metrics"] : [];
}

/** Requirements that name an agent which needs no import: `ddtrace-run`, `opentelemetry-instrument`, `newrelic-admin`. */
export function requiredAgents(texts: ReadonlyMap<string, string>): readonly LibrarySighting[] {
  return [...texts].flatMap(([path, text]): LibrarySighting[] => {
    if (!/(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.cfg|Pipfile)$/.test(path)) return [];
    const name = DISTRIBUTIONS.exec(text)?.[0].replaceAll(/["'\s]/g, "");
    if (name === undefined) return [];
    return [
      { telling: "correlation_id", name, path },
      { telling: "metrics", name, path },
    ];
  });
}
