import type { EnvironmentValue, PlatformTrait, TraitSighting } from "../infrastructure.ts";
import { isOff } from "./sighted.ts";

const AGENTS: readonly (readonly [RegExp, string])[] = [
  [/^OTEL_(?!SDK_DISABLED)/, "OpenTelemetry"],
  [/^DD_/, "Datadog"],
  [/^NEW_RELIC_/, "New Relic"],
  [/^ELASTIC_APM_/, "Elastic APM"],
  [/^(?:APPLICATIONINSIGHTS|APPINSIGHTS)_/, "Application Insights"],
];

/** What variables provide: an agent is set up by its own, once a file, and BunkerWeb by `USE_LIMIT_REQ` and its like. */
export function variableTraits(environment: readonly EnvironmentValue[]): readonly TraitSighting[] {
  const found: TraitSighting[] = [];
  const seen = new Set<string>();
  const add = (once: string, by: string, place: TraitSighting["place"], ...traits: readonly PlatformTrait[]): void => {
    const key = `${once} ${place.path}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.push(...traits.map((trait) => ({ trait, by, place })));
  };
  for (const { name, value, place } of environment) {
    const agent = AGENTS.find(([pattern]) => pattern.test(name))?.[1];
    if (agent !== undefined) add(agent, agent, place, "tracing", "metrics");
    // https://docs.bunkerweb.io/latest/settings/; a service's own settings begin with its name.
    if (/(?:^|_)USE_LIMIT_(?:REQ|CONN)$/.test(name) && !isOff(value))
      add(name, "BunkerWeb's limits", place, "rate_limit");
    if (name === "BUNKERWEB_INSTANCES") add(name, "BunkerWeb", place, "security_headers");
  }
  return found;
}
