import type { Confidence, Finding, Severity } from "../engine/finding.ts";

const SEVERITY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2, info: 3 };
const CONFIDENCE: Readonly<Record<Confidence, number>> = { certain: 0, probable: 1 };

/** The most important first; then what stands on a changed line itself; among equals the order stays. */
export function rank(
  findings: readonly Finding[],
  isChanged: (path: string, line: number) => boolean = () => true,
): readonly Finding[] {
  const distance = ({ path, line }: Finding): number => (isChanged(path, line) ? 0 : 1);
  return findings.toSorted(
    (a, b) =>
      SEVERITY[a.severity] - SEVERITY[b.severity] ||
      CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence] ||
      distance(a) - distance(b),
  );
}

/** Whether the severity reaches a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITY[severity] <= SEVERITY[threshold];
}
