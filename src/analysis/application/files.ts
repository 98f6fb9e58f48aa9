import { folderOf } from "../infrastructure/workload-names.ts";
import type { Application } from "./application.ts";
import { withParents } from "./around.ts";

/** The applications in a folder and below it. */
export function applicationsBelow(folder: string, applications: readonly Application[]): readonly Application[] {
  return applications.filter(({ place }) => folder === "" || place.path.startsWith(`${folder}/`));
}

/** Whether two applications stand in the same package, at most two folders deep, or one in a package of the other's. */
export function inSamePackage(one: Application, other: Application): boolean {
  const [a, b] = [topOf(one.place.path), topOf(other.place.path)];
  return a === b || (a !== "" && b !== "" && (a.startsWith(`${b}/`) || b.startsWith(`${a}/`)));
}

function topOf(path: string): string {
  return folderOf(path).split("/").slice(0, 2).join("/");
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
