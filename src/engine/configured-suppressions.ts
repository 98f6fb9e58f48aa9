import type { AnalysisConfiguration, ConfiguredSuppression } from "./configuration.ts";
import type { Finding, Lapsed } from "./finding.ts";
import { matcherOf } from "./globs.ts";

/** Answers whether the configuration silences a question, and remembers what it would have silenced had its day not passed. */
export interface ConfiguredSuppressions {
  readonly silences: (finding: Finding) => boolean;
  /** Suppressions that have ended and have something to silence, in the order of the file. */
  readonly lapsed: () => readonly Lapsed[];
}

export function createConfiguredSuppressions({
  suppressions,
  today,
}: Pick<AnalysisConfiguration, "suppressions" | "today">): ConfiguredSuppressions {
  const all = suppressions.map((suppression) => ({ suppression, covers: coverOf(suppression) }));
  // Dates of this form sort as they follow each other.
  const hasEnded = ({ until }: ConfiguredSuppression): boolean =>
    until !== undefined && today !== undefined && until < today;
  const missed = new Map<ConfiguredSuppression, number>();
  return {
    silences: (finding) => {
      const covering = all.filter(({ covers }) => covers(finding)).map(({ suppression }) => suppression);
      if (covering.some((suppression) => !hasEnded(suppression))) return true;
      for (const suppression of covering) missed.set(suppression, (missed.get(suppression) ?? 0) + 1);
      return false;
    },
    lapsed: () =>
      suppressions.flatMap((suppression) => {
        const questions = missed.get(suppression);
        const { rule, path, until, file, line } = suppression;
        return questions === undefined || until === undefined ? [] : [{ rule, path, until, file, line, questions }];
      }),
  };
}

/** Like a comment in the code: at the question's line or at its cause. */
function coverOf({ rule, path }: ConfiguredSuppression): (finding: Finding) => boolean {
  const matches = matcherOf([path]);
  return (finding) => {
    if (rule !== finding.rule && rule !== `${finding.rule}/${finding.check}`) return false;
    const cause = finding.evidence.at(-1);
    return matches(finding.path) || (cause !== undefined && matches(cause.path));
  };
}
