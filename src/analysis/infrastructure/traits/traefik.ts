import { entriesOf, entryOf, itemsOf, mapsIn, nodeAt, type MapEntry, type Node } from "../tree.ts";
import { headerSighted, isOff, isOn, sighted, type Sighted, type Stretch } from "./sighted.ts";

/**
 * What Traefik's middlewares provide (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview/),
 * as files, custom resources and labels write them. Traefik reads names of options whatever their case.
 */
export function traefikFile(document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map, keys } of mapsIn(document)) {
    if (/^middlewares$/i.test(keys.at(-1) ?? ""))
      for (const { node } of entriesOf(map)) found.push(...traefikMiddleware(node));
    if (keys.length > 0) continue;
    // The file that Traefik starts with: https://doc.traefik.io/traefik/reference/install-configuration/observability/tracing/
    for (const entry of entriesOf(map)) {
      if (/^tracing$/i.test(entry.key) && isOn(entry.node)) found.push(sighted("tracing", "Traefik tracing", entry));
      if (/^metrics$/i.test(entry.key) && isOn(entry.node)) found.push(sighted("metrics", "Traefik metrics", entry));
    }
  }
  return found;
}

/** What one middleware does: `{ rateLimit: { average: 100 } }`. */
export function traefikMiddleware(node: Node | undefined): readonly Sighted[] {
  return entriesOf(node).flatMap((entry) => {
    const option = entry.key.toLowerCase();
    if (option === "headers") return entriesOf(entry.node).flatMap(headerOption);
    return optionTraits(option, entry);
  });
}

function optionTraits(option: string, at: Stretch): readonly Sighted[] {
  if (option === "ratelimit") return [sighted("rate_limit", "Traefik rateLimit", at)];
  return option === "inflightreq" ? [sighted("rate_limit", "Traefik inFlightReq", at)] : [];
}

const HEADER_OPTIONS: ReadonlySet<string> = new Set([
  "stsseconds",
  "framedeny",
  "customframeoptionsvalue",
  "contenttypenosniff",
  "browserxssfilter",
  "contentsecuritypolicy",
  "contentsecuritypolicyreportonly",
  "referrerpolicy",
  "permissionspolicy",
]);

function headerOption(entry: MapEntry): readonly Sighted[] {
  const option = entry.key.toLowerCase();
  if (option === "customresponseheaders" || option === "customrequestheaders")
    return entriesOf(entry.node).flatMap((header) =>
      header.node.k === "scalar" && header.node.value === "" ? [] : headerSighted(header.key, header),
    );
  return isOn(entry.node) ? namedHeaderOption(option, entry) : [];
}

function namedHeaderOption(option: string, at: Stretch): readonly Sighted[] {
  if (HEADER_OPTIONS.has(option)) return [sighted("security_headers", "Traefik headers", at)];
  return /^accesscontrolalloworiginlist(?:regex)?$/.test(option) ? [sighted("cors", "Traefik CORS headers", at)] : [];
}

const MIDDLEWARE = /^traefik\.http\.middlewares\.[^.]{1,200}\.(\w{1,60})(?:\.([\w-]{1,60})(?:\.([\w-]{1,60}))?)?$/i;

/** Middlewares that are called after what they do, and defined where it cannot be seen. */
const LIMITING = /rate[-_]?limit|throttl/i;

/** What the labels of one container provide, unless they keep Traefik away from it. */
export function traefikLabels(text: string, labels: Node | undefined): readonly Sighted[] {
  const pairs = labelsOf(text, labels);
  if (pairs.some(({ name, value }) => name.toLowerCase() === "traefik.enable" && isOff(value))) return [];
  return pairs.flatMap(({ name, value, ...at }) => {
    if (/^traefik\.http\.routers\.[^.]+\.middlewares$/i.test(name) && LIMITING.test(value ?? ""))
      return [sighted("rate_limit", "a Traefik middleware", at)];
    const [, option = "", below = "", header = ""] = MIDDLEWARE.exec(name) ?? [];
    if (option.toLowerCase() !== "headers") return optionTraits(option.toLowerCase(), at);
    if (/^custom(?:response|request)headers$/i.test(below)) return value === "" ? [] : headerSighted(header, at);
    return isOff(value) ? [] : namedHeaderOption(below.toLowerCase(), at);
  });
}

interface Label extends Stretch {
  readonly name: string;
  readonly value: string | undefined;
}

/** `{ name: value }` or `["name=value"]`. */
function labelsOf(text: string, labels: Node | undefined): readonly Label[] {
  return [
    ...entriesOf(labels).map(({ key, node, p, q }) => ({
      name: key,
      value: node.k === "scalar" ? node.value : undefined,
      p,
      q,
    })),
    ...itemsOf(labels).flatMap((item): Label[] => {
      if (item.k !== "scalar" || item.value === undefined) return [];
      const at = item.value.indexOf("=");
      const name = at === -1 ? item.value : item.value.slice(0, at);
      const p = item.p + (/["']/.test(text.charAt(item.p)) ? 1 : 0);
      return [{ name, value: at === -1 ? undefined : item.value.slice(at + 1), p, q: p + name.length }];
    }),
  ];
}

/** The labels of a compose file's services, which a swarm keeps under `deploy`. */
export function composeLabels(text: string, document: Node): readonly Sighted[] {
  return entriesOf(nodeAt(document, "services")).flatMap(({ node }) =>
    [nodeAt(node, "labels"), nodeAt(node, "deploy", "labels")].flatMap((labels) => traefikLabels(text, labels)),
  );
}

/** A `Middleware` in Kubernetes: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/middleware/ */
export function traefikResource(manifest: Node): readonly Sighted[] {
  return traefikMiddleware(entryOf(manifest, "spec")?.node);
}
