import { entriesOf, entryOf, mapsIn, scalarAt, textAt, type Node } from "../tree.ts";
import { isOn, sighted, type Sighted, type Stretch } from "./sighted.ts";

type Filter = "rate_limit" | "cors";

/**
 * What Envoy's HTTP filters and its connection manager provide, in its own files and in Istio's EnvoyFilter:
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/http_filters. A request id is made unless
 * `generate_request_id` is false, and a filter that is `disabled` does nothing:
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto
 */
export function envoyTraits(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map, keys } of mapsIn(document)) {
    // EnvoyFilter tells by `match` where a patch goes.
    if (keys.includes("match")) continue;
    if (/^(?:http_filters|value)$/.test(keys.at(-1) ?? "")) found.push(...filterTraits(map));
    for (const entry of entriesOf(entryOf(map, "typed_per_filter_config")?.node)) {
      const own = filterOf(entry.key);
      if (own !== undefined && textAt(entry.node, "disabled") !== "true") found.push(filterSighted(own, entry));
    }
    found.push(...managerTraits(map));
  }
  return found;
}

/** A filter in the list of its connection manager, or the value of EnvoyFilter's patch. */
function filterTraits(map: Node): readonly Sighted[] {
  const name = scalarAt(map, "name");
  const type = scalarAt(map, "typed_config", "@type");
  const filter = filterOf(name?.value) ?? filterOf(type?.value);
  const at = name ?? type;
  return filter === undefined || at === undefined || textAt(map, "disabled") === "true"
    ? []
    : [filterSighted(filter, at)];
}

function managerTraits(map: Node): readonly Sighted[] {
  const type = scalarAt(map, "@type");
  const filters = entryOf(map, "http_filters");
  if (filters === undefined && !(type?.value ?? "").endsWith(".HttpConnectionManager")) return [];
  const ids = entryOf(map, "generate_request_id");
  const tracing = entryOf(map, "tracing");
  const at = ids ?? type ?? filters;
  return [
    ...(at !== undefined && isOn(ids?.node) ? [sighted("correlation_id", "Envoy's request id", at)] : []),
    ...(tracing === undefined ? [] : [sighted("tracing", "Envoy's tracing", tracing)]),
  ];
}

/** A filter by its name or by the type of its configuration. */
function filterOf(written: string | undefined): Filter | undefined {
  if (written === undefined) return undefined;
  if (
    /^envoy\.filters\.http\.(?:local_)?ratelimit$|\.(?:local_ratelimit\.v\d\w{0,9}\.LocalRateLimit|ratelimit\.v\d\w{0,9}\.RateLimit)$/.test(
      written,
    )
  )
    return "rate_limit";
  return /^envoy\.filters\.http\.cors$|\.filters\.http\.cors\.v\d\w{0,9}\.Cors$/.test(written) ? "cors" : undefined;
}

function filterSighted(filter: Filter, at: Stretch): Sighted {
  return sighted(filter, filter === "cors" ? "Envoy's CORS filter" : "Envoy rate limiting", at);
}
