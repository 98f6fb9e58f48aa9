import type { AnalysisConfiguration, RuleSetting } from "./configuration.ts";
import type { Finding } from "./finding.ts";
import type { Rule } from "./rule.ts";

type Settings = AnalysisConfiguration["rules"];

/** The rules with the checks that are on. What is off is not even looked for. */
export function activeRules(rules: readonly Rule[], settings: Settings): readonly Rule[] {
  return rules.map((rule) => ({
    ...rule,
    checks: rule.checks.filter((check) => settingOf(settings, rule.id, check.name).on),
  }));
}

/** The finding at the severity that the repository gives it. What is only information stands in the summary. */
export function atSeverity(finding: Finding, settings: Settings): Finding {
  const { severity } = settingOf(settings, finding.rule, finding.check);
  if (severity === undefined) return finding;
  return { ...finding, severity, placement: severity === "info" ? "summary" : finding.placement };
}

/** A check's own setting wins over its rule's, each part by itself. */
function settingOf(settings: Settings, rule: string, check: string): RuleSetting {
  return { on: true, ...settings[rule], ...settings[`${rule}/${check}`] };
}
