import { inReadingOrder } from "../engine/finding.js";
import { visible } from "./visible.js";
const SEVERITY_STYLE = { high: "red", medium: "yellow", low: "cyan", info: "dim" };
/** The analysis for people: questions by file, the chain under each, then what was not read and a count. */
export function formatText(analysis, options) {
    const shown = analysis.findings.slice(0, options.limit);
    const blocks = [];
    for (const [path, findings] of byPath(shown)) {
        const body = findings.map((finding) => findingBlock(finding, options.paint)).join("\n\n");
        blocks.push(`${options.paint("bold", visible(path))}\n${body}`);
    }
    const held = analysis.findings.length - shown.length;
    if (held > 0)
        blocks.push(`${counted(held, "more question")} held back; --all prints every one.`);
    if (analysis.unread.length > 0) {
        const lines = analysis.unread.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason)}`);
        blocks.push(`${options.paint("bold", "Could not read")}\n${lines.join("\n")}`);
    }
    blocks.push(summaryLine(analysis));
    return `${blocks.join("\n\n")}\n`;
}
function byPath(findings) {
    const groups = new Map();
    for (const finding of findings) {
        const group = groups.get(finding.path);
        if (group === undefined)
            groups.set(finding.path, [finding]);
        else
            group.push(finding);
    }
    return groups;
}
function findingBlock(finding, paint) {
    const where = `${finding.line}:${finding.column}`;
    const what = `${finding.rule}/${finding.check}`;
    const probable = finding.confidence === "probable" ? ", probable" : "";
    const head = `  ${where}  ${paint(SEVERITY_STYLE[finding.severity], finding.severity)}${probable}  ${paint("dim", what)}`;
    const lines = [head, `    ${visible(finding.question)}`];
    for (const step of inReadingOrder(finding.evidence))
        lines.push(`      ${evidenceLine(step, paint)}`);
    if (finding.searched.length > 0)
        lines.push(`      looked in: ${finding.searched.map(visible).join("; ")}`);
    return lines.join("\n");
}
function evidenceLine(step, paint) {
    return `${visible(step.path)}:${step.line}  ${visible(step.text)}  ${paint("dim", `(${visible(step.note)})`)}`;
}
function summaryLine({ summary }) {
    const questions = summary.questions === 0 ? "No questions" : counted(summary.questions, "question");
    return `${questions} in ${counted(summary.files, "file")} with ${counted(summary.routes, "route")}.`;
}
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
