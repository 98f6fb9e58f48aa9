import type { PlatformTrait } from "../infrastructure.ts";
import { itemsOf, mapsIn, nodeAt, scalarAt, textAt, type Node } from "../tree.ts";
import { isOn, sighted, type Sighted, type Stretch } from "./sighted.ts";

/** Kong's plugins by what they provide: https://developer.konghq.com/plugins/ */
const PLUGINS: ReadonlyMap<string, PlatformTrait> = new Map([
  ["rate-limiting", "rate_limit"],
  ["rate-limiting-advanced", "rate_limit"],
  ["correlation-id", "correlation_id"],
  ["cors", "cors"],
  ["prometheus", "metrics"],
  ["datadog", "metrics"],
  ["statsd", "metrics"],
  ["statsd-advanced", "metrics"],
  ["opentelemetry", "tracing"],
  ["zipkin", "tracing"],
]);

/** Plugins of a declarative file, of the whole gateway, a service, a route or a consumer; not those that are switched off. */
export function kongPlugins(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map } of mapsIn(document)) {
    for (const plugin of itemsOf(nodeAt(map, "plugins"))) {
      const name = scalarAt(plugin, "name");
      if (name?.value !== undefined && isOn(nodeAt(plugin, "enabled"))) found.push(...kongPlugin(name.value, name));
    }
  }
  return found;
}

/** A `KongPlugin` or `KongClusterPlugin`: https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/ */
export function kongResource(manifest: Node): readonly Sighted[] {
  const plugin = scalarAt(manifest, "plugin");
  if (plugin?.value === undefined || textAt(manifest, "disabled") === "true") return [];
  return kongPlugin(plugin.value, plugin);
}

export function kongPlugin(name: string, at: Stretch): readonly Sighted[] {
  const trait = PLUGINS.get(name);
  return trait === undefined ? [] : [sighted(trait, `Kong ${name}`, at)];
}

/** `konghq.com/plugins: limit-per-client, ids`: resources by names that say what they do, when they are defined elsewhere. */
export function kongReferences(value: string, at: Stretch): readonly Sighted[] {
  return /(?:^|[\s,])[\w.-]*(?:rate[-_.]?limit|throttl)/i.test(value)
    ? [sighted("rate_limit", "a Kong plugin by its name", at)]
    : [];
}
