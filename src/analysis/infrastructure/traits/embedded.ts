import { entriesOf, mapsIn } from "../tree.ts";
import { infrastructureKind } from "../paths.ts";
import { createSource, type Source } from "../source.ts";
import type { InfrastructureKind } from "../infrastructure.ts";
import type { Stretch } from "./sighted.ts";

/** Files within one file. */
const MAX_EMBEDDED = 20;

const SNIPPET = /^nginx\.(?:ingress\.kubernetes\.io|org)\/(?:configuration|server|location)-snippets?$/;

/** A kind that stands within others as text. */
const EMBEDDED: ReadonlySet<InfrastructureKind> = new Set(["nginx", "caddy", "haproxy", "traefik", "envoy", "kong"]);

/** A file within a file. */
export interface Embedded {
  readonly source: Source;
  /** Where its text begins in the file around it: what is found in it is that much further down. */
  readonly at: number;
}

/**
 * The proxies' files that a manifest, a chart or a compose file holds as text: a ConfigMap's `nginx.conf: |`, ingress-nginx's
 * snippets. None is looked for within them.
 */
export function embeddedSources(source: Source): readonly Embedded[] {
  const found: Embedded[] = [];
  for (const document of source.tree().documents) {
    for (const { map } of mapsIn(document)) {
      for (const { key, node } of entriesOf(map)) {
        if (node.k !== "scalar" || found.length >= MAX_EMBEDDED) continue;
        const kind = kindOf(key, source.text.charAt(node.p));
        if (kind === undefined) continue;
        const language = key.endsWith(".toml") ? "toml" : "yaml";
        found.push(embeddedSource(source, kind, textWithin(source.text, node), language));
      }
    }
  }
  return found;
}

/** A stretch of a file as a source of its own, so that a file with many of them is not read again for each. */
export function embeddedSource(
  { path, text }: Source,
  kind: InfrastructureKind,
  { p, q }: Stretch,
  language: "toml" | "yaml" = "yaml",
): Embedded {
  return { source: createSource(path, kind, text.slice(p, q).replaceAll(TEMPLATE, filledIn), language), at: p };
}

const TEMPLATE = /\{\{[^{}\n]{0,2000}\}\}/g;

/** What a template fills in is a word; what only steers it is nothing. */
function filledIn(template: string): string {
  const isSteering = /^\{\{-?\s*(?:if|else|end|range|with|define|include|template|\/\*)/.test(template);
  return isSteering ? blank(template) : "x".repeat(template.length);
}

function kindOf(key: string, first: string): InfrastructureKind | undefined {
  if (SNIPPET.test(key)) return "nginx";
  if (first !== "|" && first !== ">") return undefined;
  const kind = key.includes("/") ? undefined : infrastructureKind(key);
  if (kind !== undefined && EMBEDDED.has(kind)) return kind;
  return /\.conf(?:\.template)?$|^nginx/i.test(key) ? "nginx" : undefined;
}

/** What a scalar holds, without the line that begins a block and without quotes. */
function textWithin(text: string, { p, q }: Stretch): Stretch {
  const first = text.charAt(p);
  if (first === '"' || first === "'") return { p: p + 1, q: Math.max(p + 1, q - 1) };
  if (first !== "|" && first !== ">") return { p, q };
  const end = text.indexOf("\n", p);
  return end === -1 || end > q ? { p: q, q } : { p: end, q };
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}
