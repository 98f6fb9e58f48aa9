import { blobSha } from "../../src/cli/blob-sha.ts";
import { joinFiles } from "../../src/config/configuration.ts";
import { readConfigurationFile } from "../../src/config/file.ts";
import type { Analyser, BlobContent } from "../../src/engine/analyser.ts";
import type { AnalysisConfiguration } from "../../src/engine/configuration.ts";
import type { Analysis } from "../../src/engine/finding.ts";
import { namesOf } from "../../src/engine/rule.ts";
import { rules } from "../../src/rules/index.ts";

/** The names that a configuration may use. */
export const knownNames = { rules: namesOf(rules) };

/** The day of all tests. */
const TODAY = "2026-06-01";

const CONFIGURATION = ".github/maestro.yml";

/** Analyses files given as text, by their `.github/maestro.yml` if they have one; the whole tree counts as changed. */
export async function analyseFiles(analyser: Analyser, files: Readonly<Record<string, string>>): Promise<Analysis> {
  const contents = new Map<string, BlobContent>();
  const refs = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text, "utf8");
    const blob = blobSha(bytes);
    contents.set(blob, { bytes });
    return { path, blob };
  });
  return await analyser.analyse({ files: refs, load: () => Promise.resolve(contents), ...configurationIn(files) });
}

/** What the files' configuration says, as a part of a request. Throws when it cannot be read. */
export function configurationIn(files: Readonly<Record<string, string>>): { configuration?: AnalysisConfiguration } {
  const text = files[CONFIGURATION];
  if (text === undefined) return {};
  const { file, problems } = readConfigurationFile(CONFIGURATION, text, knownNames);
  if (file === undefined) throw new Error(`${CONFIGURATION}: ${JSON.stringify(problems)}`);
  return { configuration: { ...joinFiles([file]).analysis, today: TODAY } };
}
