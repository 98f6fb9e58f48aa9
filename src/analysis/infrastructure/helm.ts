import { literalPath } from "./commands.ts";
import { environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, Probe, Workload } from "./infrastructure.ts";
import { probesOf, readContainer, readKubernetes } from "./kubernetes.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";
import { entriesOf, mapsIn, nodeAt, scalarAt, textAt, type Node } from "./tree.ts";

/** Reads a chart's templates as manifests, and its values by the names that charts give to probes and variables. */
export function readHelm(source: Source): Readout {
  const name = source.path.slice(source.path.lastIndexOf("/") + 1);
  if (/^chart\.ya?ml$/i.test(name)) return { ...NOTHING_READ, recognised: true };
  if (/(?:^|\/)templates\//.test(source.path) && !/^values/i.test(name)) return readKubernetes(source);
  return readValues(source);
}

function readValues(source: Source): Readout {
  const { documents, problem } = source.tree();
  const probes: Probe[] = [];
  const workloads: Workload[] = [];
  for (const document of documents) {
    for (const { map, keys } of mapsIn(document)) {
      const found = probesOf(source, map, workloadOf(source, map, keys));
      if (found.length === 0) continue;
      probes.push(...found);
      workloads.push(...found.slice(0, 1).flatMap(({ workload }) => workload ?? []));
    }
  }
  return {
    ...NOTHING_READ,
    recognised: documents.some((document) => document.k === "map"),
    probes,
    workloads,
    environment: documents.flatMap((document) => variablesIn(source, document)),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Values are grouped by component: `api: { image: …, livenessProbe: … }`. */
function workloadOf(source: Source, map: Node, keys: readonly string[]): Workload {
  const image = textAt(map, "image") ?? textAt(map, "image", "repository");
  return {
    ...(keys.length === 0 ? {} : { name: keys.join(".") }),
    ...(image === undefined ? {} : { image }),
    place: placeAt(source, map.p, map.p),
  };
}

const VARIABLE = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$|^[A-Z]{3,}$/;

/** Entries that read like variables, wherever a file of many shapes has them: `DATABASE_URL: …`, `{ name: DATABASE_URL, value: … }`. */
export function variablesIn(source: Source, document: Node): EnvironmentValue[] {
  const found: EnvironmentValue[] = [];
  for (const { map } of mapsIn(document)) {
    for (const { key, node, p } of entriesOf(map)) {
      if (!VARIABLE.test(key) || node.k !== "scalar") continue;
      found.push(...[environmentValue(source, key, node.value, p) ?? []].flat());
    }
    const name = scalarAt(map, "name") ?? scalarAt(map, "key");
    if (name?.value === undefined || !VARIABLE.test(name.value)) continue;
    found.push(...[environmentValue(source, name.value, scalarAt(map, "value")?.value, name.p) ?? []].flat());
  }
  return found;
}

const HEALTH_PATHS = ["healthCheckPath", "http_path", "health_check_path", "healthcheckPath", "request_path"];

/**
 * Reads what platforms run from YAML or JSON of their own: Render's `healthCheckPath`, DigitalOcean's `health_check.http_path`,
 * App Engine's `liveness_check.path`, Railway's `healthcheckPath`, ECS task definitions, serverless and SAM templates.
 * https://render.com/docs/blueprint-spec, https://docs.digitalocean.com/products/app-platform/reference/app-spec/,
 * https://cloud.google.com/appengine/docs/flexible/reference/app-yaml, https://docs.railway.com/reference/config-as-code
 */
export function readPlatform(source: Source): Readout {
  const { documents, problem } = source.tree();
  const probes: Probe[] = [];
  const workloads: Workload[] = [];
  const add = (workload: Workload): void => {
    if (workloads.length < 200) workloads.push(workload);
  };
  for (const document of documents) {
    for (const { map, keys } of mapsIn(document)) {
      const workload = platformWorkload(source, map, keys);
      if (workload.command !== undefined) add(workload);
      for (const key of HEALTH_PATHS) probes.push(...pathProbe(source, map, key, key, "health", workload));
      for (const [key, purpose] of APP_ENGINE)
        probes.push(...pathProbe(source, nodeAt(map, key), "path", key, purpose, workload));
      for (const definition of listed(map, "containerDefinitions")) {
        const read = readContainer(source, definition);
        probes.push(...read.probes);
        add(read.workload);
      }
    }
  }
  return {
    ...NOTHING_READ,
    recognised: documents.some((document) => document.k === "map" && looksLikePlatform(document, source)),
    probes,
    workloads,
    environment: documents.flatMap((document) => variablesIn(source, document)),
    ...(problem === undefined ? {} : { problem }),
  };
}

const APP_ENGINE = [
  ["liveness_check", "liveness"],
  ["readiness_check", "readiness"],
] as const;

/** Files named `app.yaml` or `template.yaml` hold anything; only those that say what runs count. */
const PLATFORM_KEYS =
  /^(?:runtime|services|env_variables|entrypoint|provider|functions|Resources|AWSTemplateFormatVersion|containerDefinitions|deploy|build|jobs|workers|static_sites|instance_class|automatic_scaling|spec|databases|envVarGroups|previews)$/;

function looksLikePlatform(document: Node, { kind }: Source): boolean {
  if (kind === "render" || kind === "railway") return true;
  return entriesOf(document).filter(({ key }) => PLATFORM_KEYS.test(key)).length > 0;
}

function listed(map: Node, key: string): readonly Node[] {
  const node = nodeAt(map, key);
  return node?.k === "seq" ? node.items : [];
}

function pathProbe(
  source: Source,
  map: Node | undefined,
  key: string,
  name: string,
  purpose: Probe["purpose"],
  workload: Workload,
): Probe[] {
  const path = scalarAt(map, key);
  if (path?.value === undefined || !path.value.startsWith("/")) return [];
  const httpPath = literalPath(path.value);
  return [
    {
      purpose,
      how: "http",
      ...(httpPath === undefined ? {} : { httpPath }),
      name,
      workload,
      place: placeAt(source, path.p, path.q),
    },
  ];
}

function platformWorkload(source: Source, map: Node, keys: readonly string[]): Workload {
  const name = textAt(map, "name") ?? keys.at(-1);
  const command = textAt(map, "startCommand") ?? textAt(map, "run_command") ?? textAt(map, "entrypoint");
  return {
    ...(name === undefined ? {} : { name }),
    ...(command === undefined ? {} : { command }),
    place: placeAt(source, map.p, map.p),
  };
}
