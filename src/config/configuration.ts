import {
  type AnalysisConfiguration,
  type Architecture,
  DEFAULT_CONFIGURATION,
  type RuleSetting,
} from "../engine/configuration.ts";
import type { ConfigurationFile } from "./file.ts";

/** What a repository wants of its reviews, beside what the analysis goes by. */
export type Wishes = Pick<ConfigurationFile, "maxComments" | "failOn" | "drafts" | "bots" | "authorMayDismiss">;

/** Everything that is configured. */
export interface Configuration {
  readonly analysis: Omit<AnalysisConfiguration, "today">;
  /** Only what was set. */
  readonly wishes: Wishes;
  /** Teams and people are written so that GitHub notifies them. */
  readonly mention: boolean;
}

/** What holds when these files are all there is: an earlier file wins over a later one, key by key, and lists are not joined. */
export function joinFiles(files: readonly ConfigurationFile[]): Configuration {
  const below = files.toReversed();
  const last = Object.assign({}, ...below) as ConfigurationFile;
  const { include, exclude = [], suppress = [], maxComments, failOn, drafts, bots, authorMayDismiss } = last;
  return {
    analysis: {
      architecture: below.reduce(overArchitecture, DEFAULT_CONFIGURATION.architecture),
      rules: rulesOf(below),
      include,
      exclude,
      suppressions: suppress,
      asking: {
        teams: Object.assign({}, ...below.map(({ ask }) => ask?.teams)),
        rules: Object.assign({}, ...below.map(({ ask }) => ask?.rules)),
      },
    },
    wishes: {
      ...(maxComments === undefined ? {} : { maxComments }),
      ...(failOn === undefined ? {} : { failOn }),
      ...(drafts === undefined ? {} : { drafts }),
      ...(bots === undefined ? {} : { bots }),
      ...(authorMayDismiss === undefined ? {} : { authorMayDismiss }),
    },
    mention: below.reduce((mention, { ask }) => ask?.mention ?? mention, false),
  };
}

/** What holds without any file. */
export const NOTHING_CONFIGURED: Configuration = joinFiles([]);

function overArchitecture(below: Architecture, { architecture = {} }: ConfigurationFile): Architecture {
  const { structure = [] } = architecture;
  const own = new Set(structure.map(({ value }) => value.kind));
  return {
    ...below,
    ...architecture,
    structure: [...below.structure.filter(({ value }) => !own.has(value.kind)), ...structure],
  };
}

/** A later setting wins whole: a repository that turns a rule on again does not keep the severity of below. */
function rulesOf(below: readonly ConfigurationFile[]): Readonly<Record<string, RuleSetting>> {
  const written = below.flatMap(({ rules = [] }) => rules);
  return Object.fromEntries(written.map(([name, setting]) => [name, setting]));
}
