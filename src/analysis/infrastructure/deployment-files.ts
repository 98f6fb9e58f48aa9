import type { Infrastructure } from "./infrastructure.ts";

/** The files that say how the service is deployed, without those that only list variables or set up an editor. */
export function deploymentFiles({ files }: Pick<Infrastructure, "files">): readonly string[] {
  return files.flatMap(({ path, kind }) =>
    kind === "env-example" || kind === "env-file" || /(?:^|\/)\.devcontainer\//.test(path) ? [] : [path],
  );
}
