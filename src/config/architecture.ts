import type { Architecture, ExternalDependency, StructureKind } from "../engine/configuration.ts";
import { type Fields, mapping } from "./mappings.ts";
import { declared, described, flag, listOf, oneOf, type Reader, text } from "./reader.ts";

/** The part as one file has it: what is not there may come from another file. */
export type ArchitecturePart = Partial<Architecture>;

const word = text({ is: "a name", pattern: /^[A-Za-z][\w .-]*$/, maxLength: 60 });
const folder = text({
  is: "a folder of this repository, as in `app/routers`",
  pattern: /^[^/\\\s][^\\]*$/,
  accepts: (path) => !path.split("/").includes(".."),
});

const externalDependency: Reader<ExternalDependency> = mapping<ExternalDependency>({
  name: { key: "name", reader: described("As in `postgres` or `redis`.", word), required: true },
  asyncDriver: {
    key: "async_driver",
    reader: described(
      "The module of the driver that code is to use, as in `asyncpg` or `redis.asyncio`.",
      text({ is: "a Python module, as in `redis.asyncio`", pattern: /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/ }),
    ),
  },
  connectionPool: { key: "connection_pool", reader: flag },
});

type Folders = { readonly [Kind in StructureKind]?: ReturnType<typeof declaredFolder.read> };

const declaredFolder = declared(folder);

const folders = mapping<Folders>({
  routers: { key: "routers", reader: declaredFolder },
  services: { key: "services", reader: declaredFolder },
  models: { key: "models", reader: declaredFolder },
  middleware: { key: "middleware", reader: declaredFolder },
});

const KINDS: readonly StructureKind[] = ["routers", "services", "models", "middleware"];

const structure: Reader<Architecture["structure"]> = {
  schema: folders.schema,
  read: (tree, name, place) => {
    const read = folders.read(tree, name, place);
    if (read === undefined) return undefined;
    return KINDS.flatMap((kind) => {
      const found = read[kind];
      return found === undefined ? [] : [{ ...found, value: { kind, folder: found.value.replace(/\/+$/, "") } }];
    });
  },
};

const fields: Fields<ArchitecturePart> = {
  serviceName: { key: "service_name", reader: declared(word) },
  middlewareStack: {
    key: "middleware_stack",
    reader: described("Outermost first, as in `[cors, rate_limit, auth, logging]`.", declared(listOf(word, 30))),
  },
  providedByPlatform: {
    key: "provided_by_platform",
    reader: described(
      "What the platform does, so that its absence from the code says nothing.",
      listOf(declared(oneOf(["rate_limit", "security_headers", "metrics", "correlation_id"]))),
    ),
  },
  externalDependencies: {
    key: "external_dependencies",
    reader: described("The systems that the service talks to.", listOf(declared(externalDependency))),
  },
  healthChecks: {
    key: "health_checks",
    reader: described("What readiness checks, as in `[db, cache]`.", listOf(declared(word))),
  },
  asyncPatterns: {
    key: "async_patterns",
    reader: described(
      "What every call to another system follows.",
      listOf(declared(oneOf(["retry", "timeout", "circuit_breaker"]))),
    ),
  },
  structure: {
    key: "structure",
    reader: described("The folder of each kind of code; without it a PROJECT_STRUCTURE.md is read.", structure),
  },
};

/** Reads `architecture:`. */
export const architecture: Reader<ArchitecturePart> = described(
  "What the repository cannot show: it is not asked about, and code that contradicts it is.",
  mapping<ArchitecturePart>(fields),
);
