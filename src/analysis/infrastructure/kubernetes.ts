import { commandProbe } from "./compose.ts";
import { literalPath } from "./commands.ts";
import { environmentOf, environmentValue } from "./environment-values.ts";
import type { EnvironmentValue, Probe, Workload } from "./infrastructure.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";
import {
  commandText,
  entriesOf,
  entryOf,
  itemsOf,
  mapsIn,
  nodeAt,
  scalarAt,
  textAt,
  type MapEntry,
  type Node,
} from "./tree.ts";

const PURPOSES: ReadonlyMap<string, Probe["purpose"]> = new Map([
  ["livenessProbe", "liveness"],
  ["readinessProbe", "readiness"],
  ["startupProbe", "startup"],
]);

/** Reads manifests: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
export function readKubernetes(source: Source): Readout {
  const { documents, problem } = source.tree();
  const manifests = documents.filter(
    (document) => entryOf(document, "apiVersion") !== undefined && entryOf(document, "kind") !== undefined,
  );
  const read = manifests.flatMap((manifest) =>
    [...containersIn(manifest)].map((container) => readContainer(source, container)),
  );
  return {
    ...NOTHING_READ,
    recognised: manifests.length > 0,
    probes: read.flatMap(({ probes }) => probes),
    environment: [
      ...read.flatMap(({ environment }) => environment),
      ...manifests.flatMap((manifest) => configMapValues(source, manifest)),
    ],
    workloads: read.map(({ workload }) => workload),
    // What holds no manifest is no file of this kind, unless nothing of it could be read.
    ...(problem === undefined || (manifests.length === 0 && documents.length > 0) ? {} : { problem }),
  };
}

/** Everything that is listed as a container, wherever a kind of manifest keeps its pod. */
function* containersIn(manifest: Node): Generator<Node> {
  for (const { map } of mapsIn(manifest)) {
    for (const key of ["containers", "containerDefinitions"]) yield* itemsOf(nodeAt(map, key));
  }
}

/** Reads one container of a pod, or one definition of an ECS task. */
export function readContainer(
  source: Source,
  container: Node,
): Pick<Readout, "probes" | "environment"> & { readonly workload: Workload } {
  const name = textAt(container, "name");
  const image = textAt(container, "image");
  const command = [commandText(nodeAt(container, "command")), commandText(nodeAt(container, "args"))]
    .filter((part) => part !== undefined)
    .join(" ");
  const workload: Workload = {
    ...(name === undefined ? {} : { name }),
    ...(image === undefined ? {} : { image }),
    ...(command === "" ? {} : { command }),
    place: placeAt(source, container.p, container.p),
  };
  const health = entryOf(nodeAt(container, "healthCheck"), "command");
  const healthCommand = commandText(health?.node);
  return {
    workload,
    probes: [
      ...probesOf(source, container, workload),
      ...(health === undefined || healthCommand === undefined
        ? []
        : [
            {
              purpose: "health" as const,
              name: "healthCheck",
              workload,
              ...commandProbe(source, health, healthCommand),
            },
          ]),
    ],
    environment: [
      ...environmentOf(source, nodeAt(container, "env"), workload),
      ...environmentOf(source, nodeAt(container, "environment"), workload),
    ],
  };
}

/** The probes that a map declares by their Kubernetes names. */
export function probesOf(source: Source, map: Node, workload: Workload): Probe[] {
  return entriesOf(map).flatMap((entry) => {
    const purpose = PURPOSES.get(entry.key);
    if (purpose === undefined) return [];
    const probe = probeOf(source, entry);
    return probe === undefined ? [] : [{ purpose, name: entry.key, workload, ...probe }];
  });
}

function probeOf(source: Source, { node, p, q }: MapEntry): Omit<Probe, "purpose" | "name" | "workload"> | undefined {
  const http = entryOf(node, "httpGet");
  if (http !== undefined) {
    const path = scalarAt(http.node, "path");
    const httpPath = path?.value === undefined ? undefined : literalPath(path.value);
    const port = textAt(http.node, "port");
    return {
      how: "http",
      ...(httpPath === undefined ? {} : { httpPath }),
      ...(port === undefined ? {} : { port }),
      place: path === undefined ? placeAt(source, http.p, http.q) : placeAt(source, path.p, path.q),
    };
  }
  const exec = entryOf(nodeAt(node, "exec"), "command");
  const command = commandText(exec?.node);
  if (exec !== undefined && command !== undefined) return commandProbe(source, exec, command);
  if (entryOf(node, "exec") !== undefined) return { how: "exec", place: placeAt(source, p, q) };
  if (entryOf(node, "grpc") !== undefined) return { how: "grpc", place: placeAt(source, p, q) };
  return entryOf(node, "tcpSocket") === undefined ? undefined : { how: "tcp", place: placeAt(source, p, q) };
}

/** The entries of a ConfigMap or Secret become variables by `envFrom`; those that read like variables are taken as such. What a Secret holds is not told. */
function configMapValues(source: Source, manifest: Node): EnvironmentValue[] {
  const kind = textAt(manifest, "kind");
  if (kind !== "ConfigMap" && kind !== "Secret") return [];
  return ["data", "stringData"].flatMap((part) =>
    entriesOf(nodeAt(manifest, part)).flatMap(({ key, node, p }) =>
      node.k === "scalar" && /^[A-Z][A-Z0-9_]*$/.test(key)
        ? (environmentValue(source, key, kind === "Secret" ? undefined : node.value, p) ?? [])
        : [],
    ),
  );
}
