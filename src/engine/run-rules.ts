import { functionAt, symbolOf } from "../analysis/module.ts";
import type { Project } from "../analysis/project.ts";
import { addressed } from "./addressee.ts";
import type { ChangedLines } from "./analyser.ts";
import { type AnalysisConfiguration, DEFAULT_CONFIGURATION } from "./configuration.ts";
import { createConfiguredSuppressions } from "./configured-suppressions.ts";
import { joinQuestions, type Member } from "./families.ts";
import type { Analysis, Finding } from "./finding.ts";
import { matcherOf } from "./globs.ts";
import { knownWays, observe } from "./observe.ts";
import { placeObservation, type DiffView } from "./place.ts";
import { activeRules, atSeverity } from "./rule-settings.ts";
import type { Rule } from "./rule.ts";
import { readSuppressions } from "./suppressions.ts";

/** The head, and with a diff its changed lines and the project as it was at the merge base. */
export interface RuleRun {
  readonly head: Project;
  readonly diff?: { readonly changed: ChangedLines; readonly base: Project };
}

/** Asks every check that is on, keeps what the diff is about, drops what the code or the configuration silences. Findings are sorted by path, line, column, rule, check. */
export function runRules(
  { head, diff }: RuleRun,
  allRules: readonly Rule[],
  configuration: AnalysisConfiguration = DEFAULT_CONFIGURATION,
): Pick<Analysis, "findings" | "failures" | "lapsed"> {
  const rules = activeRules(allRules, configuration.rules);
  const { observed, failures } = observe(head, rules);
  const view: DiffView | undefined =
    diff === undefined
      ? undefined
      : { changed: diff.changed, known: knownWays(observe(diff.base, rules).observed), existed: symbolsOf(diff.base) };
  const suppressions = readSuppressions(head.modules);
  const isAskedAbout = createScope(configuration);
  const configured = createConfiguredSuppressions(configuration);
  const members: Member[] = [];
  for (const one of observed) {
    const placed = placeObservation(one, view);
    if (placed === undefined || !isAskedAbout(placed.path)) continue;
    const finding = atSeverity(placed, configuration.rules);
    const cause = finding.evidence.at(-1);
    if (suppressions.silences(finding.path, finding.line, finding.rule, finding.check)) continue;
    if (cause !== undefined && suppressions.silences(cause.path, cause.line, finding.rule, finding.check)) continue;
    if (configured.silences(finding)) continue;
    const { observation } = one;
    const family = observation.kind === "sighting" ? observation.family : undefined;
    members.push({
      finding,
      family,
      entries:
        observation.kind === "sighting"
          ? observation.variants.map((variant) => variant.key)
          : [observation.cause.symbol],
    });
  }
  const address = (finding: Finding): Finding => addressed(finding, configuration.asking);
  const findings = joinQuestions(members).map((finding) =>
    finding.joined === undefined ? address(finding) : { ...address(finding), joined: finding.joined.map(address) },
  );
  return { findings: findings.toSorted(byPlace), failures, lapsed: configured.lapsed() };
}

/** Which files questions may stand on. */
function createScope({ include, exclude }: AnalysisConfiguration): (path: string) => boolean {
  const isIncluded = include === undefined ? () => true : matcherOf(include);
  const isExcluded = matcherOf(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

function symbolsOf(project: Project): (symbol: string) => boolean {
  const symbols = new Set(
    project.modules.flatMap((module) =>
      module.facts.functions.map((_facts, index) => symbolOf(functionAt(module, index))),
    ),
  );
  return (symbol) => symbols.has(symbol);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.rule, b.rule) ||
    compare(a.check, b.check) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
