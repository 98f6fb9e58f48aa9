import type { Analysis, Finding } from "../engine/finding.ts";
import type { CheckRun, Pull, Thread } from "../sandbox/store.ts";

/** A question as the terminal shows it: where it was posted, and what the analysis knows about it. */
export interface ReportedQuestion {
  readonly path: string;
  readonly line: number;
  readonly question: string;
  /** `undefined` for a comment that no finding of this run explains. */
  readonly finding: Finding | undefined;
}

export interface Report {
  /** By path and line. */
  readonly questions: readonly ReportedQuestion[];
  readonly check: {
    readonly name: string;
    readonly conclusion: string;
    readonly title: string;
    /** Markdown: what was not asked on a line, and what could not be read. */
    readonly summary: string;
  };
}

/** Puts together what was really posted on the pull request with what the analysis behind it found. */
export function collectReport(pull: Pull, check: CheckRun, analysis: Analysis | undefined): Report {
  const left = [...(analysis?.findings ?? [])];
  const open = pull.threads.filter((thread) => thread.resolvedBy === null && thread.comments.length > 0);
  const questions = open.map((thread): ReportedQuestion => {
    const index = left.findIndex((finding) => explains(finding, thread));
    const finding = index < 0 ? undefined : left.splice(index, 1)[0];
    const line = finding?.line ?? thread.startLine ?? thread.line ?? thread.originalLine;
    return { path: thread.path, line, question: finding?.question ?? firstParagraph(thread), finding };
  });
  return {
    questions: questions.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
    check: {
      name: check.name,
      conclusion: check.conclusion ?? check.status,
      title: check.title ?? "",
      summary: check.summary ?? "",
    },
  };
}

function explains(finding: Finding, thread: Thread): boolean {
  const last = thread.line ?? thread.originalLine;
  const first = thread.startLine ?? last;
  return finding.path === thread.path && finding.line >= first && finding.line <= last;
}

function firstParagraph(thread: Thread): string {
  return thread.comments[0]?.body.split("\n\n", 1)[0] ?? "";
}
