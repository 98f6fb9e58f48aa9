import { basesOf, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { layerWords } from "../observability/products.ts";
import type { Middleware } from "./application.ts";
import { earlyAnswer } from "./early-answers.ts";

/** What layers are for. */
export const LAYER_KINDS = [
  "cors",
  "rate_limit",
  "auth",
  "session",
  "correlation_id",
  "logging",
  "metrics",
  "tracing",
  "compression",
  "security_headers",
  "trusted_host",
  "https_redirect",
  "errors",
] as const;

/** What a layer is for. */
export type LayerKind = (typeof LAYER_KINDS)[number];

/** By name: the first that fits counts. */
const BY_NAME: readonly (readonly [LayerKind, RegExp])[] = [
  ["cors", /cors/],
  ["rate_limit", /rate_?limit|limiter|slow_?api|slow_?down|throttl|quota/],
  ["correlation_id", new RegExp(`request_?id|trace_?id|${layerWords("correlation_id")}`)],
  ["security_headers", /security_?headers?|secure_?headers?|secweb|hsts|helmet|content_?security/],
  ["trusted_host", /trusted_?host/],
  ["https_redirect", /https_?redirect/],
  ["compression", /gzip|brotli|compress|zstd/],
  ["tracing", new RegExp(`tracing|${layerWords("tracing")}`)],
  ["metrics", new RegExp(`metrics?|${layerWords("metrics")}`)],
  ["session", /sessions?middleware|sessions?_middleware/],
  ["auth", /auth|jwt|api_?key|permission/],
  ["logging", /logg?(?:ing|er)?(?:$|_|middleware)|access_?log|audit/],
  ["errors", /exceptions?|errors?(?:$|_|middleware)/],
];

const CORS = /^(?:starlette|fastapi)\.middleware\.cors\.CORSMiddleware$/;

/** What a layer is for, as far as its class, its name or its answers tell. */
export function layerKind(evaluator: Evaluator, layer: Middleware): LayerKind | undefined {
  if (isCors(evaluator, layer)) return "cors";
  const own = snakeCase(`${layer.name} ${layer.qualified.split(".").at(-1) ?? ""}`);
  const known = BY_NAME.find(([, pattern]) => pattern.test(own));
  if (known !== undefined) return known[0];
  const answer = earlyAnswer(evaluator, layer);
  if (answer === undefined) return undefined;
  return answer.status === "429" ? "rate_limit" : "auth";
}

/** Starlette's CORS layer, or the project's own version of it. */
export function isCors(evaluator: Evaluator, { qualified, value }: Middleware): boolean {
  if (CORS.test(qualified)) return true;
  return (
    value.k === "class" &&
    lineage(evaluator, value.ref).some((cls) =>
      basesOf(evaluator, cls).some((base) => base.k === "external" && CORS.test(base.name)),
    )
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
