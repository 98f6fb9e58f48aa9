import type { Analysis, Severity } from "../engine/finding.ts";
import type { Rule } from "../engine/rule.ts";
import { ConfigError } from "../errors.ts";

/** `API006` or `API006/blocking-client`. */
export interface RuleChoice {
  readonly rule: string;
  readonly check: string | undefined;
}

/** Reads the values of `--rule`; a name that does not exist is a {@link ConfigError} that lists those that do. */
export function readRuleChoices(values: readonly string[], rules: readonly Rule[]): RuleChoice[] {
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
export function selectFindings(analysis: Analysis, choices: readonly RuleChoice[]): Analysis {
  if (choices.length === 0) return analysis;
  const isChosen = (said: { readonly rule: string; readonly check: string }): boolean =>
    choices.some(({ rule, check }) => rule === said.rule && (check === undefined || check === said.check));
  const findings = analysis.findings.filter(isChosen);
  return {
    ...analysis,
    findings,
    failures: analysis.failures.filter(isChosen),
    summary: { ...analysis.summary, questions: findings.length },
  };
}

export const FAIL_ON = ["high", "medium", "low", "any", "never"] as const;

export type FailOn = (typeof FAIL_ON)[number];

const RANK = { high: 3, medium: 2, low: 1, info: 0, any: 0 } as const satisfies Record<Severity | "any", number>;

/** Whether a finding is at least as severe as `--fail-on` names. */
export function reachesFailOn(analysis: Analysis, failOn: FailOn): boolean {
  if (failOn === "never") return false;
  return analysis.findings.some((finding) => RANK[finding.severity] >= RANK[failOn]);
}
