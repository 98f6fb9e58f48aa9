import type { PlatformTrait, TraitSighting } from "../infrastructure.ts";
import { manifestsOnly } from "../kustomize.ts";
import { createSource, linesOf, placeAt, type Source } from "../source.ts";
import { entriesOf, mapsIn, type Node } from "../tree.ts";
import { annotationTraits } from "./annotations.ts";
import { chartLimits } from "./chart-values.ts";
import { cloudTemplate } from "./cloud-templates.ts";
import { commandTraits, wrapperIn } from "./commands.ts";
import { embeddedSources, type Embedded } from "./embedded.ts";
import { envoyTraits } from "./envoy.ts";
import { headerEntries } from "./header-entries.ts";
import { kongPlugins } from "./kong.ts";
import { manifestTraits } from "./manifests.ts";
import { policyTraits } from "./policies.ts";
import { caddyTraits, haproxyTraits, nginxTraits } from "./proxies.ts";
import { moved, sighted, type Sighted } from "./sighted.ts";
import { terraformTraits } from "./terraform.ts";
import { composeLabels, traefikFile } from "./traefik.ts";

/** More sightings of one trait in one file say nothing new. */
const MAX_PER_TRAIT = 5;

/** What a file provides: the keys, values and directives that do it, each in its place in the file's structure. */
export function traitsOf(source: Source): readonly TraitSighting[] {
  const counts = new Map<PlatformTrait, number>();
  const found: TraitSighting[] = [];
  const seen = new Set<string>();
  for (const { trait, by, p, q } of sightings(source).toSorted((a, b) => a.p - b.p)) {
    const key = `${trait} ${p}`;
    const count = counts.get(trait) ?? 0;
    if (seen.has(key) || count >= MAX_PER_TRAIT) continue;
    seen.add(key);
    counts.set(trait, count + 1);
    found.push({ trait, by, place: placeAt(source, p, q) });
  }
  return found;
}

function sightings(source: Source): readonly Sighted[] {
  switch (source.kind) {
    case "nginx":
      return nginxTraits(source.text);
    case "caddy":
      return caddyTraits(source.text);
    case "haproxy":
      return haproxyTraits(source.text);
    case "gateway-policy":
      return policyTraits(source.text);
    case "terraform":
      return terraformTraits(source);
    case "dockerfile":
    case "procfile":
      return [...linesOf(source)].flatMap(({ text, p }) =>
        /^\s*#/.test(text) ? [] : wrapperIn(source.text, { p, q: p + text.length }),
      );
    case "env-example":
      return [];
    default:
      return [
        ...documentSightings(source),
        ...(source.kind === "kustomize" ? patchSightings(source) : []),
        ...embeddedSources(source).flatMap(embeddedSightings),
      ];
  }
}

function documentSightings(source: Source): readonly Sighted[] {
  return source.tree().documents.flatMap((document) => treeSightings(source, document));
}

/** A file within a file; none is looked for within that one. */
function embeddedSightings({ source, at }: Embedded): readonly Sighted[] {
  const found = /^(?:traefik|envoy|kong)$/.test(source.kind) ? documentSightings(source) : sightings(source);
  return found.map((one) => moved(one, at));
}

function patchSightings({ path, text }: Source): readonly Sighted[] {
  const patches = createSource(path, "kubernetes", manifestsOnly(text));
  return sightings(patches);
}

function treeSightings({ kind, text }: Source, document: Node): readonly Sighted[] {
  switch (kind) {
    case "traefik":
      return traefikFile(document);
    case "envoy":
      return [...envoyTraits(document), ...headerEntries(document)];
    case "kong":
      return [...kongPlugins(document), ...headerEntries(document)];
    case "compose":
      return [...composeLabels(text, document), ...common(text, document)];
    case "kubernetes":
    case "kustomize":
    case "helm": {
      const limits = kind === "helm" ? chartLimits(document) : [];
      return [...limits, ...cluster(document), ...common(text, document), ...headerEntries(document)];
    }
    case "serverless":
    case "app-platform":
      return [...cloudTemplate(document), ...headerEntries(document), ...common(text, document)];
    default:
      return common(text, document);
  }
}

function cluster(document: Node): readonly Sighted[] {
  return [...manifestTraits(document), ...envoyTraits(document), ...kongPlugins(document)];
}

function common(text: string, document: Node): readonly Sighted[] {
  return [...annotationTraits(document), ...commandTraits(text, document), ...firewalls(document)];
}

/** BunkerWeb sends security headers unless told otherwise: https://docs.bunkerweb.io/latest/settings/ */
function firewalls(document: Node): readonly Sighted[] {
  return [...mapsIn(document)].flatMap(({ map }) =>
    entriesOf(map).flatMap(({ key, node }) =>
      key === "image" && node.k === "scalar" && /(?:^|\/)bunkerity\/bunkerweb(?:[:@-]|$)/.test(node.value ?? "")
        ? [sighted("security_headers", "BunkerWeb", node)]
        : [],
    ),
  );
}
