import type { Analysis, Finding, Severity, Unread } from "../engine/finding.ts";
import { GitHubError, MaestroError } from "../errors.ts";
import { annotationText } from "../wording/annotation-text.ts";
import { type ConfigurationNotes, configurationSection } from "../wording/configuration-section.ts";
import { plainText } from "../wording/escape.ts";
import type { LinkBase } from "../wording/links.ts";
import type { RuleDismissal } from "../wording/marker.ts";
import { renderSummary, renderTitle } from "../wording/summary.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { Annotation, ChangedFile, CheckOutcome } from "./ports.ts";
import { reaches } from "./rank.ts";

const MAX_ANNOTATIONS = 50;

/** What a finished review has to say in its check run. */
export interface ReviewReport {
  readonly analysis: Analysis;
  readonly files: readonly ChangedFile[];
  /** Standing as open comments on lines of the diff. */
  readonly inline: readonly Finding[];
  readonly listed: readonly Finding[];
  /** How many of `listed` belong on a line and did not get there. */
  readonly overflow: number;
  readonly settled: number;
  readonly closed: number;
  readonly silenced: readonly RuleDismissal[];
  readonly unread: readonly Unread[];
  readonly unseen: readonly string[];
  readonly remarks: readonly string[];
  readonly links: LinkBase;
  readonly failOn: ReviewPolicy["failOn"];
  readonly configuration: ConfigurationNotes;
}

/** `success` without open questions, `failure` if the repository wants that, else `neutral`; also when a check broke off, because silence would prove nothing, and when configuration could not be used. */
export function reviewedOutcome(report: ReviewReport): CheckOutcome {
  const { analysis, inline, listed, failOn, configuration } = report;
  const questions = [...inline, ...listed];
  const quiet = questions.length === 0 && analysis.failures.length === 0 && !isBroken(configuration);
  return {
    conclusion: quiet ? "success" : questions.some((one) => fails(one.severity, failOn)) ? "failure" : "neutral",
    title: renderTitle(questions.length, report.settled, report.closed + report.silenced.length),
    summary: renderSummary({
      ...report,
      inline: inline.length,
      failures: analysis.failures,
      counts: analysis.summary,
      surface: analysis.surface,
    }),
    annotations: [...configurationAnnotations(configuration), ...annotations(questions, report.files)].slice(
      0,
      MAX_ANNOTATIONS,
    ),
  };
}

function isBroken({ broken, changed }: ConfigurationNotes): boolean {
  return broken.length > 0 || changed.some(({ problems }) => problems.length > 0);
}

/** On the lines of the file that the pull request brings. */
function configurationAnnotations({ changed }: ConfigurationNotes): readonly Annotation[] {
  return changed.flatMap(({ path, problems }) =>
    problems.map(({ line, message }) => ({
      path,
      startLine: line,
      endLine: line,
      level: "warning" as const,
      title: "Configuration",
      message: annotationText(message),
    })),
  );
}

function fails(severity: Severity, failOn: ReviewPolicy["failOn"]): boolean {
  return failOn !== "never" && (failOn === "any" || reaches(severity, failOn));
}

/** Annotations outside the diff would only burden GitHub's page, so the check's summary alone has those. */
function annotations(questions: readonly Finding[], files: readonly ChangedFile[]): readonly Annotation[] {
  const touched = new Set(files.filter((file) => file.status !== "removed").map((file) => file.path));
  return questions
    .filter((finding) => touched.has(finding.path))
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

const NOTHING_TO_NOTE: ConfigurationNotes = { broken: [], changed: [], lapsed: [] };

export function skippedOutcome(
  title: string,
  summary: string,
  configuration: ConfigurationNotes = NOTHING_TO_NOTE,
): CheckOutcome {
  return {
    conclusion: "skipped",
    title,
    summary: [summary, ...configurationSection(configuration)].join("\n\n"),
    annotations: configurationAnnotations(configuration),
  };
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

export function closedOutcome(): CheckOutcome {
  return skippedOutcome("Closed meanwhile", "The pull request was closed while I was reading it, so I asked nothing.");
}

/** Says what happened in words that the author of the pull request can use. Details of unknown errors stay in the log. */
export function failedOutcome(error: unknown): CheckOutcome {
  return {
    conclusion: "neutral",
    title: "Review not finished",
    summary: `${whatHappened(error)} Commenting \`/maestro recheck\` makes me try again.`,
    annotations: [],
  };
}

function whatHappened(error: unknown): string {
  if (error instanceof GitHubError) return plainText(error.message);
  return error instanceof MaestroError && error.code === "stopping"
    ? "I was stopped before I had finished."
    : "Something went wrong inside Maestro; your code is not to blame.";
}
