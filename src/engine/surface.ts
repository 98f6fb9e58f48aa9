import type { Project } from "../analysis/project.ts";
import { readStacks } from "../analysis/surface/application-stack.ts";
import { compareSurfaces, type SurfaceSide } from "../analysis/surface/compare-surfaces.ts";
import type { Analysis, CheckFailure } from "./finding.ts";

export type { ApplicationStack, StackLayer, StackPlace } from "../analysis/surface/application-stack.ts";
export type { SurfaceChange, SurfaceDiff, SurfaceRoute } from "../analysis/surface/surface.ts";

/** The part of an analysis that tells of routes. A crash costs the surface only, and is told like a check's. */
export function readSurfaces(
  head: Project,
  base: Project | undefined,
  withRoutes: boolean,
): Pick<Analysis, "surface" | "routes" | "stacks"> & { readonly failures: readonly CheckFailure[] } {
  try {
    return {
      ...(base === undefined ? {} : { surface: compareSurfaces(sideOf(base), sideOf(head)) }),
      ...(withRoutes
        ? { routes: head.data.surface, stacks: readStacks(head.applications, head.cors.configurations) }
        : {}),
      failures: [],
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failures: [{ rule: "surface", check: "routes", message }] };
  }
}

function sideOf(project: Project): SurfaceSide {
  return { routes: project.data.surface, unread: project.unread };
}
