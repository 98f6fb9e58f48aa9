import type { Analyser, AnalysisRequest, BlobContent, FileRef } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import { diffAgainst, readBlobs } from "./base-diff.ts";
import { EXIT } from "./exit.ts";
import { formatJson } from "./format-json.ts";
import { formatText, type Paint } from "./format-text.ts";
import { readRuleChoices, reachesFailOn, selectFindings, type FailOn } from "./selection.ts";
import { Stopwatch } from "./stopwatch.ts";
import { readWorkingTree, type WorkingTree } from "./working-tree.ts";

export interface CheckOptions {
  readonly path: string;
  readonly diff: string | undefined;
  readonly format: "text" | "json";
  readonly rule: readonly string[];
  readonly failOn: FailOn;
  readonly all: boolean;
  readonly timings: boolean;
}

/** What the command needs from outside itself. */
export interface CheckTools {
  readonly createAnalyser: () => Promise<Analyser>;
  readonly rules: readonly Rule[];
  readonly print: (text: string) => void;
  /** Messages beside the results. */
  readonly note: (text: string) => void;
  /** Shown while it lasts, and only where a person watches. */
  readonly progress: (text: string) => void;
  readonly paint: Paint;
}

/** More questions than this are seldom read in a terminal. */
const QUESTIONS_SHOWN = 50;

/** `maestro check`: returns the exit status; throws a `ConfigError` for wrong usage. */
export async function check(options: CheckOptions, tools: CheckTools): Promise<number> {
  const choices = readRuleChoices(options.rule, tools.rules);
  const watch = new Stopwatch();
  const analysis = selectFindings(await analyseTree(options, tools, watch), choices);
  const limit = options.all ? Number.POSITIVE_INFINITY : QUESTIONS_SHOWN;
  tools.print(options.format === "json" ? formatJson(analysis) : formatText(analysis, { paint: tools.paint, limit }));
  if (options.timings) tools.note(watch.report());
  for (const { rule, check: name, message } of analysis.failures) tools.note(`${rule}/${name} failed: ${message}`);
  if (analysis.failures.length > 0) return EXIT.failed;
  return reachesFailOn(analysis, options.failOn) ? EXIT.questions : EXIT.ran;
}

async function analyseTree(options: CheckOptions, tools: CheckTools, watch: Stopwatch): Promise<Analysis> {
  try {
    tools.progress("Reading the files");
    const tree = await readWorkingTree(options.path);
    watch.lap("read");
    const diff = options.diff === undefined ? undefined : await diffAgainst(tree, options.diff);
    if (diff !== undefined) watch.lap("compare");
    tools.progress(`Analysing ${tree.files.length} files`);
    const analysis = await analyse(tools, {
      files: tree.files,
      ...(diff === undefined ? {} : { diff }),
      load: async (missing, side) => await load(tree, missing, side),
    });
    watch.lap("analyse");
    return analysis;
  } finally {
    tools.progress("");
  }
}

async function analyse(tools: CheckTools, request: AnalysisRequest): Promise<Analysis> {
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
