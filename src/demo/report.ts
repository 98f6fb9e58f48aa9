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
  readonly inline: readonly ReportedQuestion[];
  /** Asked in the check's summary instead of on a line. */
  readonly summary: readonly ReportedQuestion[];
  readonly check: {
    readonly name: string;
    readonly conclusion: string;
    readonly title: string;
    readonly summary: string;
  };
  readonly unread: Analysis["unread"];
}

/** Puts together what was really posted on the pull request with what the analysis behind it found. */
export function collectReport(pull: Pull, check: CheckRun, analysis: Analysis | undefined): Report {
  const left = [...(analysis?.findings ?? [])];
  const open = pull.threads.filter((thread) => thread.resolvedBy === null && thread.comments.length > 0);
  const inline = open.map((thread): ReportedQuestion => {
    const line = thread.startLine ?? thread.line ?? thread.originalLine;
    const index = left.findIndex((finding) => explains(finding, thread));
    const finding = index < 0 ? undefined : left.splice(index, 1)[0];
    return {
      path: thread.path,
      line: finding?.line ?? line,
      question: finding?.question ?? firstParagraph(thread),
      finding,
    };
  });
  const summary = left.map((finding): ReportedQuestion => {
    const { path, line, question } = finding;
    return { path, line, question, finding };
  });
  return {
    inline: inline.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
    summary,
    check: {
      name: check.name,
      conclusion: check.conclusion ?? check.status,
      title: check.title ?? "",
      summary: check.summary ?? "",
    },
    unread: analysis?.unread ?? [],
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
