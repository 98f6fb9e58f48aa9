import { literalPath } from "./commands.ts";
import { commandProbe } from "./compose.ts";
import { environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, Probe, Workload } from "./infrastructure.ts";
import type { Attribute, Block } from "./hcl.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";

/** Probes of one file; a file with more is generated. */
const MAX_PROBES = 200;

/**
 * Reads health checks and variables from Terraform. Attribute names are the providers': `health_check { path }` of load balancers,
 * `liveness_probe { http_get { path } }` of Cloud Run and Kubernetes, `health_check_path` of Azure, `request_path` of Google Cloud,
 * `healthCheck = { command = […] }` of ECS's container definitions
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html).
 */
export function readTerraform(source: Source): Readout {
  const { attributes } = source.hcl();
  const byBlock = groupedByBlock(attributes);
  return {
    ...NOTHING_READ,
    recognised: true,
    probes: attributes
      .flatMap((attribute) => probeOf(source, attribute) ?? commandOf(source, attribute, byBlock) ?? [])
      .slice(0, MAX_PROBES),
    environment: variablesOf(source, attributes),
  };
}

function probeOf(source: Source, { name, value, p, q, within }: Attribute): Probe | undefined {
  const block = within.at(-1) ?? "";
  const outer = within.at(-2) ?? "";
  const isPath =
    (name === "path" && (block === "health_check" || (block === "http_get" && outer.endsWith("_probe")))) ||
    (name === "request_path" && /health_check/.test(block)) ||
    name === "health_check_path";
  if (!isPath || (value !== undefined && !value.startsWith("/"))) return undefined;
  const httpPath = value === undefined ? undefined : literalPath(value);
  const workload: Workload = { name: within[0] ?? "", place: placeAt(source, p, q) };
  return {
    purpose: purposeOf(outer),
    how: "http",
    ...(httpPath === undefined ? {} : { httpPath }),
    name: block === "http_get" ? outer : name === "path" ? block : name,
    workload,
    place: placeAt(source, p, q),
  };
}

/** The command with which a container is asked whether it is well. */
function commandOf(source: Source, attribute: Attribute, byBlock: ByBlock): Probe | undefined {
  const { name, items, p, q, nameAt, within } = attribute;
  const block = within.at(-1) ?? "";
  if (name !== "command" || !/^(?:healthCheck|health_check)$/.test(block) || items.length === 0) return undefined;
  const command = items.join(" ").slice(0, 2000);
  if (/^(?:NONE)?$/.test(command)) return undefined;
  const end = source.text.indexOf("]", q);
  const node = { k: "scalar", value: command, p, q: end === -1 ? q : end } as const;
  return {
    purpose: "health",
    name: block,
    workload: containerOf(source, attribute, byBlock),
    ...commandProbe(source, { node, p: nameAt, q: nameAt + name.length }, command),
  };
}

type ByBlock = ReadonlyMap<Block, readonly Attribute[]>;

function groupedByBlock(attributes: readonly Attribute[]): ByBlock {
  const groups = new Map<Block, Attribute[]>();
  for (const attribute of attributes) {
    if (attribute.block === undefined) continue;
    const known = groups.get(attribute.block);
    if (known === undefined) groups.set(attribute.block, [attribute]);
    else known.push(attribute);
  }
  return groups;
}

/** The container definition around its health check, as far as it is literal. */
function containerOf(source: Source, { p, q, block, within }: Attribute, byBlock: ByBlock): Workload {
  const own = (block?.block === undefined ? undefined : byBlock.get(block.block)) ?? [];
  const text = (key: string): string | undefined => own.find(({ name }) => name === key)?.value;
  const image = text("image");
  const command = own.find(({ name }) => name === "command")?.items.join(" ") ?? "";
  return {
    name: text("name") ?? within[0] ?? "",
    ...(image === undefined ? {} : { image }),
    ...(command === "" ? {} : { command: command.slice(0, 2000) }),
    place: placeAt(source, p, q),
  };
}

function purposeOf(block: string): Probe["purpose"] {
  if (block === "liveness_probe") return "liveness";
  if (block === "readiness_probe") return "readiness";
  return block === "startup_probe" ? "startup" : "health";
}

function variablesOf(source: Source, attributes: readonly Attribute[]): EnvironmentValue[] {
  const found: EnvironmentValue[] = [];
  for (const [index, attribute] of attributes.entries()) {
    const block = attribute.within.at(-1) ?? "";
    if (/^(?:variables|environment|environment_variables|env_vars?|app_settings)$/.test(block)) {
      if (/^[A-Z][A-Z0-9_]*$/.test(attribute.name))
        found.push(...[environmentValue(source, attribute.name, attribute.value, attribute.p) ?? []].flat());
    } else if (
      attribute.name === "name" &&
      attribute.value !== undefined &&
      /^[A-Z][A-Z0-9_]*$/.test(attribute.value)
    ) {
      const next = attributes[index + 1];
      const value = next?.name === "value" && next.within.length === attribute.within.length ? next.value : undefined;
      found.push(...[environmentValue(source, attribute.value, value, attribute.p) ?? []].flat());
    }
  }
  return found;
}
