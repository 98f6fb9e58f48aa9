import { compareVersions, declaredVersion, type DeclaredVersion, type Version } from "./versions.ts";

/**
 * When FastAPI runs the code after a dependency's `yield`, seen from background tasks and streamed bodies.
 * `before`: it is closed by the time they run. `after`: it stays open until they are done. `either`: the versions admitted do both.
 *
 * Before 0.106 after; from 0.106 to 0.117 before; from 0.118 after again.
 * https://fastapi.tiangolo.com/advanced/advanced-dependencies/, release notes of 0.106.0 and 0.118.0.
 */
export interface Teardown {
  readonly order: "before" | "after" | "either";
  /** What told it; `undefined` when nothing declares a version. */
  readonly version: DeclaredVersion | undefined;
}

const EARLY: Version = [0, 106];
const LATE: Version = [0, 118];

/** The teardown order for the code at `near`. */
export function teardownOf(texts: ReadonlyMap<string, string>, near: string): Teardown {
  const version = declaredVersion(texts, "fastapi", near);
  if (version === undefined) return { order: "either", version };
  const { from, below } = version;
  const atLeast = (edge: Version): boolean => from !== undefined && compareVersions(from, edge) >= 0;
  const under = (edge: Version): boolean => below !== undefined && compareVersions(below, edge) <= 0;
  if (atLeast(LATE) || under(EARLY)) return { order: "after", version };
  return { order: atLeast(EARLY) && under(LATE) ? "before" : "either", version };
}
