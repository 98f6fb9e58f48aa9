import { readStacks } from "../analysis/surface/application-stack.js";
import { compareSurfaces } from "../analysis/surface/compare-surfaces.js";
/** The part of an analysis that tells of routes. A crash costs the surface only, and is told like a check's. */
export function readSurfaces(head, base, withRoutes) {
    try {
        return {
            ...(base === undefined ? {} : { surface: compareSurfaces(sideOf(base), sideOf(head)) }),
            ...(withRoutes ? { routes: head.data.surface, stacks: readStacks(head.applications) } : {}),
            failures: [],
        };
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { failures: [{ rule: "surface", check: "routes", message }] };
    }
}
function sideOf(project) {
    return { routes: project.data.surface, unread: project.unread };
}
