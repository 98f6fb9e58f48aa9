import { fetchedUrl } from "./commands.ts";
import { environmentOf } from "./environment-values.ts";
import type { Probe, Workload } from "./infrastructure.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";
import { commandText, entriesOf, entryOf, nodeAt, textAt, type MapEntry, type Node } from "./tree.ts";
import { folderOf, resolveFolder } from "./workload-names.ts";

/** Reads a compose file: https://docs.docker.com/reference/compose-file/services/ */
export function readCompose(source: Source): Readout {
  const { documents, problem } = source.tree();
  const services = documents.flatMap((document) => entriesOf(nodeAt(document, "services")));
  const read = services.map((service) => readService(source, service));
  return {
    ...NOTHING_READ,
    recognised: services.length > 0,
    probes: read.flatMap(({ probes }) => probes),
    environment: read.flatMap(({ environment }) => environment),
    workloads: read.map(({ workload }) => workload),
    ...(problem === undefined ? {} : { problem }),
  };
}

function readService(
  source: Source,
  service: MapEntry,
): Pick<Readout, "probes" | "environment"> & { readonly workload: Workload } {
  const { node } = service;
  const build = buildOf(source, nodeAt(node, "build"));
  const image = textAt(node, "image");
  const command = [commandText(nodeAt(node, "entrypoint")), commandText(nodeAt(node, "command"))]
    .filter((part) => part !== undefined)
    .join(" ");
  const workload: Workload = {
    name: service.key,
    ...(image === undefined ? {} : { image }),
    ...(command === "" ? {} : { command }),
    ...build,
    place: placeAt(source, service.p, service.q),
  };
  const probe = healthcheckOf(source, nodeAt(node, "healthcheck"), workload);
  return {
    workload,
    probes: probe === undefined ? [] : [probe],
    environment: environmentOf(source, nodeAt(node, "environment"), workload),
  };
}

function buildOf(source: Source, build: Node | undefined): Pick<Workload, "context" | "dockerfile"> {
  const written = build?.k === "scalar" ? build.value : textAt(build, "context");
  const context = resolveFolder(folderOf(source.path), written ?? (build === undefined ? "$" : "."));
  if (context === undefined) return {};
  const dockerfile = resolveFolder(context, textAt(build, "dockerfile") ?? "Dockerfile");
  return { context, ...(dockerfile === undefined ? {} : { dockerfile }) };
}

/** `["CMD", "curl", "-f", "http://localhost/health"]`, `CMD-SHELL`, or a string. */
function healthcheckOf(source: Source, healthcheck: Node | undefined, workload: Workload): Probe | undefined {
  const test = entryOf(healthcheck, "test");
  const command = commandText(test?.node);
  if (test === undefined || command === undefined || command === "NONE" || textAt(healthcheck, "disable") === "true")
    return undefined;
  return {
    purpose: "health",
    name: "healthcheck",
    workload,
    ...commandProbe(source, test, command),
  };
}

/** What a command of a probe asks for, at the line on which the URL stands. */
export function commandProbe(
  source: Source,
  { node, p, q }: Pick<MapEntry, "node" | "p" | "q">,
  command: string,
): Pick<Probe, "how" | "host" | "port" | "httpPath" | "place"> {
  const url = fetchedUrl(command);
  if (url === undefined) return { how: "exec", place: placeAt(source, p, q) };
  const wanted = `${url.host}${url.port === undefined ? "" : `:${url.port}`}${url.path ?? ""}`;
  const at = source.text.slice(node.p, node.q).indexOf(wanted);
  const start = at === -1 ? p : node.p + at;
  return {
    how: "http",
    host: url.host,
    ...(url.port === undefined ? {} : { port: url.port }),
    ...(url.path === undefined ? {} : { httpPath: url.path }),
    place: placeAt(source, start, at === -1 ? q : start + wanted.length),
  };
}
