import { folderOf } from "../infrastructure/workload-names.ts";
import type { Route } from "../routing/routes.ts";
import type { Application } from "./application.ts";

/** An application with fewer routes is an example, a callback, or a helper of another one: what it lacks is nobody's question. */
export const MIN_ROUTES = 5;

/** Applications in one folder are variants of one service, or its workers; the one with the most routes stands for them. */
export function largestOfEachFolder<T extends { readonly application: Application; readonly routes: readonly Route[] }>(
  found: readonly T[],
): readonly T[] {
  const largest = new Map<string, T>();
  for (const each of found) {
    const folder = folderOf(each.application.place.path);
    if ((largest.get(folder)?.routes.length ?? -1) < each.routes.length) largest.set(folder, each);
  }
  return [...largest.values()];
}
