import { once } from "../once.ts";
import { readCompose } from "./compose.ts";
import { readDockerfile } from "./dockerfile.ts";
import { readFly, readRailwayToml } from "./fly.ts";
import { readHelm, readPlatform } from "./helm.ts";
import type { Infrastructure, InfrastructureFile, InfrastructureKind } from "./infrastructure.ts";
import { readKubernetes } from "./kubernetes.ts";
import { readKustomize } from "./kustomize.ts";
import { readEnvExample, readEnvFile, readProcfile, rewritesIn } from "./lines.ts";
import {
  infrastructureKind,
  MAX_INFRASTRUCTURE_BYTES,
  MAX_INFRASTRUCTURE_TOTAL,
  selectInfrastructure,
} from "./paths.ts";
import { NOTHING_READ, type Readout } from "./readout.ts";
import { openCors } from "./open-cors.ts";
import { createSource, type Source } from "./source.ts";
import { readTerraform } from "./terraform.ts";
import { variableTraits } from "./traits/agents.ts";
import { traitsOf } from "./traits/traits-of.ts";

/** Values of one repository; a list that is longer is data. */
const MAX_VALUES = 20_000;

/** A project's infrastructure, read when something of it is first asked for. */
export function createInfrastructure(
  texts: ReadonlyMap<string, string>,
  unread: ReadonlyMap<string, string>,
): Infrastructure {
  const read = once(() => readInfrastructure(texts, unread));
  return {
    get files() {
      return read().files;
    },
    get probes() {
      return read().probes;
    },
    get traits() {
      return read().traits;
    },
    get environment() {
      return read().environment;
    },
    get workloads() {
      return read().workloads;
    },
    get rewrites() {
      return read().rewrites;
    },
    get openCors() {
      return read().openCors;
    },
    get unread() {
      return read().unread;
    },
  };
}

/** Reads every infrastructure file among a project's texts. A file that breaks its reader costs itself only. */
export function readInfrastructure(
  texts: ReadonlyMap<string, string>,
  unreadFiles: ReadonlyMap<string, string> = new Map(),
): Infrastructure {
  const files: InfrastructureFile[] = [];
  const unread = new Map<string, string>();
  const read: Readout[] = [];
  for (const [path, reason] of unreadFiles) if (infrastructureKind(path) !== undefined) unread.set(path, reason);
  let total = 0;
  for (const path of selectInfrastructure([...texts.keys()])) {
    const kind = infrastructureKind(path);
    const text = texts.get(path);
    if (kind === undefined || text === undefined) continue;
    if (text.length > MAX_INFRASTRUCTURE_BYTES) {
      unread.set(path, "it is larger than 256 KB");
      continue;
    }
    total += text.length;
    if (total > MAX_INFRASTRUCTURE_TOTAL) {
      unread.set(path, "the deployment files before it have more than 2 MB together");
      continue;
    }
    const source = createSource(path, kind, text);
    const readout = readSafely(source);
    if (readout.problem !== undefined) unread.set(path, readout.problem);
    if (!readout.recognised) continue;
    files.push({ path, kind });
    read.push({
      ...readout,
      ...safely(() => ({ traits: [...readout.traits, ...traitsOf(source)], openCors: openCors(source) })),
      rewrites: rewritesIn(source),
    });
  }
  const environment = read.flatMap((each) => each.environment).slice(0, MAX_VALUES);
  return {
    files,
    probes: read.flatMap(({ probes }) => probes),
    traits: [...read.flatMap(({ traits }) => traits), ...variableTraits(environment)],
    environment,
    workloads: read.flatMap(({ workloads }) => workloads),
    rewrites: read.flatMap(({ rewrites }) => rewrites),
    openCors: read.flatMap((each) => each.openCors),
    unread,
  };
}

function readSafely(source: Source): Readout {
  try {
    return readOne(source);
  } catch (error) {
    return { ...NOTHING_READ, problem: `reading it failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Readers are bounded; this is for what nobody thought of, and costs one file. */
function safely<T extends object>(compute: () => T): Partial<T> {
  try {
    return compute();
  } catch {
    return {};
  }
}

const STRUCTURED: ReadonlySet<InfrastructureKind> = new Set(["traefik", "envoy", "kong"]);

function readProxy(source: Source): Readout {
  const { problem } = STRUCTURED.has(source.kind) ? source.tree() : {};
  return { ...NOTHING_READ, recognised: true, ...(problem === undefined ? {} : { problem }) };
}

function readOne(source: Source): Readout {
  switch (source.kind) {
    case "dockerfile":
      return readDockerfile(source);
    case "compose":
      return readCompose(source);
    case "kubernetes":
      return readKubernetes(source);
    case "kustomize":
      return readKustomize(source);
    case "helm":
      return readHelm(source);
    case "terraform":
      return readTerraform(source);
    case "fly":
      return readFly(source);
    case "railway":
      return source.path.endsWith(".toml") ? readRailwayToml(source) : readPlatform(source);
    case "render":
    case "serverless":
    case "app-platform":
      return readPlatform(source);
    case "procfile":
      return readProcfile(source);
    case "env-example":
      return readEnvExample(source);
    case "env-file":
      return readEnvFile(source);
    default:
      // Proxies are read for what they provide.
      return readProxy(source);
  }
}
