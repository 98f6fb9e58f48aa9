import { entriesOf, mapsIn, textAt, type Node } from "../tree.ts";
import { isOff, isOn, sighted, type Sighted } from "./sighted.ts";

/** Parts of a chart's values that are about what stands in front of the service. */
const IN_FRONT = /ingress|gateway|traefik|kong|envoy|istio|nginx|haproxy|middleware/i;

/** Limits that a chart's templates hand on as they stand: `ingress: { rateLimit: { average: 100 } }`. A service's own setting is not one. */
export function chartLimits(document: Node): readonly Sighted[] {
  return [...mapsIn(document)].flatMap(({ map, keys }) =>
    keys.some((key) => IN_FRONT.test(key))
      ? entriesOf(map).flatMap((entry) =>
          /^rate[-_]?limit(?:s|ing)?$/i.test(entry.key) &&
          isOn(entry.node) &&
          !isOff(textAt(entry.node, "enabled") ?? "true")
            ? [sighted("rate_limit", "a chart's rate limit", entry)]
            : [],
        )
      : [],
  );
}
