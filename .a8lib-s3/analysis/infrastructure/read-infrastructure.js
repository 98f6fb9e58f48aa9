import { once } from "../once.js";
import { readCompose } from "./compose.js";
import { readDockerfile } from "./dockerfile.js";
import { readFly, readRailwayToml } from "./fly.js";
import { readHelm, readPlatform } from "./helm.js";
import { readKubernetes } from "./kubernetes.js";
import { readEnvExample, readProcfile, rewritesIn } from "./lines.js";
import { infrastructureKind, MAX_INFRASTRUCTURE_BYTES } from "./paths.js";
import { NOTHING_READ } from "./readout.js";
import { createSource } from "./source.js";
import { readTerraform } from "./terraform.js";
import { agentOf, traitLines } from "./trait-lines.js";
/** Values of one repository; a list that is longer is data. */
const MAX_VALUES = 20_000;
/** A project's infrastructure, read when something of it is first asked for. */
export function createInfrastructure(texts, unread) {
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
        get unread() {
            return read().unread;
        },
    };
}
/** Reads every infrastructure file among a project's texts. A file that breaks its reader costs itself only. */
export function readInfrastructure(texts, unreadFiles = new Map()) {
    const files = [];
    const unread = new Map();
    const read = [];
    for (const [path, reason] of unreadFiles)
        if (infrastructureKind(path) !== undefined)
            unread.set(path, reason);
    for (const path of [...texts.keys()].toSorted()) {
        const kind = infrastructureKind(path);
        const text = texts.get(path);
        if (kind === undefined || text === undefined)
            continue;
        if (text.length > MAX_INFRASTRUCTURE_BYTES) {
            unread.set(path, "it is larger than 256 KB");
            continue;
        }
        const source = createSource(path, kind, text);
        const readout = readSafely(source);
        if (readout.problem !== undefined)
            unread.set(path, readout.problem);
        if (!readout.recognised)
            continue;
        files.push({ path, kind });
        read.push({ ...readout, traits: [...readout.traits, ...traitLines(source)], rewrites: rewritesIn(source) });
    }
    const environment = read.flatMap((each) => each.environment).slice(0, MAX_VALUES);
    return {
        files,
        probes: read.flatMap(({ probes }) => probes),
        traits: [...read.flatMap(({ traits }) => traits), ...agentTraits(environment)],
        environment,
        workloads: read.flatMap(({ workloads }) => workloads),
        rewrites: read.flatMap(({ rewrites }) => rewrites),
        unread,
    };
}
function readSafely(source) {
    try {
        return readOne(source);
    }
    catch (error) {
        return { ...NOTHING_READ, problem: `reading it failed: ${error instanceof Error ? error.message : String(error)}` };
    }
}
function readOne(source) {
    switch (source.kind) {
        case "dockerfile":
            return readDockerfile(source);
        case "compose":
            return readCompose(source);
        case "kubernetes":
            return readKubernetes(source);
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
        default:
            // Proxies and overlays are read line by line, for what they provide.
            return { ...NOTHING_READ, recognised: true };
    }
}
/** An agent is set up by its variables. */
function agentTraits(environment) {
    const found = [];
    const seen = new Set();
    for (const { name, place } of environment) {
        const agent = agentOf(name);
        const key = `${agent} ${place.path}`;
        if (agent === undefined || seen.has(key))
            continue;
        seen.add(key);
        found.push({ trait: "tracing", by: agent, place }, { trait: "metrics", by: agent, place });
    }
    return found;
}
