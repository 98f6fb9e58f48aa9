/** What a library tells about the requests of a service. */
export type Telling = "correlation_id" | "metrics";

/** What a layer of such a product is for. */
export type ProductKind = "correlation_id" | "tracing" | "metrics";

/** A library or an agent that tells about requests, by every name that it goes by. */
interface Product {
  /** What it tells: traces carry an id of their own into logs, and their spans are counted, so such products tell both. */
  readonly tells: readonly Telling[];
  /** The dotted name that it is imported by; a pattern. */
  readonly module?: string;
  /** Distributions that are put to work from outside the code, by a wrapper of the start command or by being installed; a pattern. */
  readonly agent?: string;
  /** What says in a layer's name, in snake case, that it is this product's; a pattern. */
  readonly layer?: readonly [ProductKind, string];
  /** The classes of its layers that tell nothing beyond what the import says already; a pattern. */
  readonly classes?: string;
}

const BOTH: readonly Telling[] = ["correlation_id", "metrics"];
const ID: readonly Telling[] = ["correlation_id"];
const METRICS: readonly Telling[] = ["metrics"];

const PRODUCTS: readonly Product[] = [
  {
    tells: BOTH,
    module: "opentelemetry",
    agent: "opentelemetry-(?:distro|instrumentation-fastapi|instrumentation-asgi)|splunk-opentelemetry",
    layer: ["tracing", "opentelemetry|otel"],
  },
  { tells: BOTH, module: "ddtrace", agent: "ddtrace", layer: ["tracing", "ddtrace"] },
  { tells: BOTH, module: "logfire", agent: "logfire" },
  { tells: BOTH, module: "elasticapm", agent: "elastic-apm", layer: ["tracing", "elastic_?apm"] },
  { tells: BOTH, module: "newrelic", agent: "newrelic", layer: ["tracing", "newrelic"] },
  { tells: BOTH, module: "sentry_sdk", agent: "sentry-sdk", layer: ["tracing", "sentry"] },
  { tells: BOTH, module: "scout_apm", agent: "scout-apm" },
  ...[
    "aws_xray_sdk",
    "opencensus",
    "instana",
    "apitally",
    "azure\\.monitor",
    "aws_lambda_powertools",
    "google\\.cloud\\.trace",
    "langtrace",
    "traceloop",
    "openinference",
    "signoz",
    "rollbar",
    "bugsnag",
    "atatus",
    "appsignal",
  ].map((module): Product => ({ tells: BOTH, module })),
  {
    tells: ID,
    module: "asgi_correlation_id",
    layer: ["correlation_id", "correlation"],
    classes: "CorrelationIdMiddleware",
  },
  {
    tells: ID,
    module: "starlette_context",
    layer: ["correlation_id", "rawcontextmiddleware|starlette_context"],
    classes: "(?:Raw)?ContextMiddleware",
  },
  ...["fastapi_request_id", "asgi_request_id", "asgi_logger", "fastapi_structlog"].map((module): Product => ({
    tells: ID,
    module,
  })),
  {
    tells: METRICS,
    module: "prometheus_client|prometheus_fastapi_instrumentator|prometheus_async",
    layer: ["metrics", "prometheus|instrumentator"],
    classes: "Prometheus\\w*Middleware",
  },
  { tells: METRICS, module: "statsd", layer: ["metrics", "statsd"] },
  // Its package sends metrics; what it calls a layer traces.
  { tells: METRICS, module: "datadog", layer: ["tracing", "datadog"] },
  ...[
    "starlette_prometheus",
    "starlette_exporter",
    "starlette_zipkin",
    "aioprometheus",
    "aiostatsd",
    "aiodogstatsd",
    "aws_embedded_metrics",
    "google\\.cloud\\.monitoring\\w*",
    "influxdb\\w*",
    "pyformance",
    "moesif\\w*",
    "treblle",
    "applicationinsights",
    "fastapi_profiler",
    "asgi_prometheus",
    "telegraf",
  ].map((module): Product => ({ tells: METRICS, module })),
];

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join("|");
}

function importsOf(tells: readonly Telling[]): RegExp {
  return new RegExp(
    `^(?:${joined(PRODUCTS.filter((each) => each.tells === tells).map(({ module }) => module))})(?:\\.|$)`,
  );
}

const IMPORTS = [
  [BOTH, importsOf(BOTH)],
  [ID, importsOf(ID)],
  [METRICS, importsOf(METRICS)],
] as const;

/** What the product behind an imported name tells. */
export function tellingsOf(name: string): readonly Telling[] {
  return IMPORTS.find(([, pattern]) => pattern.test(name))?.[0] ?? [];
}

/** The agents that a file of requirements names. */
export const AGENTS = new RegExp(
  `(?:^|["'\\s])(?:${joined(PRODUCTS.map(({ agent }) => agent))})(?=["'\\s[=<>~!;@,]|$)`,
  "m",
);

/** What says in a layer's name that it is a product of a kind; a pattern. */
export function layerWords(kind: ProductKind): string {
  return joined(PRODUCTS.map(({ layer }) => (layer?.[0] === kind ? layer[1] : undefined)));
}

/** The classes of products' layers that tell nothing beyond what their import says; a pattern. */
export const LAYER_CLASSES = joined(PRODUCTS.map(({ classes }) => classes));
