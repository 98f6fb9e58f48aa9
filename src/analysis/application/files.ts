import type { Application } from "./application.ts";
import { withParents } from "./around.ts";

/** The applications in a folder and below it. */
export function applicationsBelow(folder: string, applications: readonly Application[]): readonly Application[] {
  return applications.filter(({ place }) => folder === "" || place.path.startsWith(`${folder}/`));
}

/** Whether two applications stand in the same package of a repository with several: their first two folders are the same. */
export function inSamePackage(a: Application, b: Application): boolean {
  return topOf(a.place.path) === topOf(b.place.path);
}

function topOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

/**
 * Whether code in a file may speak for an application: it speaks for those that stand closest to it, and for what those
 * are mounted on. A cookie of one service says nothing about its neighbour.
 */
export function speaksFor(path: string, application: Application, applications: readonly Application[]): boolean {
  const closeness = applications.map((each) => closenessTo(path, each));
  const most = Math.max(0, ...closeness);
  return applications.some((each, at) => closeness[at] === most && withParents(each).includes(application));
}

function closenessTo(path: string, { place, constructed, layered }: Application): number {
  const own = new Set([place, ...constructed, ...layered].map((each) => each.path));
  return [...own].reduce((most, each) => Math.max(most, sharedFolders(each, path)), 0);
}

/** How many folders, from the root, two paths have in common; a file itself counts as one more. */
function sharedFolders(a: string, b: string): number {
  const parts = b.split("/");
  const differs = a.split("/").findIndex((part, index) => part !== parts[index]);
  return differs === -1 ? parts.length : differs;
}

/** Folders at the top that hold deployment files for what stands beside them. */
const DEPLOYMENT_FOLDER =
  /^\.?(?:deploy\w*|docker\w*|infra\w*|k8s|kubernetes|helm|charts?|terraform|ops|manifests?|nginx|compose|platform|build|ci|config|env|conf)$/i;

/** Whether a deployment file can be about an application: it stands above it, in the same top folder, or in a folder for such files. */
export function mayDeploy(file: string, { place }: Application): boolean {
  const [top = "", ...rest] = file.split("/");
  return rest.length === 0 || DEPLOYMENT_FOLDER.test(top) || place.path.startsWith(`${top}/`);
}
