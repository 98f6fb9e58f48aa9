import type { Infrastructure, InfrastructureKind } from "./infrastructure.ts";
import { infrastructureKind } from "./paths.ts";

/** The files that say how the service is deployed, without those that only list variables or set up an editor. */
export function deploymentFiles({ files }: Pick<Infrastructure, "files">): readonly string[] {
  return files.flatMap(({ path, kind }) =>
    kind === "env-example" || /(?:^|\/)\.devcontainer\//.test(path) ? [] : [path],
  );
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
