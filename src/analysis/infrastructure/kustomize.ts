import { environmentOf } from "./environment-values.ts";
import type { EnvironmentValue } from "./infrastructure.ts";
import { readKubernetes } from "./kubernetes.ts";
import type { Readout } from "./readout.ts";
import { createSource, type Source } from "./source.ts";
import { itemsOf, nodeAt, type Node } from "./tree.ts";

/**
 * Reads a kustomization: the manifests that stand in it as strategic merge patches
 * (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#customizing). Patches in files of their own are manifests like others.
 */
export function readKustomize(source: Source): Readout {
  const patches = readKubernetes(createSource(source.path, source.kind, manifestsOnly(source.text)));
  const generated = source.tree().documents.flatMap((document) => generatedValues(source, document));
  return { ...patches, recognised: true, environment: [...patches.environment, ...generated] };
}

/** `configMapGenerator: [{ literals: ["A=1"] }]`: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
function generatedValues(source: Source, document: Node): EnvironmentValue[] {
  return ["configMapGenerator", "secretGenerator"].flatMap((key) =>
    itemsOf(nodeAt(document, key)).flatMap((generator) => {
      const values = environmentOf(source, nodeAt(generator, "literals"));
      // What a secret holds is not told.
      return key === "secretGenerator" ? values.map((value) => ({ ...value, value: undefined })) : values;
    }),
  );
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
