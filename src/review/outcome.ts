import type { Analysis, Finding, Severity, Unread } from "../engine/finding.ts";
import { GitHubError, MaestroError } from "../errors.ts";
import { annotationText } from "../wording/annotation-text.ts";
import { plainText } from "../wording/escape.ts";
import type { LinkBase } from "../wording/links.ts";
import { renderSummary, renderTitle } from "../wording/summary.ts";
import type { Annotation, ChangedFile, CheckOutcome } from "./ports.ts";

const MAX_ANNOTATIONS = 50;

/** What a finished review has to say in its check run. */
export interface ReviewReport {
  readonly analysis: Analysis;
  readonly files: readonly ChangedFile[];
  /** Standing as comments on lines of the diff. */
  readonly inline: readonly Finding[];
  readonly listed: readonly Finding[];
  /** How many of `listed` belong on a line and did not get there. */
  readonly overflow: number;
  readonly unread: readonly Unread[];
  readonly unseen: readonly string[];
  readonly remarks: readonly string[];
  readonly links: LinkBase;
}

/** `success` without questions, `neutral` with some, or when a check broke off and silence would prove nothing. */
export function reviewedOutcome(report: ReviewReport): CheckOutcome {
  const { analysis, inline, listed } = report;
  const questions = [...inline, ...listed];
  return {
    conclusion: questions.length === 0 && analysis.failures.length === 0 ? "success" : "neutral",
    title: renderTitle(questions.length),
    summary: renderSummary({ ...report, inline: inline.length, failures: analysis.failures, counts: analysis.summary }),
    annotations: annotations(questions, report.files),
  };
}

/** Annotations outside the diff would only burden GitHub's page, so the check's summary alone has those. */
function annotations(questions: readonly Finding[], files: readonly ChangedFile[]): readonly Annotation[] {
  const touched = new Set(files.filter((file) => file.status !== "removed").map((file) => file.path));
  return questions
    .filter((finding) => touched.has(finding.path))
    .slice(0, MAX_ANNOTATIONS)
    .map((finding) => ({
      path: finding.path,
      startLine: finding.line,
      endLine: finding.line,
      level: levelOf(finding.severity),
      title: `${finding.rule} ${finding.check}`,
      message: annotationText(finding.question),
    }));
}

function levelOf(severity: Severity): Annotation["level"] {
  return severity === "high" ? "warning" : "notice";
}

export function skippedOutcome(title: string, summary: string): CheckOutcome {
  return { conclusion: "skipped", title, summary, annotations: [] };
}

export function supersededOutcome(by: string | undefined): CheckOutcome {
  const title = by === undefined ? "Superseded by a newer push" : `Superseded by ${by.slice(0, 7)}`;
  return {
    conclusion: "neutral",
    title,
    summary: "The pull request changed while I was reading it, so I review the newer commit instead.",
    annotations: [],
  };
}

/** Says what happened in words that the author of the pull request can use. Details of unknown errors stay in the log. */
export function failedOutcome(error: unknown): CheckOutcome {
  const advice = "Commenting `/maestro recheck` makes me try again.";
  if (error instanceof GitHubError) {
    const retry = error.retryable ? "I will try again by myself. " : "";
    return {
      conclusion: "neutral",
      title: "Review not finished",
      summary: `${plainText(error.message)} ${retry}${advice}`,
      annotations: [],
    };
  }
  if (error instanceof MaestroError && error.code === "stopping") {
    return {
      conclusion: "neutral",
      title: "Review not finished",
      summary: `I was stopped before I had finished. ${advice}`,
      annotations: [],
    };
  }
  return {
    conclusion: "neutral",
    title: "Review not finished",
    summary: `Something went wrong inside Maestro; your code is not to blame. ${advice}`,
    annotations: [],
  };
}
