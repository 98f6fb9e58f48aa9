import type { InfrastructureKind, PlatformTrait, TraitSighting } from "./infrastructure.ts";
import { linesOf, placeAt, type Source } from "./source.ts";

interface TraitPattern {
  readonly trait: PlatformTrait;
  readonly by: string;
  readonly pattern: RegExp;
  /** Only in files of these kinds. */
  readonly in?: readonly InfrastructureKind[];
}

const PROXIES: readonly InfrastructureKind[] = [
  "nginx",
  "caddy",
  "haproxy",
  "traefik",
  "envoy",
  "compose",
  "kubernetes",
  "kustomize",
  "helm",
];
const CLOUD: readonly InfrastructureKind[] = ["terraform", "serverless", "kubernetes", "helm", "app-platform"];

/**
 * What a line of configuration provides. Sources: nginx's ngx_http_limit_req_module and ngx_http_limit_conn_module,
 * BunkerWeb's settings (https://docs.bunkerweb.io/latest/settings/; it sends security headers unless told otherwise),
 * ingress-nginx's annotations (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/),
 * Traefik's RateLimit and Headers middlewares (https://doc.traefik.io/traefik/middlewares/http/overview/), Kong's plugins,
 * Envoy's rate limit filters, HAProxy's stick tables, the AWS, Azure and Google Cloud providers of Terraform,
 * Cloud Run's request logs (https://cloud.google.com/run/docs/logging) and metrics (https://cloud.google.com/run/docs/monitoring).
 */
const PATTERNS: readonly TraitPattern[] = [
  { trait: "rate_limit", by: "nginx limit_req", pattern: /\blimit_req(?:_zone)?\b/ },
  { trait: "rate_limit", by: "nginx limit_conn", pattern: /\blimit_conn(?:_zone)?\b/ },
  {
    trait: "rate_limit",
    by: "an ingress limit",
    pattern: /nginx\.ingress\.kubernetes\.io\/limit-(?:rps|rpm|connections|req)/,
  },
  {
    trait: "rate_limit",
    by: "Traefik rateLimit",
    pattern: /\bratelimit\b\s*[.:\]]|\.ratelimit\./i,
    in: ["traefik", "compose", "kubernetes", "kustomize", "helm"],
  },
  { trait: "rate_limit", by: "Kong rate-limiting", pattern: /\brate-limiting(?:-advanced)?\b/ },
  {
    trait: "rate_limit",
    by: "Envoy rate limiting",
    pattern: /\blocal_?ratelimit\b|envoy\.filters\.http\.(?:local_)?ratelimit|\bBackendTrafficPolicy\b/,
  },
  { trait: "rate_limit", by: "HAProxy stick-table", pattern: /\bstick-table\b/ },
  { trait: "rate_limit", by: "Caddy rate_limit", pattern: /^\s*rate_limit\b/, in: ["caddy"] },
  {
    trait: "rate_limit",
    by: "API Gateway throttling",
    pattern: /throttling_?(?:rate|burst)_?limit|\bThrottleSettings\b|\bthrottle_settings\b/i,
  },
  {
    trait: "rate_limit",
    by: "a WAF's rate rule",
    pattern: /rate_?based_?statement|\bRateBasedRule\b|aws_waf\w{0,80}_rate_based/i,
  },
  { trait: "rate_limit", by: "API Management's rate-limit", pattern: /<rate-limit\b/ },
  { trait: "rate_limit", by: "Cloud Armor", pattern: /\brate_based_ban\b|\brate_limit_options\b/, in: CLOUD },
  { trait: "rate_limit", by: "Cloudflare rate limiting", pattern: /\bcloudflare_rate_limit\b|\bhttp_ratelimit\b/ },
  { trait: "rate_limit", by: "Apigee SpikeArrest", pattern: /\bSpikeArrest\b/ },
  { trait: "rate_limit", by: "BunkerWeb's limits", pattern: /\bUSE_LIMIT_(?:REQ|CONN)\b/ },
  { trait: "security_headers", by: "BunkerWeb", pattern: /\bbunkerity\/bunkerweb\b|\bBUNKERWEB_INSTANCES\b/ },
  {
    trait: "security_headers",
    by: "a proxy's headers",
    pattern:
      /\b(?:Strict-Transport-Security|X-Content-Type-Options|X-Frame-Options|Content-Security-Policy|Referrer-Policy|Permissions-Policy|Cross-Origin-(?:Opener|Embedder|Resource)-Policy)\b/i,
    in: [...PROXIES, ...CLOUD],
  },
  {
    trait: "security_headers",
    by: "Traefik headers",
    pattern: /\b(?:stsSeconds|frameDeny|contentTypeNosniff|browserXssFilter|contentSecurityPolicy)\b/i,
  },
  {
    trait: "security_headers",
    by: "CloudFront's headers policy",
    pattern: /\bsecurity_headers_config\b|\bSecurityHeadersConfig\b/,
  },
  { trait: "correlation_id", by: "nginx $request_id", pattern: /\$(?:req(?:uest)?_id|http_x_request_id)\b/ },
  {
    trait: "correlation_id",
    by: "a proxy's request id",
    pattern: /\b(?:X-Request-ID|X-Correlation-ID|traceparent|X-Amzn-Trace-Id)\b/i,
    in: PROXIES,
  },
  { trait: "correlation_id", by: "Envoy's request id", pattern: /\bgenerate_request_id\b|\brequest_id_extension\b/ },
  { trait: "correlation_id", by: "HAProxy unique-id", pattern: /\bunique-id-(?:format|header)\b/ },
  {
    trait: "correlation_id",
    by: "Istio",
    pattern:
      /apiVersion:\s*["']?(?:networking|security|telemetry)\.istio\.io\/|sidecar\.istio\.io\/inject|istio-injection/,
  },
  {
    trait: "correlation_id",
    by: "Cloud Run",
    pattern: /apiVersion:\s*["']?serving\.knative\.dev\/|\bgoogle_cloud_run(?:_v2)?_service\b/,
  },
  {
    trait: "metrics",
    by: "Cloud Run",
    pattern: /apiVersion:\s*["']?serving\.knative\.dev\/|\bgoogle_cloud_run(?:_v2)?_service\b/,
  },
  { trait: "metrics", by: "Istio", pattern: /sidecar\.istio\.io\/inject|istio-injection|linkerd\.io\/inject/ },
  { trait: "metrics", by: "prometheus.io/scrape", pattern: /prometheus\.io\/scrape["']?\s*:\s*["']?true/ },
  { trait: "metrics", by: "a Prometheus monitor", pattern: /\bkind:\s*["']?(?:ServiceMonitor|PodMonitor)\b/ },
  {
    trait: "tracing",
    by: "opentelemetry-instrument",
    pattern: /\bopentelemetry-instrument\b|instrumentation\.opentelemetry\.io\/inject/,
  },
  { trait: "tracing", by: "ddtrace-run", pattern: /\bddtrace-run\b|(?:admission|ad|tags)\.datadoghq\.com\// },
  { trait: "tracing", by: "newrelic-admin", pattern: /\bnewrelic-admin\b/ },
  {
    trait: "tracing",
    by: "AWS X-Ray",
    pattern: /\btracing_config\b|^\s*Tracing:\s*Active\b|\bxray\b/i,
    in: ["terraform", "serverless"],
  },
  { trait: "cors", by: "a proxy's CORS headers", pattern: /\bAccess-Control-Allow-Origin\b/i, in: PROXIES },
  {
    trait: "cors",
    by: "an ingress with CORS",
    pattern: /nginx\.ingress\.kubernetes\.io\/enable-cors["']?\s*:\s*["']?true/,
  },
  { trait: "cors", by: "Traefik CORS headers", pattern: /\baccessControlAllowOriginList\b/i },
  {
    trait: "cors",
    by: "the gateway's CORS settings",
    pattern: /\bcors_configuration\b|^\s*(?:Cors(?:Configuration)?|cors):\s*/,
    in: ["terraform", "serverless"],
  },
];

const COMMENT = /^\s*(?:#|\/\/|<!--|;)/;

/** More sightings of one trait in one file say nothing new. */
const MAX_PER_TRAIT = 5;

/** Longer lines are data. */
const MAX_LINE = 4000;

/** Traits that single lines of a file provide, comments aside. */
export function traitLines(source: Source): readonly TraitSighting[] {
  const found: TraitSighting[] = [];
  const counts = new Map<PlatformTrait, number>();
  const wanted = PATTERNS.filter((each) => each.in === undefined || each.in.includes(source.kind));
  for (const { text, p } of linesOf(source)) {
    if (text.length > MAX_LINE || COMMENT.test(text)) continue;
    for (const { trait, by, pattern } of wanted) {
      const match = pattern.exec(text);
      if (match === null) continue;
      const count = counts.get(trait) ?? 0;
      counts.set(trait, count + 1);
      if (count < MAX_PER_TRAIT)
        found.push({ trait, by, place: placeAt(source, p + match.index, p + match.index + match[0].length) });
    }
  }
  return found;
}

const AGENTS: readonly (readonly [RegExp, string])[] = [
  [/^OTEL_(?!SDK_DISABLED)/, "OpenTelemetry"],
  [/^DD_/, "Datadog"],
  [/^NEW_RELIC_/, "New Relic"],
  [/^ELASTIC_APM_/, "Elastic APM"],
  [/^(?:APPLICATIONINSIGHTS|APPINSIGHTS)_/, "Application Insights"],
];

/** The agent that an environment variable configures. */
export function agentOf(variable: string): string | undefined {
  return AGENTS.find(([pattern]) => pattern.test(variable))?.[1];
}
