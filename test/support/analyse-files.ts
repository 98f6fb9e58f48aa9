import { blobSha } from "../../src/cli/blob-sha.ts";
import type { Analyser, BlobContent } from "../../src/engine/analyser.ts";
import type { Analysis } from "../../src/engine/finding.ts";

/** Analyses files given as text; the whole tree counts as changed. */
export async function analyseFiles(analyser: Analyser, files: Readonly<Record<string, string>>): Promise<Analysis> {
  const contents = new Map<string, BlobContent>();
  const refs = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text, "utf8");
    const blob = blobSha(bytes);
    contents.set(blob, { bytes });
    return { path, blob };
  });
  return await analyser.analyse({ files: refs, load: () => Promise.resolve(contents) });
}
