import { codeSpan } from "./escape.ts";
import type { RuleDismissal } from "./marker.ts";

/** How many questions are kept back, and who wanted that; one dismissal for each question. */
export function silencedSentences(dismissals: readonly RuleDismissal[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { by, ...about } of dismissals) {
    const reason = `${codeSpan(by)} dismissed ${aboutText(about)} on this pull request`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(
    ([reason, questions]) =>
      `${reason}, so I keep ${questions === 1 ? "one question" : `${questions} questions`} back.`,
  );
}

/** `API006`, or one of its checks. */
export function aboutText({ rule, check }: { readonly rule: string; readonly check?: string | undefined }): string {
  return codeSpan(check === undefined ? rule : `${rule}/${check}`);
}
