import { describe, expect, it } from "vitest";

import { read, traitsAt } from "./support.ts";

describe("what gateways provide is seen in its place", () => {
  it.each([
    [
      "traefik/dynamic.yml",
      "http:\n  middlewares:\n    a:\n      ratelimit: { average: 1 }\n    b:\n      inFlightReq: { amount: 1 }\n    c:\n      headers:\n        referrerPolicy: no-referrer\n        accessControlAllowOriginList: ['*']\n        customRequestHeaders: { X-Request-ID: x, traceparent: '' }\n",
      [
        "rate_limit | Traefik rateLimit | 4 | ratelimit",
        "rate_limit | Traefik inFlightReq | 6 | inFlightReq",
        "security_headers | Traefik headers | 9 | referrerPolicy",
        "cors | Traefik CORS headers | 10 | accessControlAllowOriginList",
        "correlation_id | a proxy's request id | 11 | X-Request-ID",
      ],
    ],
    [
      "traefik.toml",
      '[tracing]\n[metrics.prometheus]\n[http.middlewares."a b".rateLimit]\naverage = 1\n',
      [
        "tracing | Traefik tracing | 1 | tracing",
        "metrics | Traefik metrics | 2 | metrics",
        "rate_limit | Traefik rateLimit | 3 | rateLimit",
      ],
    ],
    [
      "compose.yml",
      "services:\n  a:\n    deploy:\n      labels:\n        - 'traefik.http.middlewares.x.headers.stsSeconds=0'\n        - traefik.http.middlewares.x.headers.customresponseheaders.X-Frame-Options=DENY\n        - traefik.http.routers.a.middlewares=rate-limit@file\n  b:\n    labels: { traefik.http.middlewares.y.RateLimit.average: 1 }\n",
      [
        "security_headers | a proxy's headers | 6 | traefik.http.middlewares.x.headers.customresponseheaders.X-Frame-Options",
        "rate_limit | a Traefik middleware | 7 | traefik.http.routers.a.middlewares",
        "rate_limit | Traefik rateLimit | 9 | traefik.http.middlewares.y.RateLimit.average",
      ],
    ],
    [
      "envoy/front.json",
      '{"http_filters": [\n  {"name": "any", "typed_config": {"@type": "x/envoy.extensions.filters.http.ratelimit.v3.RateLimit"}},\n  {"name": "envoy.filters.http.cors", "disabled": true}],\n "routes": [{"typed_per_filter_config": {"envoy.filters.http.local_ratelimit": {}}}]}\n',
      [
        'correlation_id | Envoy\'s request id | 1 | "http_filters"',
        'rate_limit | Envoy rate limiting | 2 | "any"',
        'rate_limit | Envoy rate limiting | 4 | "envoy.filters.http.local_ratelimit"',
      ],
    ],
    [
      "kong.yaml",
      "services:\n  - plugins:\n      - name: cors\n      - { name: zipkin, enabled: false }\n      - name: response-transformer\n        config: { add: { headers: ['X-Frame-Options:DENY'] } }\nplugins: [{ name: opentelemetry }]\n",
      [
        "cors | Kong cors | 3 | cors",
        "security_headers | a proxy's headers | 6 | 'X-Frame-Options:DENY'",
        "tracing | Kong opentelemetry | 7 | opentelemetry",
      ],
    ],
    [
      "k8s/all.yaml",
      "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: traefik.containo.us/v1alpha1\n    kind: Middleware\n    spec: { rateLimit: {} }\n  - apiVersion: projectcontour.io/v1\n    kind: HTTPProxy\n    spec: { routes: [{ rateLimitPolicy: {} }] }\n  - apiVersion: k8s.nginx.org/v1\n    kind: Policy\n    spec: { rateLimit: {} }\n  - apiVersion: policy/v1\n    kind: Policy\n    spec: { rateLimit: {} }\n",
      [
        "rate_limit | Traefik rateLimit | 6 | rateLimit",
        "rate_limit | Envoy rate limiting | 9 | rateLimitPolicy",
        "rate_limit | nginx limit_req | 12 | rateLimit",
      ],
    ],
    [
      "k8s/ingress.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations:\n    konghq.com/plugins: ids, rate-limit-by-ip\n    nginx.ingress.kubernetes.io/limit-rpm: {{ .Values.limit }}\n    nginx.ingress.kubernetes.io/enable-cors: 'false'\n    nginx.ingress.kubernetes.io/server-snippet: \"add_header X-Frame-Options DENY;\"\n",
      [
        "rate_limit | a Kong plugin by its name | 5 | konghq.com/plugins",
        "rate_limit | an ingress limit | 6 | nginx.ingress.kubernetes.io/limit-rpm: {{ .Values.limit }}",
        "security_headers | a proxy's headers | 8 | X-Frame-Options",
      ],
    ],
    [
      "k8s/kustomization.yaml",
      "commonAnnotations:\n  prometheus.io/scrape: 'true'\npatches:\n  - patch: |-\n      - op: add\n        path: /metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps\n        value: '5'\n      - op: remove\n        path: /metadata/annotations/nginx.ingress.kubernetes.io~1limit-rpm\n",
      [
        "metrics | prometheus.io/scrape | 2 | prometheus.io/scrape: 'true'",
        "rate_limit | an ingress limit | 6 | /metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps",
      ],
    ],
    [
      "charts/api/templates/proxy.yaml",
      "apiVersion: v1\nkind: ConfigMap\ndata:\n  Caddyfile: |-\n    header X-Frame-Options {{ .Values.frame }}\n  envoy.yaml: |\n    http_filters:\n      - name: envoy.filters.http.ratelimit\n  traefik.toml: |\n    [http.middlewares.a.rateLimit]\n    average = 1\n",
      [
        "security_headers | a proxy's headers | 5 | X-Frame-Options",
        "correlation_id | Envoy's request id | 7 | http_filters",
        "rate_limit | Envoy rate limiting | 8 | envoy.filters.http.ratelimit",
        "rate_limit | Traefik rateLimit | 10 | rateLimit",
      ],
    ],
    [
      "charts/api/values.yaml",
      "api: { rateLimit: 5 }\ningress:\n  rateLimit: { average: 5 }\ntraefik:\n  middlewares:\n    rateLimiting: { enabled: false }\n",
      ["rate_limit | a chart's rate limit | 3 | rateLimit"],
    ],
    [
      "template.yaml",
      "AWSTemplateFormatVersion: '2010-09-09'\nOutputs:\n  Cors: {}\nResources:\n  A:\n    Type: AWS::WAFv2::WebACL\n    Properties:\n      Rules:\n        - Statement: { RateBasedStatement: {} }\n          Action: { Count: {} }\n        - Statement: { RateBasedStatement: {} }\n          Action: { Block: {} }\n  B:\n    Properties: { Tracing: Active, Cors: \"'*'\", UsagePlan: { Throttle: {} } }\n",
      [
        "rate_limit | a WAF's rate rule | 11 | RateBasedStatement",
        "tracing | AWS X-Ray | 14 | Tracing",
        "cors | the gateway's CORS settings | 14 | Cors",
        "rate_limit | API Gateway throttling | 14 | Throttle",
      ],
    ],
    [
      "serverless.yml",
      "provider:\n  tracing: { apiGateway: true }\n  apiGateway: { usagePlan: { throttle: { rateLimit: 5 } } }\nfunctions:\n  a: { events: [{ httpApi: { cors: false } }, { http: { cors: true } }] }\n",
      [
        "tracing | AWS X-Ray | 2 | tracing",
        "rate_limit | API Gateway throttling | 3 | throttle",
        "cors | the gateway's CORS settings | 5 | cors",
      ],
    ],
    [
      "infra/main.tf",
      'resource "azurerm_cdn_frontdoor_firewall_policy" "a" {\n  custom_rule {\n    type = "RateLimitRule"\n  }\n}\nresource "cloudflare_ruleset" "b" {\n  phase = "http_ratelimit"\n}\nresource "helm_release" "c" {\n  values = [<<-EOT\n    ingress:\n      annotations:\n        nginx.ingress.kubernetes.io/limit-rps: 5\n    EOT\n  ]\n  set {\n    name  = "ingress.annotations.nginx\\\\.ingress\\\\.kubernetes\\\\.io/limit-rpm"\n    value = "0"\n  }\n}\nresource "azurerm_api_management_api_policy" "d" {\n  xml_content = <<XML\n<policies><inbound><quota calls="1" /></inbound></policies>\nXML\n}\nresource "aws_api_gateway_method_settings" "e" {\n  settings {\n    throttling_rate_limit = 5\n  }\n}\n',
      [
        'rate_limit | a WAF\'s rate rule | 3 | "RateLimitRule"',
        'rate_limit | Cloudflare rate limiting | 7 | "http_ratelimit"',
        "rate_limit | an ingress limit | 13 | nginx.ingress.kubernetes.io/limit-rps: 5",
        "rate_limit | API Management's quota | 23 | quota",
        "rate_limit | API Gateway throttling | 28 | throttling_rate_limit",
      ],
    ],
    [
      "apim/policy.xml",
      '<policies>\n  <cors><allowed-origins /></cors>\n  <!-- <quota /> -->\n  <value><![CDATA[<quota />]]></value>\n  <set-header name="Referrer-Policy" exists-action="skip" />\n</policies>',
      ["cors | the gateway's CORS policy | 2 | cors", "security_headers | a proxy's headers | 5 | set-header"],
    ],
  ])("%s", (path, text, expected) => {
    expect(traitsAt(path, text)).toEqual(expected);
  });
});

describe("statements of proxies", () => {
  it.each([
    [
      "nginx.conf",
      "server { # add_header X-Frame-Options DENY;\n  add_header\n    'X-Frame-Options' \"a;b{\" always; add_header Referrer-Policy '';\n  proxy_set_header X-Id a${request_id}b;\n  location ~ ^/a#limit_req { limit_conn perip 5; }\n  otel_trace off; otel_trace on;\n}\n",
      [
        "security_headers | a proxy's headers | 3 | X-Frame-Options",
        "correlation_id | nginx $request_id | 4 | ${request_id",
        "rate_limit | nginx limit_conn | 5 | limit_conn",
        "tracing | nginx otel_trace | 6 | otel_trace",
      ],
    ],
    ["nginx.conf", "add_header 'X-Frame-Options DENY; limit_req zone=a;\n", []],
    [
      "nginx.conf",
      "uwsgi_param HTTP_X_REQUEST_ID $http_x_request_id;",
      [
        "correlation_id | a proxy's request id | 1 | HTTP_X_REQUEST_ID",
        "correlation_id | nginx $request_id | 1 | $http_x_request_id",
      ],
    ],
    [
      "Caddyfile",
      '{\n\ttracing\n}\n(safe) {\n\theader /api/* {\n\t\t+Permissions-Policy "a {\n}"\n\t}\n}\nexample.com {\n\theader @spa >X-Frame-Options DENY\n\treverse_proxy api {\n\t\theader_up X-Request-ID `{http.request.uuid}`\n\t}\n\trespond rate_limit\n}\n',
      [
        "tracing | Caddy tracing | 2 | tracing",
        "security_headers | a proxy's headers | 6 | +Permissions-Policy",
        "security_headers | a proxy's headers | 11 | >X-Frame-Options",
        "correlation_id | a proxy's request id | 13 | X-Request-ID",
      ],
    ],
    [
      "haproxy.cfg",
      'frontend a\n  rate-limit sessions 5 # unique-id-header X\n  log-format "unique-id-format \\" #"\n  http-request add-header X-Request-ID %[uuid]\nbackend b\n  stick-table type ip store server_id,gpc0\n',
      [
        "rate_limit | HAProxy rate-limit | 2 | rate-limit",
        "correlation_id | a proxy's request id | 4 | X-Request-ID",
        "rate_limit | HAProxy stick-table | 6 | stick-table",
      ],
    ],
  ])("%s: %j", (path, text, expected) => {
    expect(traitsAt(path, text)).toEqual(expected);
  });

  it("what cannot be parsed is told, and is not silence", () => {
    const found = read({
      "traefik.toml": "[http\n",
      "kong.yml": "plugins:\n  - name: 'open\n",
      "envoy.yaml": "[".repeat(300),
    });

    expect(Object.fromEntries(found.unread)).toEqual({
      "traefik.toml": "it is not valid TOML at line 2, column 1",
      "kong.yml": expect.stringMatching(/^it is not valid YAML around line \d$/),
      "envoy.yaml": "it is nested too deeply",
    });
  });
});
