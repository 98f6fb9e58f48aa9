import { describe, expect, it } from "vitest";

import { probesOf, read } from "./support.ts";

describe("probes", () => {
  it.each([
    [
      "curl with a URL",
      "HEALTHCHECK CMD curl -f http://localhost:8000/health || exit 1",
      ["health http /health :8000 Dockerfile:2"],
    ],
    [
      "curl without a scheme",
      "HEALTHCHECK CMD curl --fail localhost:8000/health",
      ["health http /health :8000 Dockerfile:2"],
    ],
    [
      "wget, with options",
      "HEALTHCHECK --interval=5s --retries=3 CMD wget -qO- http://127.0.0.1/ready",
      ["health http /ready Dockerfile:2"],
    ],
    ["a list", 'HEALTHCHECK CMD ["curl", "-f", "http://localhost:80/up"]', ["health http /up :80 Dockerfile:2"]],
    [
      "Python",
      `HEALTHCHECK CMD python -c "import urllib.request as r; r.urlopen('http://localhost:8000/health')"`,
      ["health http /health :8000 Dockerfile:2"],
    ],
    [
      "a port that is filled in",
      "HEALTHCHECK CMD curl http://localhost:${PORT:-80}/health",
      ["health http /health Dockerfile:2"],
    ],
    [
      "a path that is filled in",
      "HEALTHCHECK CMD curl http://localhost:80/$BASE/health",
      ["health http ? :80 Dockerfile:2"],
    ],
    ["a command", "HEALTHCHECK CMD python -m app.check", ["health exec ? Dockerfile:2"]],
    ["none", "HEALTHCHECK NONE", []],
    [
      "continued lines",
      "HEALTHCHECK --interval=5s \\\n  # why\n\n  CMD curl http://localhost/up",
      ["health http /up Dockerfile:5"],
    ],
    ["an earlier stage's", "HEALTHCHECK CMD curl http://localhost/up\nFROM nginx", []],
    ["a heredoc's text", "RUN <<EOF\nHEALTHCHECK CMD curl http://localhost/up\nEOF", []],
  ])("of a Dockerfile: %s", (_what, instruction, expected) => {
    expect(probesOf(read({ Dockerfile: `FROM python:3.12\n${instruction}\n` }))).toEqual(expected);
  });

  it("of a compose file, with anchors, strings, lists and a check that is switched off", () => {
    const text = `
x-check: &check
  interval: 5s
services:
  api:
    build: { context: ., dockerfile: docker/Dockerfile }
    command: ["uvicorn", "app.main:app"]
    healthcheck:
      <<: *check
      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
  job:
    image: registry.example.com/job
    healthcheck:
      test: curl -f http://localhost/ready
  db:
    image: postgres:16
    healthcheck: { test: ["CMD-SHELL", "pg_isready"] }
  quiet:
    healthcheck: { test: ["NONE"] }
  off:
    healthcheck: { test: curl http://localhost/up, disable: true }
`;
    const found = read({ "deploy/docker-compose.prod.yml": text });

    expect(probesOf(found)).toEqual([
      "health http /health :8000 deploy/docker-compose.prod.yml:10",
      "health http /ready deploy/docker-compose.prod.yml:14",
      "health exec ? deploy/docker-compose.prod.yml:17",
    ]);
    expect(found.probes[0]?.workload).toMatchObject({
      name: "api",
      command: "uvicorn app.main:app",
      context: "deploy",
      dockerfile: "deploy/docker/Dockerfile",
    });
  });

  it("of manifests with several documents, and none of what is no manifest", () => {
    const text = `
apiVersion: v1
kind: Service
---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: api
        livenessProbe: { httpGet: { path: /livez?full=1, port: http } }
        readinessProbe:
          httpGet:
            port: 8000
            path: "/readyz"
        startupProbe:
          grpc: { port: 50051 }
      - name: sidecar
        livenessProbe: { tcpSocket: { port: 9000 } }
        readinessProbe: { exec: { command: [sh, -c, "wget -q http://127.0.0.1:9000/ok"] } }
`;
    expect(probesOf(read({ "k8s/api.yaml": text, "k8s/data.yaml": "livenessProbe: { tcpSocket: {} }" }))).toEqual([
      "liveness http /livez :http k8s/api.yaml:12",
      "readiness http /readyz :8000 k8s/api.yaml:16",
      "startup grpc ? k8s/api.yaml:17",
      "liveness tcp ? k8s/api.yaml:20",
      "readiness http /ok :9000 k8s/api.yaml:21",
    ]);
  });

  it("of a chart: templates by their literal lines, values by the names of probes", () => {
    const found = read({
      "chart/Chart.yaml": "name: api",
      "chart/templates/deployment.yaml": `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "api.name" . }}
  labels:
    {{- include "api.labels" . | nindent 4 }}
spec:
  containers:
    - name: {{ .Chart.Name }}
      {{- with .Values.probe }}
      livenessProbe:
        httpGet: { path: /health, port: http }
      readinessProbe:
        httpGet:
          path: {{ .path | quote }}
          port: http
      {{- end }}
`,
      "chart/values.yaml": "api:\n  image: { repository: shop/api }\n  livenessProbe:\n    httpGet:\n      path: /up\n",
    });

    expect(probesOf(found).toSorted()).toEqual(
      [
        "liveness http /health :http chart/templates/deployment.yaml:13",
        "readiness http ? :http chart/templates/deployment.yaml:16",
        "liveness http /up chart/values.yaml:5",
      ].toSorted(),
    );
    expect(found.unread.size).toBe(0);
  });

  it("of patches that stand in a kustomization, with the lines that they have there", () => {
    const infrastructure = read({
      "deploy/prod/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../base]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec:
        template:
          spec:
            containers:
              - name: api
                env:
                  - { name: LOG_LEVEL, value: info }
                livenessProbe:
                  httpGet: { path: /livez, port: 8000 }
    target:
      kind: Deployment
  - target: { kind: Service }
    patch: |
      - op: replace
        path: /spec/type
        value: ClusterIP
patchesStrategicMerge:
  - |
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: worker }
    spec:
      template:
        spec:
          containers:
            - name: worker
              readinessProbe:
                tcpSocket: { port: 9000 }
images:
  - name: api
    newTag: "2"
`,
    });

    expect(probesOf(infrastructure)).toEqual([
      "liveness http /livez :8000 deploy/prod/kustomization.yaml:17",
      "readiness tcp ? deploy/prod/kustomization.yaml:35",
    ]);
    expect(infrastructure.environment).toMatchObject([{ name: "LOG_LEVEL", value: "info", place: { line: 15 } }]);
    expect([...infrastructure.unread]).toEqual([]);
  });

  it("of platforms", () => {
    const found = read({
      "fly.toml":
        '[env]\nA = "1"\n[[http_service.checks]]\npath = "/up" # why\n[checks.web]\ntype = "http"\npath = \'/ok\'\n[[services.tcp_checks]]\ninterval = "5s"\n',
      "render.yaml":
        "services:\n  - type: web\n    name: api\n    healthCheckPath: /healthz\n    startCommand: uvicorn app:app\n",
      "railway.toml": '[deploy]\nhealthcheckPath = "/health"\n',
      "app.yaml": 'runtime: python\nliveness_check:\n  path: "/live"\nreadiness_check:\n  path: "/ready"\n',
      ".do/app.yaml": "services:\n- name: api\n  health_check:\n    http_path: /ping\n",
      "ecs/task-definition.json":
        '{"containerDefinitions": [{"name": "api", "healthCheck": {"command": ["CMD-SHELL", "curl http://localhost/h"]}}]}',
      "infra/alb.tf":
        'resource "aws_lb_target_group" "api" {\n  # path = "/no"\n  health_check {\n    path = "/health"\n    matcher = "200"\n  }\n}\nresource "x" "y" {\n  health_check {\n    path = var.path\n  }\n  liveness_probe {\n    http_get {\n      path = "/livez"\n    }\n  }\n}\n',
    });

    expect(probesOf(found).toSorted()).toEqual(
      [
        "health http /ping .do/app.yaml:4",
        "liveness http /live app.yaml:3",
        "readiness http /ready app.yaml:5",
        "health http /h ecs/task-definition.json:1",
        "health http /up fly.toml:4",
        "health http /ok fly.toml:7",
        "health tcp ? fly.toml:8",
        "health http /health infra/alb.tf:4",
        "health http ? infra/alb.tf:10",
        "liveness http /livez infra/alb.tf:14",
        "health http /health railway.toml:2",
        "health http /healthz render.yaml:4",
      ].toSorted(),
    );
  });
});
