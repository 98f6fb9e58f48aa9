import { describe, expect, it } from "vitest";

import { read, valuesOf } from "./support.ts";

describe("environment variables", () => {
  it.each([
    [
      "Dockerfile",
      'FROM x\nENV A=1 B="two words" C=a\\ b\nENV D the rest\nARG E=5\nARG F\nENV G=${E}',
      ["A=1 :2", "B=two words :2", "C=a b :2", "D=the rest :3", "G :6"],
    ],
    [
      "docker-compose.yml",
      "services:\n  api:\n    environment:\n      A: 1\n      B: ${B:-2}\n      C:\n  job:\n    environment:\n      - D=x=y\n      - E\n",
      ["A=1 :4", "B=2 :5", "C :6", "D=x=y :9", "E :10"],
    ],
    [
      ".env.example",
      "# C=3\nA=1\nexport B='two' # note\nD=\nE=<your key>\nF=a#b\nG=x # note\n",
      ["A=1 :2", "B=two :3", "D :4", "E :5", "F=a#b :6", "G=x :7"],
    ],
    [
      "Dockerfile",
      "FROM x AS base\nENV A=1\nFROM y AS build\nENV B=2\nFROM base\nENV C=3\nCOPY --from=build /x /x",
      ["A=1 :2", "C=3 :6"],
    ],
    [
      "compose.yaml",
      "x-env: &env\n  A: 1\n  B: 2\nservices:\n  api:\n    environment:\n      <<: *env\n      B: 3\n  job:\n    environment: *env\n",
      ["A=1 :2", "B=3 :8", "A=1 :2", "B=2 :3"],
    ],
    [".env", "ORIGINS=https://a.example\n", ["ORIGINS :1"]],
    [".env.production", "ORIGINS='*'\n", ["ORIGINS=* :1"]],
    [
      "Procfile",
      'web: ORIGINS="*" env LOG=info uvicorn app:app --x=1\nworker: celery -A app\n',
      ["ORIGINS=* :1", "LOG=info :1"],
    ],
    [
      "k8s/kustomization.yaml",
      "configMapGenerator:\n- name: api\n  literals:\n  - ORIGINS=*\nsecretGenerator:\n- name: keys\n  literals:\n  - TOKEN=abc\n",
      ["ORIGINS=* :4", "TOKEN :8"],
    ],
    ["k8s/secret.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  ORIGINS: '*'\n", ["ORIGINS :4"]],
    [
      "render.yaml",
      "services:\n- type: web\n  envVars:\n  - key: CORS_ORIGINS\n    value: '*'\n  - key: SECRET_KEY\n    generateValue: true\n",
      ["CORS_ORIGINS=* :4", "SECRET_KEY :6"],
    ],
    ["app.yaml", "runtime: python312\nenv_variables:\n  CORS_ORIGINS: '*'\n", ["CORS_ORIGINS=* :3"]],
    [
      "serverless.yml",
      "provider:\n  name: aws\n  environment:\n    CORS_ORIGINS: ${env:CORS_ORIGINS}\n    LOG_LEVEL: info\n",
      ["CORS_ORIGINS :4", "LOG_LEVEL=info :5"],
    ],
    [
      "template.yaml",
      "Resources: {}\nGlobals:\n  Function:\n    Environment:\n      Variables:\n        CORS_ORIGINS: '*'\n",
      ["CORS_ORIGINS=* :6"],
    ],
    [
      "ecs.tf",
      'resource "aws_ecs_task_definition" "api" {\n  container_definitions = jsonencode([{\n    environment = [\n      { name = "CORS_ORIGINS", value = "*" },\n      { name = "DB_URL", value = var.url },\n    ]\n  }])\n}',
      ["CORS_ORIGINS=* :4", "DB_URL :5"],
    ],
    [
      "k8s/api.yaml",
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n    - name: A\n      value: 'true'\n    - name: B\n      valueFrom: { secretKeyRef: { name: s, key: k } }\n",
      ["A=true :6", "B :8"],
    ],
    ["k8s/config.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  A_B: '*'\n  file.conf: x\n", ["A_B=* :4"]],
    ["fly.toml", '[env]\nA = "*"\nB = 8080\n', ["A=* :2", "B=8080 :3"]],
    [
      "chart/values.yaml",
      "env:\n  LOG_LEVEL: info\nextraEnv:\n  - name: CORS_ORIGINS\n    value: '*'\nreplicas: 2\n",
      ["LOG_LEVEL=info :2", "CORS_ORIGINS=* :4"],
    ],
    [
      "main.tf",
      'x {\n  environment = {\n    LOG_LEVEL = "info"\n    URL = "http://${x}"\n  }\n  env {\n    name  = "A"\n    value = "1"\n  }\n}',
      ["LOG_LEVEL=info :3", "URL :4", "A=1 :7"],
    ],
  ])("of %s", (path, text, expected) => {
    expect(valuesOf(read({ [path]: text }))).toEqual(expected);
  });
});
