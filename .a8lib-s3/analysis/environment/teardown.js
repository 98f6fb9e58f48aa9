import { compareVersions, declaredVersion } from "./versions.js";
const EARLY = [0, 106];
const LATE = [0, 118];
/** The teardown order for the code at `near`. */
export function teardownOf(texts, near) {
    const version = declaredVersion(texts, "fastapi", near);
    if (version === undefined)
        return { order: "either", version };
    const { from, below } = version;
    const atLeast = (edge) => from !== undefined && compareVersions(from, edge) >= 0;
    const under = (edge) => below !== undefined && compareVersions(below, edge) <= 0;
    if (atLeast(LATE) || under(EARLY))
        return { order: "after", version };
    return { order: atLeast(EARLY) && under(LATE) ? "before" : "either", version };
}
