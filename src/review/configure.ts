import { joinFiles } from "../config/configuration.ts";
import { CONFIGURATION_PATHS, type ConfigurationFile, type KnownNames, readConfigurationFile } from "../config/file.ts";
import type { Problem } from "../config/problem.ts";
import type { AnalysisConfiguration } from "../engine/configuration.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { ChangedFile, ConfigurationText, OpenedPullRequest, PullRequestSource } from "./ports.ts";

/** Holds the last version of each file that could be used. */
export interface ConfigurationMemory {
  readonly get: (key: string) => ConfigurationFile | undefined;
  readonly set: (key: string, file: ConfigurationFile) => unknown;
}

/** What reading configuration takes. */
export interface ConfigurationTools {
  readonly names: KnownNames;
  /** For this repository alone. */
  readonly lastGood: ConfigurationMemory;
}

/** A configuration file and what is wrong with it. */
export interface CheckedFile {
  readonly path: string;
  readonly problems: readonly Problem[];
}

/** What holds for one review. */
export interface Configured {
  readonly analysis: AnalysisConfiguration;
  readonly policy: ReviewPolicy;
  readonly mention: boolean;
  /** Files that count and cannot be used. */
  readonly broken: readonly (CheckedFile & { readonly instead: "last" | "nothing" })[];
}

/**
 * Joins the base branch's configuration over the organisation's. A file that cannot be used is never passed over in
 * silence: its last good version holds, or nothing, and it is named.
 */
export function configure(
  { pull, configuration }: OpenedPullRequest,
  { names, lastGood }: ConfigurationTools,
  given: { readonly policy: ReviewPolicy; readonly today: string },
): Configured {
  const base = usable(configuration.base, `base:${pull.baseRef}`, names, lastGood);
  const organisation = usable(configuration.organisation, "organisation", names, lastGood);
  const parts = [base, organisation];
  const { analysis, wishes, mention } = joinFiles(parts.flatMap(({ file }) => (file === undefined ? [] : [file])));
  return {
    analysis: { ...analysis, today: given.today },
    policy: { ...given.policy, ...wishes },
    mention,
    broken: parts.flatMap(({ broken }) => (broken === undefined ? [] : [broken])),
  };
}

interface Part {
  readonly file?: ConfigurationFile;
  readonly broken?: Configured["broken"][number];
}

function usable(
  found: ConfigurationText | undefined,
  key: string,
  names: KnownNames,
  lastGood: ConfigurationMemory,
): Part {
  if (found === undefined) return {};
  const { file, problems } = readText(found, names);
  if (file !== undefined) {
    lastGood.set(key, file);
    return { file };
  }
  const last = lastGood.get(key);
  const { path } = found;
  return last === undefined
    ? { broken: { path, problems, instead: "nothing" } }
    : { file: last, broken: { path, problems, instead: "last" } };
}

function readText({ path, text }: ConfigurationText, names: KnownNames): ReturnType<typeof readConfigurationFile> {
  if (text !== undefined) return readConfigurationFile(path, text, names);
  const message = "it is no text, or too large";
  return { file: undefined, problems: [{ line: 1, column: 1, endLine: 1, endColumn: 1, message }] };
}

/** Reads the configuration files that the pull request adds or changes. Costs a request where there are any, and nothing otherwise. */
export async function readChangedConfiguration(
  source: PullRequestSource,
  headSha: string,
  files: readonly ChangedFile[],
  names: KnownNames,
): Promise<readonly CheckedFile[]> {
  const changed = files.filter(
    ({ path, status }) => isConfigurationPath(path) && status !== "removed" && status !== "unchanged",
  );
  if (changed.length === 0) return [];
  const contents = await source.blobs(headSha, changed);
  return changed.map(({ path, blob }) => {
    const content = contents.get(blob);
    const text = content !== undefined && "bytes" in content ? Buffer.from(content.bytes).toString("utf8") : undefined;
    return { path, problems: readText({ path, text }, names).problems };
  });
}

function isConfigurationPath(path: string): boolean {
  return CONFIGURATION_PATHS.some((one) => one === path);
}
