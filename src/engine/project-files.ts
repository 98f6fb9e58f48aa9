import {
  infrastructureKind,
  MAX_INFRASTRUCTURE_BYTES,
  selectInfrastructure,
} from "../analysis/infrastructure/paths.ts";
import { MAX_FILE_BYTES } from "../python/decode.ts";

/** Whether Maestro parses the file as Python. */
export function isPythonFile(path: string): boolean {
  return path.endsWith(".py");
}

const TEXT_FILE_NAMES: ReadonlySet<string> = new Set([
  "PROJECT_STRUCTURE.md",
  "pyproject.toml",
  "ruff.toml",
  ".ruff.toml",
  "setup.cfg",
]);

/** `requirements.txt`, `requirements-dev.txt`, `requirements_test.txt` … */
const REQUIREMENTS = /^requirements[\w.-]*\.txt$/;

const LOCK_NAMES: ReadonlySet<string> = new Set(["uv.lock", "poetry.lock", "pdm.lock"]);

/** Whether the file lists exact versions of everything installed: large, and of use for a version only. */
export function isLockFile(path: string): boolean {
  return LOCK_NAMES.has(nameOf(path));
}

/** Whether the analysis reads the file as plain text: it says what the project depends on, how it is set up, built, run or reached, or where code belongs. */
export function isTextFile(path: string): boolean {
  const name = nameOf(path);
  return TEXT_FILE_NAMES.has(name) || REQUIREMENTS.test(name) || LOCK_NAMES.has(name) || isInfrastructureFile(path);
}

/** Whether the file says how the service is built, run or reached: a Dockerfile, a manifest, a proxy's configuration. */
export function isInfrastructureFile(path: string): boolean {
  return infrastructureKind(path) !== undefined;
}

/** The size in bytes above which a file is not read. */
export function maxBytesOf(path: string): number {
  return isInfrastructureFile(path) ? MAX_INFRASTRUCTURE_BYTES : MAX_FILE_BYTES;
}

/** Files that are not read because a repository has too many of their kind, in order. */
export function leftOut(paths: readonly string[]): readonly string[] {
  const candidates = paths.filter(isInfrastructureFile);
  const selected = selectInfrastructure(candidates);
  return candidates.filter((path) => !selected.has(path)).toSorted();
}

/** Whether the analysis wants to know the file at all. */
export function isProjectFile(path: string): boolean {
  return isPythonFile(path) || isTextFile(path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
