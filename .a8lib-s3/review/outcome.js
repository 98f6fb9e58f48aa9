import { GitHubError, MaestroError } from "../errors.js";
import { annotationText } from "../wording/annotation-text.js";
import { plainText } from "../wording/escape.js";
import { renderSummary, renderTitle } from "../wording/summary.js";
import { reaches } from "./rank.js";
const MAX_ANNOTATIONS = 50;
/** `success` without open questions, `failure` if the repository wants that, else `neutral`; also when a check broke off, because silence would prove nothing. */
export function reviewedOutcome(report) {
    const { analysis, inline, listed, failOn } = report;
    const questions = [...inline, ...listed];
    const quiet = questions.length === 0 && analysis.failures.length === 0;
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
        annotations: annotations(questions, report.files),
    };
}
function fails(severity, failOn) {
    return failOn !== "never" && (failOn === "any" || reaches(severity, failOn));
}
/** Annotations outside the diff would only burden GitHub's page, so the check's summary alone has those. */
function annotations(questions, files) {
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
function levelOf(severity) {
    return severity === "high" ? "warning" : "notice";
}
export function skippedOutcome(title, summary) {
    return { conclusion: "skipped", title, summary, annotations: [] };
}
export function supersededOutcome(by) {
    const title = by === undefined ? "Superseded by a newer push" : `Superseded by ${by.slice(0, 7)}`;
    return {
        conclusion: "neutral",
        title,
        summary: "The pull request changed while I was reading it, so I review the newer commit instead.",
        annotations: [],
    };
}
export function closedOutcome() {
    return skippedOutcome("Closed meanwhile", "The pull request was closed while I was reading it, so I asked nothing.");
}
/** Says what happened in words that the author of the pull request can use. Details of unknown errors stay in the log. */
export function failedOutcome(error) {
    return {
        conclusion: "neutral",
        title: "Review not finished",
        summary: `${whatHappened(error)} Commenting \`/maestro recheck\` makes me try again.`,
        annotations: [],
    };
}
function whatHappened(error) {
    if (error instanceof GitHubError)
        return plainText(error.message);
    return error instanceof MaestroError && error.code === "stopping"
        ? "I was stopped before I had finished."
        : "Something went wrong inside Maestro; your code is not to blame.";
}
