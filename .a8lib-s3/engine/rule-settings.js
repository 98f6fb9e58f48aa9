/** The rules with the checks that are on. What is off is not even looked for. */
export function activeRules(rules, settings) {
    return rules.map((rule) => ({
        ...rule,
        checks: rule.checks.filter((check) => settingOf(settings, rule.id, check.name).on),
    }));
}
/** The finding at the severity that the repository gives it. What is only information stands in the summary. */
export function atSeverity(finding, settings) {
    const { severity } = settingOf(settings, finding.rule, finding.check);
    if (severity === undefined)
        return finding;
    return { ...finding, severity, placement: severity === "info" ? "summary" : finding.placement };
}
/** A check's own setting wins over its rule's, each part by itself. */
function settingOf(settings, rule, check) {
    return { on: true, ...settings[rule], ...settings[`${rule}/${check}`] };
}
