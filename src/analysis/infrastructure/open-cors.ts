import { matchesEverything } from "../cors/origin-patterns.ts";
import type { OpenCors } from "./infrastructure.ts";
import { placeAt, type Source } from "./source.ts";
import { embeddedSources, type Embedded } from "./traits/embedded.ts";
import { nginxStatements, type Statement } from "./traits/statements.ts";
import { isOff, moved, type Stretch } from "./traits/sighted.ts";
import { entriesOf, entryOf, itemsOf, mapsIn, nodeAt, scalarAt, textAt, type MapEntry, type Node } from "./tree.ts";

/** What is YAML, JSON or TOML; a Caddyfile within a manifest is not. */
const STRUCTURED = /^(?:kong|envoy|traefik|kubernetes|kustomize|helm)$/;

/** More of them in one file say nothing new. */
const MAX_FOUND = 5;

interface Found {
  readonly by: OpenCors["by"];
  readonly origin: Stretch;
  readonly credentials: Stretch;
}

/**
 * Where a proxy answers whoever asks with their own origin and allows credentials. Products that send a literal `*` are left
 * out: browsers refuse it together with credentials (https://fetch.spec.whatwg.org/#cors-protocol-and-credentials), and API
 * Gateway, Traefik and ingress-nginx do that.
 */
export function openCors(source: Source): readonly OpenCors[] {
  return foundIn(source)
    .slice(0, MAX_FOUND)
    .map(({ by, origin, credentials }) => ({
      by,
      place: placeAt(source, origin.p, origin.q),
      credentials: placeAt(source, credentials.p, credentials.q),
    }));
}

function foundIn(source: Source): readonly Found[] {
  switch (source.kind) {
    case "nginx":
      return nginxCors(source.text);
    case "kong":
    case "envoy":
    case "traefik":
    case "kubernetes":
    case "kustomize":
    case "helm":
      return [...documentCors(source), ...embeddedSources(source).flatMap(embeddedCors)];
    default:
      return [];
  }
}

function embeddedCors({ source, at }: Embedded): readonly Found[] {
  const found = source.kind === "nginx" ? nginxCors(source.text) : documentCors(source);
  return found.map(({ by, origin, credentials }) => ({
    by,
    origin: moved({ p: origin.p, q: origin.q }, at),
    credentials: moved({ p: credentials.p, q: credentials.q }, at),
  }));
}

function documentCors(source: Source): readonly Found[] {
  if (!STRUCTURED.test(source.kind)) return [];
  return source
    .tree()
    .documents.flatMap((document) =>
      [...mapsIn(document)].flatMap(({ map }) => [...kongCors(map), ...envoyCors(map), ...traefikCors(map)]),
    );
}

/**
 * `add_header Access-Control-Allow-Origin $http_origin` beside one for credentials, in a block that passes requests on.
 * A file that looks at `$http_origin` in an `if` or a `map` compares it, and one that sets it says what it is.
 */
function nginxCors(text: string): readonly Found[] {
  const statements = nginxStatements(text);
  if (statements.some(({ name, args }) => /^(?:if|map|set)$/.test(name.text) && args.some(isOrigin))) return [];
  const blocks = new Map<number, Statement[]>();
  for (const statement of statements) {
    const block = blocks.get(statement.block);
    if (block === undefined) blocks.set(statement.block, [statement]);
    else block.push(statement);
  }
  return [...blocks.values()].flatMap((block): Found[] => {
    const within = block[0]?.within ?? [];
    const passes = block.some(({ name }) => /^(?:proxy|uwsgi|grpc|fastcgi)_pass$/.test(name.text));
    if (!passes || within.includes("if")) return [];
    const origin = headerOf(block, "access-control-allow-origin");
    const credentials = headerOf(block, "access-control-allow-credentials");
    if (origin === undefined || credentials === undefined) return [];
    const [, by] = origin.args;
    return by !== undefined && isOrigin(by) && credentials.args[1]?.text === "true"
      ? [{ by: "nginx", origin: by, credentials: credentials.args[0] ?? credentials.name }]
      : [];
  });
}

function headerOf(block: readonly Statement[], header: string): Statement | undefined {
  return block.find(({ name, args }) => name.text === "add_header" && args[0]?.text.toLowerCase() === header);
}

function isOrigin({ text }: { readonly text: string }): boolean {
  return /^\$(?:http_origin|\{http_origin\})$/.test(text.replace(/^\(/, ""));
}

/**
 * Kong's plugin admits everyone where `origins` lists `*`, and sends the caller's origin instead of it when credentials are allowed:
 * https://github.com/Kong/kong/blob/master/kong/plugins/cors/handler.lua
 */
function kongCors(map: Node): readonly Found[] {
  const name = textAt(map, "kind") === "KongPlugin" || textAt(map, "kind") === "KongClusterPlugin" ? "plugin" : "name";
  if (textAt(map, name) !== "cors" || isOff(textAt(map, "enabled") ?? "true") || textAt(map, "disabled") === "true")
    return [];
  const config = nodeAt(map, "config");
  const everybody = itemsOf(nodeAt(config, "origins")).find((item) => item.k === "scalar" && item.value === "*");
  const credentials = entryOf(config, "credentials");
  return everybody === undefined || credentials === undefined || textAt(config, "credentials") !== "true"
    ? []
    : [{ by: "Kong", origin: everybody, credentials }];
}

/**
 * Traefik sends the origin back that a pattern of its list matches, and `*` of the other list as it stands:
 * https://github.com/traefik/traefik/blob/master/pkg/middlewares/headers/header.go
 */
function traefikCors(map: Node): readonly Found[] {
  const option = (name: string): MapEntry | undefined => entriesOf(map).find(({ key }) => key.toLowerCase() === name);
  const patterns = option("accesscontrolalloworiginlistregex");
  const credentials = option("accesscontrolallowcredentials");
  if (patterns === undefined || credentials?.node.k !== "scalar" || credentials.node.value !== "true") return [];
  const everybody = itemsOf(patterns.node).find(
    (item) => item.k === "scalar" && item.value !== undefined && matchesEverything(item.value),
  );
  return everybody === undefined ? [] : [{ by: "Traefik", origin: everybody, credentials }];
}

/**
 * A policy of Envoy's or Istio's whose pattern matches every origin: the origin that matches is sent back.
 * https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
function envoyCors(map: Node): readonly Found[] {
  return entriesOf(map).flatMap(({ key, node }): Found[] => {
    const isIstio = key === "corsPolicy";
    if (!isIstio && key !== "cors" && !key.startsWith("envoy.filters.http.cors")) return [];
    const credentials = entryOf(node, isIstio ? "allowCredentials" : "allow_credentials");
    if (credentials?.node.k !== "scalar" || credentials.node.value !== "true") return [];
    const patterns = itemsOf(nodeAt(node, isIstio ? "allowOrigins" : "allow_origin_string_match"));
    const everybody = patterns
      .map((item) => (isIstio ? scalarAt(item, "regex") : scalarAt(item, "safe_regex", "regex")))
      .find((pattern) => pattern?.value !== undefined && matchesEverything(pattern.value));
    return everybody === undefined ? [] : [{ by: isIstio ? "Istio" : "Envoy", origin: everybody, credentials }];
  });
}
