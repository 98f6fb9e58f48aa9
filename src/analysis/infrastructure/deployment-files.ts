import type { Infrastructure, InfrastructureKind } from "./infrastructure.ts";
import { infrastructureKind } from "./paths.ts";

/** The files that say how the service is deployed, without those that only list variables or set up an editor. */
export function deploymentFiles({ files }: Pick<Infrastructure, "files">): readonly string[] {
  return files.flatMap(({ path, kind }) =>
    kind === "env-example" || kind === "env-file" || /(?:^|\/)\.devcontainer\//.test(path) ? [] : [path],
  );
}

/** Folders at the top that hold deployment files for what stands beside them. */
const DEPLOYMENT_FOLDER =
  /^\.?(?:deploy\w*|docker\w*|infra\w*|k8s|kubernetes|helm|charts?|terraform|ops|manifests?|nginx|compose|platform|build|ci|config|env|conf|do|aws|azure|gcp|ebextensions)$/i;

/** Whether a deployment file can be about the code at `path`: it stands above it, in the same top folder, or in a folder for such files. */
export function isDeploymentOf(file: string, path: string): boolean {
  const [top = "", ...rest] = file.split("/");
  return rest.length === 0 || DEPLOYMENT_FOLDER.test(top) || path.startsWith(`${top}/`);
}

const PROXIES: ReadonlySet<InfrastructureKind> = new Set([
  "nginx",
  "traefik",
  "caddy",
  "envoy",
  "haproxy",
  "kong",
  "gateway-policy",
]);

/** Whether a proxy's file could not be read: then nobody knows what it provides. */
export function hasUnreadProxy({ unread }: Pick<Infrastructure, "unread">): boolean {
  return [...unread.keys()].some((path) => PROXIES.has(infrastructureKind(path) ?? "dockerfile"));
}
