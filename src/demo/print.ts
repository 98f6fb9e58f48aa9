import { inReadingOrder } from "../engine/finding.ts";
import { styleText } from "node:util";
import type { Report, ReportedQuestion } from "./report.ts";

type Style = Parameters<typeof styleText>[0];

/** Writes a report as text. `colour` is for terminals; text from the code under review cannot steer one. */
export function formatReport(report: Report, colour: boolean): string {
  const paint = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const { questions, check } = report;
  const lines = questions.map((question, index) => formatQuestion(question, index + 1, paint));
  const summary = plain(check.summary).split("\n");
  return [
    lines.length === 0 ? "No questions on the lines of this pull request." : lines.join("\n\n"),
    `${paint("bold", `Check ${visible(check.name)}:`)} ${visible(check.conclusion)}, ${visible(check.title)}`,
    summary.map((line) => (line === "" ? "" : `    ${visible(line)}`)).join("\n"),
  ].join("\n\n");
}

/** Markdown as a terminal can show it: the text of links (their addresses are on the page), and no backslashes but those in code. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]\n]*)\]\([^)\s]*\)/g, "$1")
    .replaceAll(
      /(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)|\\([!-/:-@[-`{-~])/g,
      (all, _fence, escaped?: string) => escaped ?? all,
    );
}

function formatQuestion(
  question: ReportedQuestion,
  number: number,
  paint: (style: Style, text: string) => string,
): string {
  const { finding } = question;
  const label = finding === undefined ? "" : `  ${finding.severity}  ${finding.rule}/${finding.check}`;
  const place = paint("bold", `${visible(question.path)}:${question.line}`);
  const chain = inReadingOrder(finding?.evidence ?? []).map(
    (step) => `     ${visible(step.path)}:${step.line}  ${visible(step.text)}  ${paint("dim", visible(step.note))}`,
  );
  return [
    `${String(number).padStart(2)}. ${place}${paint("dim", label)}`,
    `    ${visible(question.question)}`,
    ...chain,
  ].join("\n");
}

/** Control and direction characters as escapes, so that no text can move the cursor or reorder the line. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}
