import { type Evidence, evidenceByRole, type Finding } from "../engine/finding.ts";
import { addressee } from "./addressee.ts";
import { codeSpan, fencedBlock, markedText, plainText, shorten } from "./escape.ts";
import { linkToLine, type LinkBase } from "./links.ts";
import type { RuleNotes } from "./rule-note.ts";

/** What a comment needs besides the finding. */
export interface CommentContext {
  readonly links: LinkBase;
  readonly rules: RuleNotes;
  /** The hidden marker that ends the comment. */
  readonly marker: string;
  /** Whether the comment stands on exactly the lines that the suggestion replaces; GitHub applies it to those. */
  readonly withSuggestion: boolean;
  /** Write the names of those who are asked so that GitHub notifies them. */
  readonly mention: boolean;
}

/** Caps that keep every comment far below GitHub's limit of 65,536 characters, whatever the code holds. */
const MAX_STEPS = 12;
const MAX_SEARCHED = 20;
const MAX_TEXT = 200;
const MAX_QUESTION = 2_000;
const MAX_SUGGESTION = 5_000;
const MAX_MEMBERS = 25_000;
const MAX_COMMENT = 60_000;

/** The inline comment of one question, as Markdown. */
export function renderComment(finding: Finding, context: CommentContext): string {
  const parts = [
    markedText(shorten(finding.question, MAX_QUESTION)),
    suggestion(finding, context),
    forWhom(finding, context),
  ];
  return joined(parts, details(finding, context), context.marker);
}

/** What was looked at gives way where the rest is long: the marker has to name every question. */
function joined(parts: readonly string[], looked: string, marker: string): string {
  const join = (all: readonly string[]): string => all.filter((part) => part !== "").join("\n\n");
  const text = join([...parts, looked, marker]);
  return text.length <= MAX_COMMENT ? text : join([...parts, marker]);
}

/** One comment for several questions of one check in one file; the first one stands for them all. */
export function renderGroup(findings: readonly [Finding, ...Finding[]], context: CommentContext): string {
  const [first, ...others] = findings;
  const parts = [
    markedText(shorten(first.question, MAX_QUESTION)),
    `The same check asks about ${others.length} more places in this file:`,
    members(others, context.links),
    forWhom(first, context),
  ];
  return joined(parts, details(first, context), context.marker);
}

function members(findings: readonly Finding[], links: LinkBase): string {
  const items: string[] = [];
  let size = 0;
  for (const { path, line, symbol, evidence } of findings) {
    const seen = evidence.find((step) => step.path === path && step.line === line) ?? evidence.at(-1);
    const code = seen === undefined ? "" : ` ${codeSpan(shorten(seen.text, MAX_TEXT))}`;
    const item = `- ${linkToLine(links, path, line)}${code} in ${codeSpan(shorten(symbol, MAX_TEXT))}`;
    size += item.length + 1;
    if (size > MAX_MEMBERS) break;
    items.push(item);
  }
  const hidden = findings.length - items.length;
  return items.join("\n") + (hidden === 0 ? "" : `\n\n${hidden} more are not listed here.`);
}

function suggestion(finding: Finding, context: CommentContext): string {
  const block = finding.suggestion === null ? "" : fencedBlock("suggestion", finding.suggestion.replacement);
  return context.withSuggestion && block.length <= MAX_SUGGESTION ? block : "";
}

function forWhom(finding: Finding, { mention }: CommentContext): string {
  const whom = addressee(finding, mention);
  return whom === "" ? "" : `For: ${whom}`;
}

function details(finding: Finding, context: CommentContext): string {
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

function chain(evidence: readonly Evidence[], links: LinkBase): string {
  const { chain: steps, callers, context } = evidenceByRole(evidence);
  return [numbered(steps, links), listed([...context, ...callers], links)].filter((part) => part !== "").join("\n\n");
}

/** The chain; when it is long, its middle is left out: the anchor and the cause are what matters. */
function numbered(steps: readonly Evidence[], links: LinkBase): string {
  const shown = steps.length > MAX_STEPS ? [...steps.slice(0, MAX_STEPS - 1), ...steps.slice(-1)] : steps;
  const lines = shown.map((step, index) => `${index + 1}. ${renderStep(step, links)}`);
  return lines.join("\n") + notShown(steps.length - shown.length);
}

function listed(steps: readonly Evidence[], links: LinkBase): string {
  const shown = steps.slice(0, MAX_STEPS);
  return shown.map((step) => `- ${renderStep(step, links)}`).join("\n") + notShown(steps.length - shown.length);
}

function notShown(count: number): string {
  return count > 0 ? `\n\n${count} more steps are not shown.` : "";
}

function renderStep(step: Evidence, links: LinkBase): string {
  const place = linkToLine(links, step.path, step.line);
  const note = step.note === "" ? "" : ` – ${markedText(shorten(step.note, MAX_TEXT))}`;
  return `${place} ${codeSpan(shorten(step.text, MAX_TEXT))}${note}`;
}

function searched(places: readonly string[]): string {
  if (places.length === 0) {
    return "";
  }
  const shown = places.slice(0, MAX_SEARCHED).map((place) => markedText(shorten(place, MAX_TEXT)));
  const more = places.length > MAX_SEARCHED ? ` and ${places.length - MAX_SEARCHED} more` : "";
  return `I searched: ${shown.join("; ")}${more}.`;
}

function reason(ruleId: string, context: CommentContext): string {
  const rule = context.rules.get(ruleId);
  if (rule === undefined) {
    return "";
  }
  const page =
    context.links.rulesUrl === undefined
      ? undefined
      : `[${ruleId}: ${plainText(rule.title)}](${context.links.rulesUrl}/${ruleId})`;
  const references = rule.references.map((reference) => `[${plainText(reference.title)}](${reference.url})`);
  return `${markedText(rule.why)} More: ${[page ?? `${ruleId}, ${plainText(rule.title)}`, ...references].join("; ")}.`;
}

function silence(ruleId: string): string {
  return `If this is intended, ${codeSpan(`# maestro: ignore[${ruleId}] reason`)} on the line, or on the line above, keeps me from asking. So does the answer \`/maestro dismiss\` here, on this pull request.`;
}
