import { evidenceByRole } from "../engine/finding.js";
import { codeSpan, fencedBlock, markedText, plainText, shorten } from "./escape.js";
import { linkToLine } from "./links.js";
/** Caps that keep every comment far below GitHub's limit of 65,536 characters, whatever the code holds. */
const MAX_STEPS = 12;
const MAX_SEARCHED = 20;
const MAX_TEXT = 200;
const MAX_QUESTION = 2_000;
const MAX_SUGGESTION = 5_000;
const MAX_MEMBERS = 25_000;
/** The inline comment of one question, as Markdown. */
export function renderComment(finding, context) {
    const parts = [
        markedText(shorten(finding.question, MAX_QUESTION)),
        suggestion(finding, context),
        details(finding, context),
        context.marker,
    ];
    return parts.filter((part) => part !== "").join("\n\n");
}
/** One comment for several questions of one check in one file; the first one stands for them all. */
export function renderGroup(findings, context) {
    const [first, ...others] = findings;
    const parts = [
        markedText(shorten(first.question, MAX_QUESTION)),
        `The same check asks about ${others.length} more places in this file:`,
        members(others, context.links),
        details(first, context),
        context.marker,
    ];
    return parts.filter((part) => part !== "").join("\n\n");
}
function members(findings, links) {
    const items = [];
    let size = 0;
    for (const { path, line, symbol, evidence } of findings) {
        const seen = evidence.find((step) => step.path === path && step.line === line) ?? evidence.at(-1);
        const code = seen === undefined ? "" : ` ${codeSpan(shorten(seen.text, MAX_TEXT))}`;
        const item = `- ${linkToLine(links, path, line)}${code} in ${codeSpan(shorten(symbol, MAX_TEXT))}`;
        size += item.length + 1;
        if (size > MAX_MEMBERS)
            break;
        items.push(item);
    }
    const hidden = findings.length - items.length;
    return items.join("\n") + (hidden === 0 ? "" : `\n\n${hidden} more are not listed here.`);
}
function suggestion(finding, context) {
    const block = finding.suggestion === null ? "" : fencedBlock("suggestion", finding.suggestion.replacement);
    return context.withSuggestion && block.length <= MAX_SUGGESTION ? block : "";
}
function details(finding, context) {
    const parts = [
        chain(finding.evidence, context.links),
        searched(finding.searched),
        reason(finding.rule, context),
        silence(finding.rule),
    ];
    return [
        "<details>",
        "<summary>What I looked at</summary>",
        "",
        parts.filter((part) => part !== "").join("\n\n"),
        "",
        "</details>",
    ].join("\n");
}
function chain(evidence, links) {
    const { chain: steps, callers, context } = evidenceByRole(evidence);
    return [numbered(steps, links), listed([...context, ...callers], links)].filter((part) => part !== "").join("\n\n");
}
/** The chain; when it is long, its middle is left out: the anchor and the cause are what matters. */
function numbered(steps, links) {
    const shown = steps.length > MAX_STEPS ? [...steps.slice(0, MAX_STEPS - 1), ...steps.slice(-1)] : steps;
    const lines = shown.map((step, index) => `${index + 1}. ${renderStep(step, links)}`);
    return lines.join("\n") + notShown(steps.length - shown.length);
}
function listed(steps, links) {
    const shown = steps.slice(0, MAX_STEPS);
    return shown.map((step) => `- ${renderStep(step, links)}`).join("\n") + notShown(steps.length - shown.length);
}
function notShown(count) {
    return count > 0 ? `\n\n${count} more steps are not shown.` : "";
}
function renderStep(step, links) {
    const place = linkToLine(links, step.path, step.line);
    const note = step.note === "" ? "" : ` – ${markedText(shorten(step.note, MAX_TEXT))}`;
    return `${place} ${codeSpan(shorten(step.text, MAX_TEXT))}${note}`;
}
function searched(places) {
    if (places.length === 0) {
        return "";
    }
    const shown = places.slice(0, MAX_SEARCHED).map((place) => markedText(shorten(place, MAX_TEXT)));
    const more = places.length > MAX_SEARCHED ? ` and ${places.length - MAX_SEARCHED} more` : "";
    return `I searched: ${shown.join("; ")}${more}.`;
}
function reason(ruleId, context) {
    const rule = context.rules.get(ruleId);
    if (rule === undefined) {
        return "";
    }
    const page = context.links.rulesUrl === undefined
        ? undefined
        : `[${ruleId}: ${plainText(rule.title)}](${context.links.rulesUrl}/${ruleId})`;
    const references = rule.references.map((reference) => `[${plainText(reference.title)}](${reference.url})`);
    return `${markedText(rule.why)} More: ${[page ?? `${ruleId}, ${plainText(rule.title)}`, ...references].join("; ")}.`;
}
function silence(ruleId) {
    return `If this is intended, ${codeSpan(`# maestro: ignore[${ruleId}] reason`)} on the line, or on the line above, keeps me from asking.`;
}
