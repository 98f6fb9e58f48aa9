import { describe, expect, it } from "vitest";

import {
  infrastructureKind,
  MAX_INFRASTRUCTURE_FILES,
  selectInfrastructure,
} from "../../../src/analysis/infrastructure/paths.ts";

describe("which files are read", () => {
  it.each([
    ["Dockerfile", "dockerfile"],
    ["docker/api.Dockerfile", "dockerfile"],
    ["Containerfile", "dockerfile"],
    ["deploy/docker-compose.override.yml", "compose"],
    ["compose.yaml", "compose"],
    [".k8s/api.yml", "kubernetes"],
    ["infra/prod/ingress.yaml", "kubernetes"],
    ["charts/api/templates/deployment.yaml", "helm"],
    ["charts/api/values-prod.yaml", "helm"],
    ["kustomize/base/kustomization.yaml", "kustomize"],
    ["nginx/conf.d/default.conf", "nginx"],
    ["docker/nginx/conf/default.conf", "nginx"],
    ["traefik/dynamic.yml", "traefik"],
    ["proxy/traefik/dynamic/api.toml", "traefik"],
    ["traefik/deployment.yaml", "kubernetes"],
    ["envoy/front.yaml", "envoy"],
    [".env.example", "env-example"],
    ["backend/env.template", "env-example"],
    ["Procfile", "procfile"],
    [".env", "env-file"],
    [".env.production", "env-file"],
    [".envrc", undefined],
    ["config/settings.yaml", undefined],
    ["tests/k8s/api.yaml", undefined],
    ["web/node_modules/x/Dockerfile", undefined],
    [".github/workflows/deploy.yml", undefined],
    ["deploy/app.py", undefined],
  ])("%s is %s", (path, kind) => {
    expect(infrastructureKind(path)).toBe(kind);
  });

  it("are those nearest to the root, the same in every order", () => {
    const deep = Array.from({ length: 2000 }, (_, index) => `services/s${index}/k8s/api.yaml`);
    const paths = [...deep, "Dockerfile", "docker-compose.yml"];
    const chosen = selectInfrastructure(paths);

    expect(chosen.size).toBe(MAX_INFRASTRUCTURE_FILES);
    expect(chosen.has("Dockerfile")).toBe(true);
    expect([...selectInfrastructure(paths.toReversed())]).toEqual([...chosen]);
  });
});
