import { entriesOf, mapsIn, nodeAt, textAt, type MapEntry, type Node } from "../tree.ts";
import { kongReferences } from "./kong.ts";
import { isOff, sighted, type Sighted } from "./sighted.ts";

interface Annotation {
  readonly key: RegExp;
  readonly gives: readonly (readonly [Sighted["trait"], string])[];
}

/**
 * Annotations and labels by what they provide where they are not off. Sources:
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (a limit of 0 is none),
 * https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/,
 * https://haproxy-ingress.github.io/docs/configuration/keys/, https://istio.io/latest/docs/reference/config/annotations/,
 * https://linkerd.io/2/reference/proxy-configuration/, https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/,
 * https://docs.datadoghq.com/containers/cluster_agent/admission_controller/.
 */
const ANNOTATIONS: readonly Annotation[] = [
  {
    key: /^nginx\.ingress\.kubernetes\.io\/limit-(?:rps|rpm|connections)$|^nginx\.org\/limit-req-rate$|^haproxy\.org\/rate-limit-requests$|^haproxy-ingress\.github\.io\/limit-(?:rps|connections)$/,
    gives: [["rate_limit", "an ingress limit"]],
  },
  { key: /^nginx\.ingress\.kubernetes\.io\/enable-cors$/, gives: [["cors", "an ingress with CORS"]] },
  {
    key: /^nginx\.ingress\.kubernetes\.io\/enable-open(?:telemetry|tracing)$/,
    gives: [["tracing", "the ingress's tracing"]],
  },
  { key: /^prometheus\.io\/scrape$/, gives: [["metrics", "prometheus.io/scrape"]] },
  {
    key: /^sidecar\.istio\.io\/inject$|^istio-injection$|^istio\.io\/rev$/,
    gives: [
      ["correlation_id", "Istio"],
      ["metrics", "Istio"],
    ],
  },
  { key: /^linkerd\.io\/inject$/, gives: [["metrics", "Linkerd"]] },
  {
    key: /^instrumentation\.opentelemetry\.io\/inject-[\w-]+$/,
    gives: [["tracing", "opentelemetry-instrument"]],
  },
  { key: /^(?:admission|ad|tags)\.datadoghq\.com\//, gives: [["tracing", "Datadog"]] },
];

/** Annotations and labels wherever manifests, patches and charts' values have them. */
export function annotationTraits(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map } of mapsIn(document)) {
    const entries = entriesOf(map);
    for (const entry of entries) found.push(...annotationTrait(entry));
    found.push(...patchTrait(map, entries));
  }
  return found;
}

/** One annotation or label; nothing for keys that are neither. */
export function annotationTrait({ key, node, p, q }: MapEntry): readonly Sighted[] {
  if (node.k !== "scalar") return [];
  if (key === "konghq.com/plugins") return kongReferences(node.value ?? "", { p, q });
  if (key === "traefik.ingress.kubernetes.io/router.middlewares")
    return /rate-?limit|throttl/i.test(node.value ?? "")
      ? [sighted("rate_limit", "a Traefik middleware", { p, q })]
      : [];
  if (isOff(node.value)) return [];
  const known = ANNOTATIONS.find((annotation) => annotation.key.test(key));
  return known === undefined ? [] : known.gives.map(([trait, by]) => sighted(trait, by, { p, q: node.q }));
}

/** `{ op: add, path: /metadata/annotations/nginx.ingress.kubernetes.io~1limit-rps, value: "5" }` (RFC 6902). */
function patchTrait(map: Node, entries: readonly MapEntry[]): readonly Sighted[] {
  const path = entries.find(({ key }) => key === "path");
  const value = nodeAt(map, "value");
  if (path?.node.k !== "scalar" || value === undefined || !/^(?:add|replace)$/.test(textAt(map, "op") ?? "")) return [];
  const key = (path.node.value ?? "").replace(/^.*\//, "").replaceAll("~1", "/").replaceAll("~0", "~");
  return annotationTrait({ key, node: value, p: path.node.p, q: path.node.q });
}
