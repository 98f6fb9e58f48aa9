import { entryOf, itemsOf, mapsIn, nodeAt, scalarAt, textAt, type MapEntry, type Node } from "../tree.ts";
import { kongResource } from "./kong.ts";
import { sighted, type Sighted } from "./sighted.ts";
import { traefikResource } from "./traefik.ts";

/** What manifests provide by their kind, wherever they stand: in lists and in charts' values too. */
export function manifestTraits(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map } of mapsIn(document)) {
    const api = entryOf(map, "apiVersion");
    const kind = entryOf(map, "kind");
    if (api !== undefined && kind !== undefined) found.push(...manifestTrait(map, api, kind));
  }
  return found;
}

/** What Cloud Run does by itself for each request. */
export const CLOUD_RUN = ["correlation_id", "metrics"] as const;

function manifestTrait(manifest: Node, api: MapEntry, kind: MapEntry): readonly Sighted[] {
  const version = textAt(manifest, "apiVersion") ?? "";
  const found = resourceTraits(manifest, version, kind);
  // It logs and counts requests: https://cloud.google.com/run/docs/logging and https://cloud.google.com/run/docs/monitoring.
  if (version.startsWith("serving.knative.dev/"))
    return [...found, ...CLOUD_RUN.map((trait) => sighted(trait, "Cloud Run", { p: api.p, q: api.node.q }))];
  // Its sidecars make ids and pass them on: https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/
  return /^(?:networking|security|telemetry)\.istio\.io\//.test(version)
    ? [...found, sighted("correlation_id", "Istio", { p: api.p, q: api.node.q })]
    : found;
}

function resourceTraits(manifest: Node, version: string, { p, q, node }: MapEntry): readonly Sighted[] {
  const at = { p, q: Math.max(q, node.q) };
  const spec = nodeAt(manifest, "spec");
  switch (node.k === "scalar" ? node.value : undefined) {
    case "ServiceMonitor":
    case "PodMonitor":
      return [sighted("metrics", "a Prometheus monitor", at)];
    case "Middleware":
      return /^traefik\.(?:io|containo\.us)\//.test(version) ? traefikResource(manifest) : [];
    case "KongPlugin":
    case "KongClusterPlugin":
      return kongResource(manifest);
    // https://gateway.envoyproxy.io/docs/api/extension_types/
    case "BackendTrafficPolicy":
      return entryTraits(spec, "rateLimit", "rate_limit", "Envoy rate limiting");
    case "SecurityPolicy":
      return entryTraits(spec, "cors", "cors", "Envoy's CORS policy");
    // https://docs.nginx.com/nginx-ingress-controller/configuration/policy-resource/
    case "Policy":
      return version.startsWith("k8s.nginx.org/")
        ? entryTraits(spec, "rateLimit", "rate_limit", "nginx limit_req")
        : [];
    case "RateLimitPolicy":
    case "RateLimitService":
    case "RateLimitConfig":
      return [sighted("rate_limit", "the gateway's rate limit", at)];
    case "HTTPProxy":
      return [...mapsIn(manifest)].flatMap(({ map }) =>
        entryTraits(map, "rateLimitPolicy", "rate_limit", "Envoy rate limiting"),
      );
    case "VirtualService":
      return itemsOf(nodeAt(spec, "http")).flatMap((route) =>
        entryTraits(route, "corsPolicy", "cors", "Istio's CORS policy"),
      );
    case "HTTPRoute":
      return routeFilters(spec);
    default:
      return [];
  }
}

function entryTraits(map: Node | undefined, key: string, trait: Sighted["trait"], by: string): readonly Sighted[] {
  const entry = entryOf(map, key);
  return entry === undefined ? [] : [sighted(trait, by, entry)];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter; the headers that filters set are read as all headers are. */
function routeFilters(spec: Node | undefined): readonly Sighted[] {
  return itemsOf(nodeAt(spec, "rules"))
    .flatMap((rule) => itemsOf(nodeAt(rule, "filters")))
    .flatMap((filter) => {
      const type = scalarAt(filter, "type");
      return type?.value === "CORS" ? [sighted("cors", "the gateway's CORS settings", type)] : [];
    });
}
