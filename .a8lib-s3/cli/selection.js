import { ConfigError } from "../errors.js";
/** Reads the values of `--rule`; a name that does not exist is a {@link ConfigError} that lists those that do. */
export function readRuleChoices(values, rules) {
    return values.map((value) => {
        const [id = "", check, ...rest] = value.split("/");
        const rule = rules.find((each) => each.id === id.toUpperCase());
        if (rule === undefined || rest.length > 0) {
            throw new ConfigError([
                `--rule: there is no rule "${value}". The rules are ${rules.map((each) => each.id).join(", ")}.`,
            ]);
        }
        if (check !== undefined && !rule.checks.some((each) => each.name === check)) {
            const names = rule.checks.map((each) => `${rule.id}/${each.name}`).join(", ");
            throw new ConfigError([`--rule: ${rule.id} has no check "${check}". Its checks are ${names}.`]);
        }
        return { rule: rule.id, check };
    });
}
/** Keeps what the chosen rules said; without choices, everything. */
export function selectFindings(analysis, choices) {
    if (choices.length === 0)
        return analysis;
    const isChosen = (said) => choices.some(({ rule, check }) => rule === said.rule && (check === undefined || check === said.check));
    const findings = analysis.findings.filter(isChosen);
    return {
        ...analysis,
        findings,
        failures: analysis.failures.filter(isChosen),
        summary: { ...analysis.summary, questions: findings.length },
    };
}
export const FAIL_ON = ["high", "medium", "low", "any", "never"];
const RANK = { high: 3, medium: 2, low: 1, info: 0, any: 0 };
/** Whether a finding is at least as severe as `--fail-on` names. */
export function reachesFailOn(analysis, failOn) {
    if (failOn === "never")
        return false;
    return analysis.findings.some((finding) => RANK[finding.severity] >= RANK[failOn]);
}
