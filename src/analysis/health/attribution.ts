import type { Probe, Workload } from "../infrastructure/infrastructure.ts";
import { isOwnHost } from "../infrastructure/commands.ts";
import { folderOf } from "../infrastructure/workload-names.ts";
import type { Infrastructure } from "../infrastructure/infrastructure.ts";
import type { Application } from "../application/application.ts";
import { applicationsBelow } from "../application/files.ts";

/** Software that projects run beside their own service: databases, brokers, proxies, tools. */
const THIRD_PARTY =
  /(?:^|[/_.-])(?:postgres\w*|pgvector|pgbouncer|pgadmin\w*|timescale\w*|mysql|mariadb|mongo\w*|redis\w*|valkey|memcached|rabbitmq|kafka\w*|zookeeper|nats|elasticsearch|opensearch\w*|kibana|logstash|grafana|prometheus|loki|tempo|jaeger|otel\w*|nginx\w*|traefik|caddy|envoy|haproxy|kong|keycloak|vault|consul|minio|localstack|mailhog|mailpit|maildev|qdrant|weaviate|chroma|milvus|neo4j|clickhouse\w*|temporal\w*|flower|adminer|ollama|vllm|litellm|selenium|chrome\w*|browserless|sentry|etcd|cassandra|mssql|sqlserver|azurite|registry|vespa|unstructured\w*|hatchet\w*|airflow|superset|metabase|n8n|celery\w*|worker\w*|scheduler|beat|frontend|ui|web-?ui|webapp|www|node|bun|next\w*|dashboard|docs|website|landing|client|admin-?ui|studio|playground)(?=$|[/:@_.-])/i;

const SERVER = /\b(?:uvicorn|gunicorn|hypercorn|granian|daphne|fastapi\s+(?:run|dev)|uvloop)\b/;

const PYTHON = /\b(?:uvicorn|gunicorn|hypercorn|granian|daphne|fastapi|python3?|poetry\s+run|uv\s+run|pipenv\s+run)\b/;

const OTHER_RUNTIME =
  /(?:^|[/_.-])(?:node|nginx|golang|openjdk|eclipse-temurin|ruby|rust|dotnet|php|alpine\/\w+|bun|caddy|httpd)(?=$|[/:@_.-])/i;

/** Whether a probe asks one of this repository's Python services, as far as its file says so. `no` when it says otherwise, `unknown` when it says nothing. */
export function runsPython(
  probe: Probe,
  applications: readonly Application[],
  infrastructure: Pick<Infrastructure, "workloads">,
): "yes" | "no" | "unknown" {
  const { workload, host } = probe;
  if (host !== undefined && !isOwnHost(host)) return "no";
  if (workload === undefined) return "unknown";
  return isPythonWorkload(workload, applications, infrastructure);
}

/** The same for what is probed. */
export function isPythonWorkload(
  workload: Workload,
  applications: readonly Application[],
  infrastructure: Pick<Infrastructure, "workloads">,
): "yes" | "no" | "unknown" {
  const { name = "", image = "", command = "", dockerfile, context } = workload;
  const isDockerfile = dockerfile !== undefined && workload.place.path === dockerfile;
  if (THIRD_PARTY.test(name)) return "no";
  if (!isDockerfile && image !== "" && THIRD_PARTY.test(lastPart(image))) return "no";
  if (SERVER.test(command)) return "yes";
  if (isDockerfile) {
    if (OTHER_RUNTIME.test(image)) return "no";
    return PYTHON.test(command) || /(?:^|[/])python\b/.test(image) ? underContext(context, applications) : "unknown";
  }
  if (dockerfile !== undefined) {
    const built = infrastructure.workloads.find((each) => each.place.path === dockerfile);
    if (built !== undefined) return isPythonWorkload(built, applications, infrastructure);
    return "unknown";
  }
  if (command !== "") return PYTHON.test(command) ? "yes" : "unknown";
  return "unknown";
}

/** Folders whose images are not deployed. */
const FOR_DEVELOPERS = /(?:^|\/)(?:\.\w+|tests?|dev|examples?|docs?|scripts|tools)\//i;

/** Languages that services are written in; what else stands in `OTHER_RUNTIME` mostly serves pages. */
const OTHER_SERVICES = /(?:^|[/_.-])(?:golang|openjdk|eclipse-temurin|ruby|rust|dotnet|php)(?=$|[/:@_.-])/i;

/**
 * Whether the repository builds images of services that are not known to be Python: then a manifest that names an image only can
 * be about any of them.
 */
export function buildsOtherServices(
  applications: readonly Application[],
  infrastructure: Pick<Infrastructure, "workloads">,
): boolean {
  return infrastructure.workloads.some((workload) => {
    const { dockerfile, image = "", place } = workload;
    if (dockerfile !== place.path || FOR_DEVELOPERS.test(place.path)) return false;
    if (THIRD_PARTY.test(lastPart(image)) || THIRD_PARTY.test(folderOf(place.path))) return false;
    const runs = isPythonWorkload(workload, applications, infrastructure);
    return runs === "unknown" || (runs === "no" && OTHER_SERVICES.test(image));
  });
}

/** A Dockerfile serves the applications below its own folder; one in a folder of its own can serve any. */
function underContext(context: string | undefined, applications: readonly Application[]): "yes" | "unknown" {
  if (context === undefined) return "unknown";
  return applications.length === 0 ? "unknown" : "yes";
}

/**
 * The image's name and the namespace in front of it. The host that it is pulled from says nothing about what it is:
 * https://github.com/distribution/reference/blob/main/reference.go (a first part with a dot, a colon, or `localhost`).
 */
function lastPart(image: string): string {
  const digest = image.indexOf("@");
  const named = digest === -1 ? image : image.slice(0, digest);
  const tag = named.lastIndexOf(":");
  const bare = tag > named.lastIndexOf("/") ? named.slice(0, tag) : named;
  const [first = "", ...rest] = bare.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return (isHost ? rest : [first, ...rest]).slice(-2).join("/");
}

/** The applications that a probe's service can be: those that its command names or its build context holds, else all of them. */
export function applicationsOf(probe: Probe, applications: readonly Application[]): readonly Application[] {
  const outermost = applications.filter(({ parent }) => parent === undefined);
  const { command = "", context } = probe.workload ?? {};
  const target = servedModule(command);
  if (target !== undefined) {
    const named = outermost.filter(({ place }) => modulePath(place.path).endsWith(`/${target.replaceAll(".", "/")}`));
    if (named.length > 0) return named;
  }
  const folder = context ?? folderOf(probe.place.path);
  const below = applicationsBelow(folder, outermost);
  return below.length > 0 ? below : outermost;
}

/** `app.main` of `uvicorn app.main:app`. */
function servedModule(command: string): string | undefined {
  for (const word of command.split(/[\s"']+/)) {
    const [before = "", name] = word.split(":").slice(-2);
    const module = before.slice(before.length - trailing(before, /[\w.]/)).replace(/^\.+/, "");
    if (module !== "" && name !== undefined && /^[A-Za-z_]\w*(?:\(\))?$/.test(name)) return module;
  }
  return undefined;
}

/** How many characters at the end of a text are of a kind. */
function trailing(text: string, kind: RegExp): number {
  let count = 0;
  while (count < text.length && kind.test(text.charAt(text.length - 1 - count))) count += 1;
  return count;
}

function modulePath(path: string): string {
  return `/${path.replace(/(?:\/__init__)?\.py$/, "")}`;
}
