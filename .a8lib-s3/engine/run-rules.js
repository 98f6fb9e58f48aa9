import { functionAt, symbolOf } from "../analysis/module.js";
import { addressed } from "./addressee.js";
import { DEFAULT_CONFIGURATION } from "./configuration.js";
import { createConfiguredSuppressions } from "./configured-suppressions.js";
import { joinQuestions } from "./families.js";
import { matcherOf } from "./globs.js";
import { knownWays, observe } from "./observe.js";
import { placeObservation } from "./place.js";
import { activeRules, atSeverity } from "./rule-settings.js";
import { readSuppressions } from "./suppressions.js";
/** Asks every check that is on, keeps what the diff is about, drops what the code or the configuration silences. Findings are sorted by path, line, column, rule, check. */
export function runRules({ head, diff }, allRules, configuration = DEFAULT_CONFIGURATION) {
    const rules = activeRules(allRules, configuration.rules);
    const { observed, failures } = observe(head, rules);
    const view = diff === undefined
        ? undefined
        : { changed: diff.changed, known: knownWays(observe(diff.base, rules).observed), existed: symbolsOf(diff.base) };
    const suppressions = readSuppressions(head.modules);
    const isAskedAbout = createScope(configuration);
    const configured = createConfiguredSuppressions(configuration);
    const members = [];
    for (const one of observed) {
        const placed = placeObservation(one, view);
        if (placed === undefined || !isAskedAbout(placed.path))
            continue;
        const finding = atSeverity(placed, configuration.rules);
        const cause = finding.evidence.at(-1);
        if (suppressions.silences(finding.path, finding.line, finding.rule, finding.check))
            continue;
        if (cause !== undefined && suppressions.silences(cause.path, cause.line, finding.rule, finding.check))
            continue;
        if (configured.silences(finding))
            continue;
        const { observation } = one;
        const family = observation.kind === "sighting" ? observation.family : undefined;
        members.push({
            finding,
            family,
            entries: observation.kind === "sighting"
                ? observation.variants.map((variant) => variant.key)
                : [observation.cause.symbol],
        });
    }
    const findings = joinQuestions(members).map((finding) => addressed(finding, configuration.asking));
    return { findings: findings.toSorted(byPlace), failures, lapsed: configured.lapsed() };
}
/** Which files questions may stand on. */
function createScope({ include, exclude }) {
    const isIncluded = include === undefined ? () => true : matcherOf(include);
    const isExcluded = matcherOf(exclude);
    return (path) => isIncluded(path) && !isExcluded(path);
}
function symbolsOf(project) {
    const symbols = new Set(project.modules.flatMap((module) => module.facts.functions.map((_facts, index) => symbolOf(functionAt(module, index)))));
    return (symbol) => symbols.has(symbol);
}
function byPlace(a, b) {
    return (compare(a.path, b.path) ||
        a.line - b.line ||
        a.column - b.column ||
        compare(a.rule, b.rule) ||
        compare(a.check, b.check) ||
        compare(a.fingerprint, b.fingerprint));
}
function compare(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
