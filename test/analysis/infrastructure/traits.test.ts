import { describe, expect, it } from "vitest";

import { read, traitsOf } from "./support.ts";

describe("what a platform provides", () => {
  it.each([
    [
      "nginx.conf",
      "# limit_req zone=x;\nlimit_req_zone $binary_remote_addr zone=a:10m rate=5r/s;\nadd_header X-Frame-Options DENY;\nproxy_set_header X-Request-ID $request_id;",
      [
        "rate_limit nginx limit_req :2",
        "security_headers a proxy's headers :3",
        "correlation_id a proxy's request id :4",
        "correlation_id nginx $request_id :4",
      ],
    ],
    [
      "k8s/ingress.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations:\n    nginx.ingress.kubernetes.io/limit-rps: '5'\n    prometheus.io/scrape: 'true'",
      ["rate_limit an ingress limit :5", "metrics prometheus.io/scrape :6"],
    ],
    [
      "docker-compose.yml",
      'services:\n  api:\n    labels:\n      - "traefik.http.middlewares.a.ratelimit.average=100"\n    environment:\n      OTEL_SERVICE_NAME: api',
      ["rate_limit Traefik rateLimit :4", "tracing OpenTelemetry :6", "metrics OpenTelemetry :6"],
    ],
    [
      "Dockerfile",
      'FROM x\nCMD ["opentelemetry-instrument", "uvicorn", "app:app"]',
      ["tracing opentelemetry-instrument :2"],
    ],
    ["Procfile", "web: ddtrace-run gunicorn app:app", ["tracing ddtrace-run :1"]],
    ["Caddyfile", "example.com {\n  rate_limit { }\n}", ["rate_limit Caddy rate_limit :2"]],
    [
      "haproxy.cfg",
      "stick-table type ip size 100k expire 30s store http_req_rate(10s)\n",
      ["rate_limit HAProxy stick-table :1"],
    ],
    ["infra/waf.tf", "statement {\n  rate_based_statement {\n  }\n}", ["rate_limit a WAF's rate rule :2"]],
    [
      "traefik/dynamic.yml",
      "http:\n  middlewares:\n    slow:\n      rateLimit:\n        average: 100\n    safe:\n      headers:\n        frameDeny: true",
      ["rate_limit Traefik rateLimit :4", "security_headers Traefik headers :8"],
    ],
    ["traefik.toml", "[http.middlewares.slow.rateLimit]\n  average = 100\n", ["rate_limit Traefik rateLimit :1"]],
    [
      "envoy.yaml",
      "http_filters:\n  - name: envoy.filters.http.local_ratelimit\ngenerate_request_id: true",
      ["rate_limit Envoy rate limiting :2", "correlation_id Envoy's request id :3"],
    ],
    [
      "kustomize/base/kustomization.yaml",
      "patches:\n  - patch: |-\n      metadata:\n        annotations:\n          nginx.ingress.kubernetes.io/limit-rps: '5'\n          nginx.ingress.kubernetes.io/configuration-snippet: add_header X-Frame-Options DENY;",
      ["rate_limit an ingress limit :5", "security_headers a proxy's headers :6"],
    ],
    [
      "chart/values.yaml",
      "podAnnotations:\n  prometheus.io/scrape: 'true'\nenv:\n  OTEL_SERVICE_NAME: api",
      ["metrics prometheus.io/scrape :2", "tracing OpenTelemetry :4", "metrics OpenTelemetry :4"],
    ],
    ["kong.yml", "plugins:\n  - name: rate-limiting\n", ["rate_limit Kong rate-limiting :2"]],
    [
      "serverless.yml",
      "provider:\n  environment:\n    DD_SERVICE: api\n  apiGateway:\n    ThrottleSettings: {}",
      ["rate_limit API Gateway throttling :5", "tracing Datadog :3", "metrics Datadog :3"],
    ],
    ["fly.toml", '[env]\nOTEL_SERVICE_NAME = "api"\n', ["tracing OpenTelemetry :2", "metrics OpenTelemetry :2"]],
    [
      "render.yaml",
      "services:\n  - type: web\n    envVars:\n      - key: NEW_RELIC_APP_NAME\n        value: api",
      ["tracing New Relic :4", "metrics New Relic :4"],
    ],
    [".env.example", "RATE_LIMIT=5\nSTATE=x\n", []],
  ])("in %s", (path, text, expected) => {
    expect(traitsOf(read({ [path]: text }))).toEqual(expected);
  });
});
