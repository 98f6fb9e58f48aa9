import { analyseTree } from "./analyse-tree.js";
import { EXIT } from "./exit.js";
import { formatJson } from "./format-json.js";
import { formatText } from "./format-text.js";
import { readRuleChoices, reachesFailOn, selectFindings } from "./selection.js";
import { Stopwatch } from "./stopwatch.js";
/** More questions than this are seldom read in a terminal. */
const QUESTIONS_SHOWN = 50;
/** `maestro check`: returns the exit status; throws a `ConfigError` for wrong usage. */
export async function check(options, tools) {
    const choices = readRuleChoices(options.rule, tools.rules);
    const watch = new Stopwatch();
    const analysis = selectFindings(await analyseTree(options, tools, (phase) => watch.lap(phase)), choices);
    const limit = options.all ? Number.POSITIVE_INFINITY : QUESTIONS_SHOWN;
    tools.print(options.format === "json" ? formatJson(analysis) : formatText(analysis, { paint: tools.paint, limit }));
    if (options.timings)
        tools.note(watch.report());
    for (const { rule, check: name, message } of analysis.failures)
        tools.note(`${rule}/${name} failed: ${message}`);
    if (analysis.failures.length > 0)
        return EXIT.failed;
    return reachesFailOn(analysis, options.failOn) ? EXIT.questions : EXIT.ran;
}
