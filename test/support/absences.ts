import type { Finding } from "../../src/engine/finding.ts";

/** Checks that ask about what a whole application lacks. A fragment of one lacks most of it, and proves nothing by that. */
const ABSENCES: ReadonlySet<string> = new Set([
  "API005/no-rate-limit",
  "API005/no-security-headers",
  "API007/no-health-route",
  "API008/no-correlation-id",
  "API008/no-metrics",
]);

/** The findings without those absences that the scenario is not about. `about` is a check's full name, which speaks for its rule's other absences too, or a rule. */
export function withoutAbsences(findings: readonly Finding[], about: string): readonly Finding[] {
  return findings.filter(({ rule, check }) => {
    const isOwn = rule === about || (ABSENCES.has(about) && about.startsWith(`${rule}/`));
    return isOwn || !ABSENCES.has(`${rule}/${check}`);
  });
}
