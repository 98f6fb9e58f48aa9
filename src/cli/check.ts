import type { Analysis } from "../engine/finding.ts";
import { namesOf, type Rule } from "../engine/rule.ts";
import { analyseTree, type AnalysisTools } from "./analyse-tree.ts";
import { EXIT } from "./exit.ts";
import { formatJson } from "./format-json.ts";
import { formatText, type Paint } from "./format-text.ts";
import { readLocalConfiguration } from "./local-configuration.ts";
import { readRuleChoices, reachesFailOn, selectFindings, type FailOn } from "./selection.ts";
import { Stopwatch } from "./stopwatch.ts";
import { projectRoot } from "./working-tree.ts";

export interface CheckOptions {
  readonly path: string;
  readonly diff: string | undefined;
  readonly format: "text" | "json";
  readonly rule: readonly string[];
  /** A configuration file; without it the project's own. */
  readonly config: string | undefined;
  readonly failOn: FailOn;
  readonly all: boolean;
  readonly timings: boolean;
}

/** What the command needs from outside itself. */
export interface CheckTools extends AnalysisTools {
  readonly rules: readonly Rule[];
  readonly print: (text: string) => void;
  /** Messages beside the results. */
  readonly note: (text: string) => void;
  readonly paint: Paint;
  /** As `2027-03-01`. */
  readonly today: string;
}

/** More questions than this are seldom read in a terminal. */
const QUESTIONS_SHOWN = 50;

/** `maestro check`: returns the exit status; throws a `ConfigError` for wrong usage. */
export async function check(options: CheckOptions, tools: CheckTools): Promise<number> {
  const choices = readRuleChoices(options.rule, tools.rules);
  const watch = new Stopwatch();
  const { diff, config } = options;
  // The project's root, which the analysis goes by as well, has links resolved.
  const path = await projectRoot(options.path);
  const { analysis: configured } = await readLocalConfiguration(path, config, { rules: namesOf(tools.rules) });
  const configuration = { ...configured, today: tools.today };
  const wanted = { path, diff, configuration };
  const analysis = selectFindings(await analyseTree(wanted, tools, (phase) => watch.lap(phase)), choices);
  const limit = options.all ? Number.POSITIVE_INFINITY : QUESTIONS_SHOWN;
  tools.print(options.format === "json" ? formatJson(analysis) : formatText(analysis, { paint: tools.paint, limit }));
  if (options.timings) tools.note(watch.report());
  for (const { rule, check: name, message } of analysis.failures) tools.note(`${rule}/${name} failed: ${message}`);
  for (const note of lapsedNotes(analysis)) tools.note(note);
  if (analysis.failures.length > 0) return EXIT.failed;
  return reachesFailOn(analysis, options.failOn) ? EXIT.questions : EXIT.ran;
}

function lapsedNotes({ lapsed = [] }: Analysis): readonly string[] {
  return lapsed.map(
    ({ rule, path, until, file, line, questions }) =>
      `${file}:${line}: the suppression of ${rule} in ${path} ended on ${until}; ${questions} of its questions ${questions === 1 ? "is" : "are"} asked again`,
  );
}
