import type { Application, Middleware } from "../../analysis/application/application.ts";
import { layersAround } from "../../analysis/application/around.ts";
import { LAYER_KINDS, type LayerKind, layerKind } from "../../analysis/application/layer-kinds.ts";
import type { Declared } from "../../analysis/architecture.ts";
import type { Project } from "../../analysis/project.ts";
import type { Observation } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { declaredStep } from "../declared-step.ts";
import { fit } from "../fit.ts";
import { applicationText, layerStep } from "./layer-steps.ts";

/** Other words for the same kind of layer, in declarations. */
const SYNONYMS: Readonly<Record<string, LayerKind>> = {
  ratelimit: "rate_limit",
  rate_limiting: "rate_limit",
  rate_limiter: "rate_limit",
  throttling: "rate_limit",
  authentication: "auth",
  authorization: "auth",
  authn: "auth",
  sessions: "session",
  request_id: "correlation_id",
  correlation: "correlation_id",
  trace_id: "correlation_id",
  request_logging: "logging",
  access_log: "logging",
  access_logging: "logging",
  prometheus: "metrics",
  opentelemetry: "tracing",
  otel: "tracing",
  gzip: "compression",
  headers: "security_headers",
  secure_headers: "security_headers",
  trusted_hosts: "trusted_host",
  https: "https_redirect",
  exceptions: "errors",
  error_handling: "errors",
  error_handler: "errors",
};

interface Placed {
  readonly declared: string;
  readonly layer: Middleware;
  readonly at: number;
}

/** A stack whose layers stand in another order than the repository's configuration declares. */
export function* otherThanDeclared({ architecture, applications, evaluator }: Project): Generator<Observation> {
  const { middlewareStack } = architecture;
  if (middlewareStack === undefined) return;
  for (const application of applications) {
    const layers = layersAround(application);
    const kinds = layers.map((layer) => layerKind(evaluator, layer));
    const placed = middlewareStack.value.flatMap((declared): Placed[] => {
      const kind = kindOf(declared);
      const at = kind === undefined ? -1 : kinds.indexOf(kind);
      const layer = layers[at];
      // With two layers of a kind nobody can say which one is meant.
      return layer === undefined || kinds.lastIndexOf(kind) !== at ? [] : [{ declared, layer, at }];
    });
    const out = placed.find((each, index) => placed.slice(0, index).some((before) => before.at > each.at));
    if (out !== undefined) yield observationOf(application, middlewareStack, placed, out);
  }
}

function kindOf(declared: string): LayerKind | undefined {
  const plain = declared
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_")
    .replace(/_?middleware$/, "");
  return SYNONYMS[plain] ?? LAYER_KINDS.find((kind) => kind === plain);
}

function observationOf(
  application: Application,
  declaration: Declared<readonly string[]>,
  placed: readonly Placed[],
  out: Placed,
): Observation {
  const built = placed.toSorted((a, b) => a.at - b.at);
  const order = built.map(({ declared, layer }) => `${declared} (${layer.name})`).join(", ");
  const start = layerStep(out.layer, `the ${out.declared} layer`);
  return {
    kind: "sighting",
    cause: { key: "declared-order", path: application.place.path, symbol: application.symbol },
    variants: [
      {
        key: application.symbol,
        label: application.symbol,
        severity: "medium",
        confidence: "certain",
        symbol: application.symbol,
        question: fit(
          `\`${code(declaration.path)}:${declaration.line}\` declares the stack as \`${code(declaration.value.join(", "))}\`, outermost first, and ${applicationText(application)} builds \`${code(order)}\`. Does the declaration lag behind, or is the order in the code not the intended one?`,
        ),
        chain: [
          start,
          ...built
            .filter((each) => each !== out)
            .map(({ declared, layer }) => layerStep(layer, `the ${declared} layer`)),
        ],
        declared: [declaredStep(declaration, "the stack is declared here")],
      },
    ],
    searched: [`${declaration.path}:${declaration.line}`, `${built.length} layers of ${application.symbol}`],
  };
}
