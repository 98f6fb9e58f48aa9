import type { Analyser, AnalysisRequest, BlobContent, FileRef } from "../engine/analyser.ts";
import type { AnalysisConfiguration } from "../engine/configuration.ts";
import type { Analysis } from "../engine/finding.ts";
import { diffAgainst, readBlobs } from "./base-diff.ts";
import { readWorkingTree, type WorkingTree } from "./working-tree.ts";

/** What an analysis of a working tree needs from outside. */
export interface AnalysisTools {
  readonly createAnalyser: () => Promise<Analyser>;
  /** Shown while it lasts, and only where a person watches. */
  readonly progress: (text: string) => void;
}

interface Wanted {
  readonly path: string;
  /** A branch, tag or commit to compare with. */
  readonly diff: string | undefined;
  readonly purpose?: AnalysisRequest["purpose"];
  readonly configuration?: AnalysisConfiguration;
}

/** Reads and analyses the project under `path`; `lap` hears of each phase that is over. Throws a `ConfigError` for wrong usage. */
export async function analyseTree(
  { path, diff: base, purpose, configuration }: Wanted,
  tools: AnalysisTools,
  lap: (phase: string) => void = () => undefined,
): Promise<Analysis> {
  try {
    tools.progress("Reading the files");
    const tree = await readWorkingTree(path);
    lap("read");
    const diff = base === undefined ? undefined : await diffAgainst(tree, base);
    if (diff !== undefined) lap("compare");
    tools.progress(`Analysing ${tree.files.length} files`);
    const analysis = await analyse(tools, {
      files: tree.files,
      ...(diff === undefined ? {} : { diff }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(configuration === undefined ? {} : { configuration }),
      load: async (missing, side) => await load(tree, missing, side),
    });
    lap("analyse");
    return analysis;
  } finally {
    tools.progress("");
  }
}

async function analyse(tools: AnalysisTools, request: AnalysisRequest): Promise<Analysis> {
  const analyser = await tools.createAnalyser();
  try {
    return await analyser.analyse(request);
  } finally {
    await analyser.close();
  }
}

/** The working tree's contents are in memory; what is not there is a version of the merge base. */
async function load(
  tree: WorkingTree,
  missing: readonly FileRef[],
  side: "head" | "base",
): Promise<ReadonlyMap<string, BlobContent>> {
  return side === "head" ? tree.contents : await readBlobs(tree.root, missing);
}
