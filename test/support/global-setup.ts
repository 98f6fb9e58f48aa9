import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** TypeScript's exit status when there are type errors but the JavaScript was written all the same. */
const WRITTEN_WITH_ERRORS = 2;

/**
 * Compiles `src` to `lib` once, so that tests that start a real process (the command line, the demo) never run stale code.
 * Type errors are left to `npm run typecheck`.
 */
export default function buildOnce(): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const built = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { encoding: "utf8" });
  if (built.status !== 0 && built.status !== WRITTEN_WITH_ERRORS) {
    throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
  }
}
