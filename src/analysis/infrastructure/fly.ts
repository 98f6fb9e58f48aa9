import { environmentOf } from "./environment-values.ts";
import type { Probe, Workload } from "./infrastructure.ts";
import { literalPath } from "./commands.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { placeAt, type Source } from "./source.ts";
import { entriesOf, mapsIn, nodeAt, scalarAt, textAt } from "./tree.ts";
import { folderOf } from "./workload-names.ts";

/** Reads `fly.toml`: https://fly.io/docs/reference/configuration/ */
export function readFly(source: Source): Readout {
  const { documents, problem } = source.tree();
  const [document] = documents;
  const name = textAt(document, "app");
  const workload: Workload = {
    ...(name === undefined ? {} : { name }),
    context: folderOf(source.path),
    place: placeAt(source, 0, 0),
  };
  const probes: Probe[] = [];
  for (const { map, keys } of document === undefined ? [] : mapsIn(document)) {
    const last = keys.at(-1) ?? "";
    const isCheck = last === "http_checks" || last === "checks" || keys.at(-2) === "checks";
    const path = scalarAt(map, "path");
    const tcp = last === "tcp_checks" || textAt(map, "type") === "tcp";
    if (tcp) probes.push({ purpose: "health", how: "tcp", name: last, workload, place: placeAt(source, map.p, map.p) });
    else if (isCheck && path?.value !== undefined) {
      const httpPath = literalPath(path.value);
      const named = last === "http_checks" ? "http_checks" : "checks";
      probes.push({
        purpose: "health",
        how: "http",
        ...(httpPath === undefined ? {} : { httpPath }),
        name: named,
        workload,
        place: placeAt(source, path.p, path.q),
      });
    }
  }
  const processes = entriesOf(nodeAt(document, "processes")).flatMap(({ key, node, p, q }): Workload[] =>
    node.k === "scalar" && node.value !== undefined
      ? [{ name: key, command: node.value, context: folderOf(source.path), place: placeAt(source, p, q) }]
      : [],
  );
  return {
    ...NOTHING_READ,
    recognised: true,
    probes,
    workloads: [workload, ...processes],
    environment: environmentOf(source, nodeAt(document, "env"), workload),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Reads `railway.toml`: https://docs.railway.com/reference/config-as-code */
export function readRailwayToml(source: Source): Readout {
  const { documents, problem } = source.tree();
  const deploy = nodeAt(documents[0], "deploy");
  const command = textAt(deploy, "startCommand");
  const workload: Workload = {
    ...(command === undefined ? {} : { command }),
    context: folderOf(source.path),
    place: placeAt(source, 0, 0),
  };
  const path = scalarAt(deploy, "healthcheckPath");
  const httpPath = path?.value === undefined ? undefined : literalPath(path.value);
  return {
    ...NOTHING_READ,
    recognised: true,
    workloads: [workload],
    ...(problem === undefined ? {} : { problem }),
    probes:
      path === undefined
        ? []
        : [
            {
              purpose: "health",
              how: "http",
              ...(httpPath === undefined ? {} : { httpPath }),
              name: "healthcheckPath",
              workload,
              place: placeAt(source, path.p, path.q),
            },
          ],
  };
}
