import type { Confidence, Finding, Severity } from "../engine/finding.ts";

const SEVERITY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2, info: 3 };
const CONFIDENCE: Readonly<Record<Confidence, number>> = { certain: 0, probable: 1 };

/** The most important first; among equals the order stays. */
export function rank(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) => SEVERITY[a.severity] - SEVERITY[b.severity] || CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence],
  );
}
