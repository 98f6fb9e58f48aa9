/** What the caller of a query may see and do. */

import { actorLogin } from "../auth.ts";
import { covers } from "../permissions.ts";
import type { Credentials } from "../registration.ts";
import type { Pull, Repository } from "../store.ts";
import { roleOf } from "../store.ts";
import type { World } from "../world.ts";
import { forbidden } from "./errors.ts";

export interface Viewer {
  readonly world: World;
  readonly credentials: Credentials;
}

const WRITERS: ReadonlySet<string> = new Set(["write", "maintain", "admin"]);

/** The login under which the caller acts. */
export function viewerLogin(viewer: Viewer): string {
  return actorLogin(viewer.world.state, viewer.credentials);
}

/** Whether the repository exists for the caller. */
export function canSee(viewer: Viewer, repository: Repository): boolean {
  const { credentials } = viewer;
  if (!repository.private) return true;
  if (credentials.kind === "installation") return covers(viewer.world.state, credentials, repository);
  return credentials.kind === "user" && roleOf(repository, credentials.login) !== "none";
}

/** Whether an installation has the permission, or a person the role that goes with it. */
export function may(viewer: Viewer, repository: Repository, permission: string, level: "read" | "write"): boolean {
  const { credentials } = viewer;
  if (credentials.kind === "user") {
    return level === "read" ? canSee(viewer, repository) : WRITERS.has(roleOf(repository, credentials.login));
  }
  if (credentials.kind !== "installation") return false;
  // What is public can be read with any token.
  if (!covers(viewer.world.state, credentials, repository)) return level === "read" && !repository.private;
  const granted = credentials.permissions[permission];
  return granted === "write" || granted === level;
}

/** Throws unless `may`. */
export function demand(viewer: Viewer, repository: Repository, permission: string, level: "read" | "write"): void {
  if (!may(viewer, repository, permission, level)) throw forbidden();
}

/** Resolving needs `contents: write` of an App; people need the write role, or be the pull request's author. */
export function mayResolve(viewer: Viewer, repository: Repository, pull: Pull): boolean {
  const author = viewer.credentials.kind === "user" && viewer.credentials.login === pull.author;
  return author || may(viewer, repository, "contents", "write");
}
