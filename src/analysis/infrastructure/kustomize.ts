import { readKubernetes } from "./kubernetes.ts";
import type { Readout } from "./readout.ts";
import { createSource, type Source } from "./source.ts";

/**
 * Reads a kustomization: the manifests that stand in it as strategic merge patches
 * (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#customizing). Patches in files of their own are manifests like others.
 */
export function readKustomize(source: Source): Readout {
  const patches = readKubernetes(createSource(source.path, source.kind, manifestsOnly(source.text)));
  return { ...patches, recognised: true };
}

/** `patch: |-` of a list item, and `- |-` of `patchesStrategicMerge`. */
const BLOCK = /^( *)((?:- +)?)(patch: *)?[|>][-+\d]{0,3}$/;

/** The text with everything but block scalars blanked out, each a document of its own: everything keeps its place. */
export function manifestsOnly(text: string): string {
  let inside: number | undefined;
  return text
    .split("\n")
    .map((line) => {
      const bare = line.trimEnd();
      const indent = bare.length - bare.trimStart().length;
      if (inside !== undefined && (bare === "" || indent > inside)) return line;
      const [, blanks = "", dash = "", key] = BLOCK.exec(bare) ?? [];
      const starts = dash !== "" || key !== undefined;
      inside = starts ? blanks.length + (key === undefined ? 0 : dash.length) : undefined;
      return (starts ? "---" : "").padEnd(line.length);
    })
    .join("\n");
}
