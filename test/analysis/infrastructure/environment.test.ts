import { describe, expect, it } from "vitest";

import { read, valuesOf } from "./support.ts";

describe("environment variables", () => {
  it.each([
    [
      "Dockerfile",
      'FROM x\nENV A=1 B="two words" C=a\\ b\nENV D the rest\nARG E=5\nARG F\nENV G=${E}',
      ["A=1 :2", "B=two words :2", "C=a b :2", "D=the rest :3", "E=5 :4", "F :5", "G :6"],
    ],
    [
      "docker-compose.yml",
      "services:\n  api:\n    environment:\n      A: 1\n      B: ${B:-2}\n      C:\n  job:\n    environment:\n      - D=x=y\n      - E\n",
      ["A=1 :4", "B :5", "C :6", "D=x=y :9", "E :10"],
    ],
    [
      ".env.example",
      "# C=3\nA=1\nexport B='two' # note\nD=\nE=<your key>\nF=a#b\nG=x # note\n",
      ["A=1 :2", "B=two :3", "D :4", "E :5", "F=a#b :6", "G=x :7"],
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
