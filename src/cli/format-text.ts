import { type Analysis, type Evidence, type Finding, type Severity, inReadingOrder } from "../engine/finding.ts";
import { visible } from "./visible.ts";

/** Wraps text in a terminal style, or returns it unchanged where the output is no terminal. */
export type Paint = (style: "bold" | "dim" | "red" | "yellow" | "cyan", text: string) => string;

export interface TextOptions {
  readonly paint: Paint;
  /** How many questions are printed at most; what was held back is counted at the end. */
  readonly limit: number;
}

const SEVERITY_STYLE = { high: "red", medium: "yellow", low: "cyan", info: "dim" } as const satisfies Record<
  Severity,
  string
>;

/** The analysis for people: questions by file, the chain under each, then what was not read and a count. */
export function formatText(analysis: Analysis, options: TextOptions): string {
  const shown = analysis.findings.slice(0, options.limit);
  const blocks: string[] = [];
  for (const [path, findings] of byPath(shown)) {
    const body = findings.map((finding) => findingBlock(finding, options.paint)).join("\n\n");
    blocks.push(`${options.paint("bold", visible(path))}\n${body}`);
  }
  const held = analysis.findings.length - shown.length;
  if (held > 0) blocks.push(`${counted(held, "more question")} held back; --all prints every one.`);
  if (analysis.unread.length > 0) {
    const lines = analysis.unread.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason)}`);
    blocks.push(`${options.paint("bold", "Could not read")}\n${lines.join("\n")}`);
  }
  blocks.push(summaryLine(analysis));
  return `${blocks.join("\n\n")}\n`;
}

function byPath(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group === undefined) groups.set(finding.path, [finding]);
    else group.push(finding);
  }
  return groups;
}

function findingBlock(finding: Finding, paint: Paint): string {
  const where = `${finding.line}:${finding.column}`;
  const what = `${finding.rule}/${finding.check}`;
  const probable = finding.confidence === "probable" ? ", probable" : "";
  const head = `  ${where}  ${paint(SEVERITY_STYLE[finding.severity], finding.severity)}${probable}  ${paint("dim", what)}`;
  const lines = [head, `    ${visible(finding.question)}`];
  for (const step of inReadingOrder(finding.evidence)) lines.push(`      ${evidenceLine(step, paint)}`);
  if (finding.searched.length > 0) lines.push(`      looked in: ${finding.searched.map(visible).join("; ")}`);
  const { role, team } = finding.askedOf ?? {};
  if (role !== undefined && team !== undefined) lines.push(`      for: ${role}, ${visible(team)}`);
  return lines.join("\n");
}

function evidenceLine(step: Evidence, paint: Paint): string {
  return `${visible(step.path)}:${step.line}  ${visible(step.text)}  ${paint("dim", `(${visible(step.note)})`)}`;
}

function summaryLine({ summary }: Analysis): string {
  const questions = summary.questions === 0 ? "No questions" : counted(summary.questions, "question");
  return `${questions} in ${counted(summary.files, "file")} with ${counted(summary.routes, "route")}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
