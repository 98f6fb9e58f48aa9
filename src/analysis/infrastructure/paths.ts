import type { InfrastructureKind } from "./infrastructure.ts";

/** More files of these kinds than this are not read, in any repository. */
export const MAX_INFRASTRUCTURE_FILES = 200;

/** Larger files of these kinds are generated: dashboards, bundles of definitions. */
export const MAX_INFRASTRUCTURE_BYTES = 256 * 1024;

/** Code units of all files of these kinds together; the parsers take their time over large ones. */
export const MAX_INFRASTRUCTURE_TOTAL = 2 * 1024 * 1024;

/** Other people's services, and files that deploy nothing. */
const ELSEWHERE =
  /(?:^|\/)(?:node_modules|vendor|site-packages|\.git|\.github|\.venv|venv|tests?|testdata|e2e|examples?|samples?|docs?|fixtures|cassettes|crds?|dashboards)\//i;

/** Folders whose YAML describes deployments, by their names. */
const DEPLOYING =
  /(?:^|\/)\.?(?:k8s|kubernetes|kube|deploy|deploys|deployments?|manifests?|infra|infrastructure|charts?|helm|kustomiz(?:e|ations?)|ops|gitops|argocd|flux|gke|eks|aks|openshift|istio|envoy|traefik|kong|gateway|ingress|ecs|cloudformation|do)(?:[-_][\w-]+)?\//i;

const NAMES: readonly (readonly [RegExp, InfrastructureKind])[] = [
  [/^(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$/i, "dockerfile"],
  [/^[\w.-]+\.dockerfile$/i, "dockerfile"],
  [/^(?:docker[-_])?compose(?:[.-][\w.-]+)?\.ya?ml$/i, "compose"],
  [/^docker-stack(?:[.-][\w.-]+)?\.ya?ml$/i, "compose"],
  [/^kustomization\.ya?ml$/i, "kustomize"],
  [/^(?:chart|values(?:[.-][\w.-]+)?)\.ya?ml$/i, "helm"],
  [/^traefik[\w.-]*\.(?:ya?ml|toml)$/i, "traefik"],
  [/^envoy[\w.-]*\.(?:ya?ml|json)$/i, "envoy"],
  [
    /^(?:k8s|kubernetes|deployment|deploy|ingress|service|knative|cloudrun|cloud-run)(?:[.-][\w.-]+)?\.ya?ml$/i,
    "kubernetes",
  ],
  [/^kong(?:[.-][\w.-]+)?\.(?:ya?ml|json)$/i, "kong"],
  [/^[\w.-]+\.tf$/i, "terraform"],
  [/^nginx[\w.-]*\.(?:conf|template|tmpl|conf\.template)$|^[\w.-]+\.nginx$/i, "nginx"],
  [/^caddyfile(?:\.[\w.-]+)?$/i, "caddy"],
  [/^haproxy[\w.-]*\.cfg$/i, "haproxy"],
  [/^fly(?:\.[\w-]+)?\.toml$/i, "fly"],
  [/^render\.ya?ml$/i, "render"],
  [/^railway\.(?:toml|json)$/i, "railway"],
  [/^procfile(?:\.[\w-]+)?$/i, "procfile"],
  [/^(?:serverless[\w.-]*|samconfig)\.ya?ml$/i, "serverless"],
  [/^task[-_]?def(?:inition)?[\w.-]*\.json$/i, "app-platform"],
  [
    /^\.env[\w.-]*\.(?:example|sample|template|dist|tmpl)$|^\.env[._-](?:example|sample|template|dist)[\w.-]*$/i,
    "env-example",
  ],
  [
    /^(?:example|sample|template)?[._-]?env[._-](?:example|sample|template|dist)$|^(?:example|sample)\.env$/i,
    "env-example",
  ],
  // Committed, so what programs and compose files read.
  [/^\.env(?:\.[\w-]+)?$/i, "env-file"],
];

/** Files without an ending that stand beside configuration. */
const NO_CONFIGURATION =
  /^(?:licen[cs]e|copying|notice|readme|changelog|authors|makefile|justfile|version|codeowners|jenkinsfile)$/i;

/** What a file is by its path alone, whatever it holds; `undefined` for files that say nothing about how a service is run. */
export function infrastructureKind(path: string): InfrastructureKind | undefined {
  if (path.length > 1000 || ELSEWHERE.test(path)) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.endsWith(".py")) return undefined;
  if (/(?:^|\/)templates\/(?:.*\/)?[^/]+\.ya?ml$/i.test(path) && DEPLOYING.test(path)) return "helm";
  const known = NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) return known;
  if (
    /(?:^|\/)(?:conf\.d|sites-(?:available|enabled)|nginx(?:\/(?:conf|config|etc))?)\/[^/]+\.(?:conf|template|inc)$/i.test(
      path,
    )
  )
    return "nginx";
  // Debian's layout: `sites-available/default`, `nginx/api`.
  if (/(?:^|\/)(?:conf\.d|sites-(?:available|enabled)|nginx)\/[\w-]+$/i.test(path) && !NO_CONFIGURATION.test(name))
    return "nginx";
  // A proxy's own files have names of every kind: `traefik/dynamic.yml`, `traefik/conf.d/api.toml`.
  if (/(?:^|\/)traefik\/(?:[^/]+\/)?[^/]+\.(?:ya?ml|toml)$/i.test(path)) return "traefik";
  if (/(?:^|\/)envoy\/[^/]+\.(?:ya?ml|json)$/i.test(path)) return "envoy";
  // API Management and Apigee keep policies in XML, in folders of these names.
  if (/(?:^|\/)(?:apim|api-?management|apiproxy|apigee)\/(?:[^/]+\/){0,6}[^/]+\.xml$/i.test(path))
    return "gateway-policy";
  if (!/\.(?:ya?ml)$/i.test(name)) return undefined;
  if (/^app[\w.-]*\.ya?ml$/i.test(name) && !/(?:^|\/)templates\//.test(path)) return "app-platform";
  if (/^template\.ya?ml$/i.test(name)) return "serverless";
  return DEPLOYING.test(path) ? "kubernetes" : undefined;
}

/** The paths of infrastructure files that are read, at most {@link MAX_INFRASTRUCTURE_FILES}: those nearest to the root first, so that the choice is the same in every run. */
export function selectInfrastructure(paths: readonly string[]): ReadonlySet<string> {
  const candidates = paths.filter((path) => infrastructureKind(path) !== undefined);
  return new Set(candidates.toSorted(byNearness).slice(0, MAX_INFRASTRUCTURE_FILES));
}

function byNearness(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** YAML that only its folder's name speaks for comes last. */
function rank(path: string): number {
  const depth = path.split("/").length;
  const kind = infrastructureKind(path);
  return depth + (kind === "kubernetes" || kind === "helm" ? 5 : 0);
}
