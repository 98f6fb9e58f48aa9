import { defineRule } from "../../engine/rule.ts";
import { guardedHealth } from "./guarded-health.ts";
import { healthInThreadpool } from "./health-in-threadpool.ts";
import { livenessWithDependencies } from "./liveness-with-dependencies.ts";
import { noHealthRoute } from "./no-health-route.ts";
import { probePathMismatch } from "./probe-path-mismatch.ts";
import { readinessAlwaysOk } from "./readiness-always-ok.ts";

export const health = defineRule({
  id: "API007",
  name: "health",
  title: "Liveness and readiness",
  why: "Liveness decides whether a process is restarted, readiness whether it gets traffic. A probe that asks for another path, waits for a thread or a database, or cannot fail decides by something else than how the service is.",
  references: [
    {
      title: "Kubernetes: Liveness, readiness and startup probes",
      url: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    },
    { title: "Starlette: Thread pool", url: "https://www.starlette.io/threadpool/" },
  ],
  looksIn:
    "routes with their full paths, applications and their layers, and the probes in Dockerfiles, compose files, Kubernetes manifests, Helm charts and other deployment files",
  checks: [
    noHealthRoute,
    probePathMismatch,
    livenessWithDependencies,
    healthInThreadpool,
    guardedHealth,
    readinessAlwaysOk,
  ],
});
