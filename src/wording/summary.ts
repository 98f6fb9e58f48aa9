import type { CheckFailure, Finding, Unread } from "../engine/finding.ts";
import type { SurfaceDiff } from "../engine/surface.ts";
import { isWorse } from "../engine/observe.ts";
import { addressee } from "./addressee.ts";
import { type ConfigurationNotes, configurationSection } from "./configuration-section.ts";
import { codeSpan, markedText, plainText, shorten } from "./escape.ts";
import { linkToLine, type LinkBase } from "./links.ts";
import type { RuleDismissal } from "./marker.ts";
import { silencedSentences } from "./silenced.ts";
import { surfaceTable } from "./surface-table.ts";

/** Everything that a check run's summary tells. */
export interface SummaryInput {
  readonly links: LinkBase;
  /** Questions that stand on lines of the diff, also those asked in an earlier run. */
  readonly inline: number;
  /** Questions that are told here only. */
  readonly listed: readonly Finding[];
  /** How many of `listed` are here only because the comments of one review are limited, or GitHub refused their place. */
  readonly overflow: number;
  /** Questions that this run found to be gone. */
  readonly settled: number;
  /** Questions that hold, and that a person closed. */
  readonly closed: number;
  /** One for each question that is kept still about. */
  readonly silenced: readonly RuleDismissal[];
  readonly surface?: SurfaceDiff | undefined;
  readonly unread: readonly Unread[];
  /** What was not even listed, in the project's own words. */
  readonly unseen: readonly string[];
  readonly failures: readonly CheckFailure[];
  /** Sentences about the review as a whole, in the project's own words. */
  readonly remarks: readonly string[];
  readonly configuration: ConfigurationNotes;
  readonly counts: { readonly files: number; readonly routes: number };
}

/** GitHub's limit is 65,535: https://docs.github.com/rest/checks/runs#create-a-check-run */
export const MAX_SUMMARY = 60_000;

/** The check run's title: "3 questions, 2 settled", "No open questions, 1 settled", "No questions". `closed`: by people. */
export function renderTitle(total: number, settled = 0, closed = 0): string {
  const open = total === 0 ? `No ${settled + closed === 0 ? "" : "open "}questions` : count(total, "question");
  return settled === 0 ? open : `${open}, ${settled} settled`;
}

/** The check run's summary, as Markdown. Cut between blocks when there is too much of it, and says so. */
export function renderSummary(input: SummaryInput): string {
  const blocks = [
    opening(input),
    ...input.remarks.map(plainText),
    ...history(input),
    ...questions(input),
    ...surface(input),
    ...unread(input),
    ...failures(input.failures),
    ...configurationSection(input.configuration),
    closing(input),
  ];
  return joinWithin(blocks, MAX_SUMMARY);
}

function opening(input: SummaryInput): string {
  if (input.inline + input.listed.length === 0) {
    return `I have no ${input.settled + input.closed + input.silenced.length === 0 ? "" : "open "}questions about this change.`;
  }
  const inline = input.inline === 0 ? [] : [`${count(input.inline, "question")} on lines of the change`];
  const listed = input.listed.length === 0 ? [] : [`${count(input.listed.length, "question")} below`];
  const overflow = input.overflow === 0 ? "" : ` ${input.overflow} of them did not fit among the inline comments.`;
  return `${[...inline, ...listed].join(", ")}.${overflow}`;
}

function history({ settled, closed, silenced }: SummaryInput): readonly string[] {
  const sentences = [
    ...(settled === 0 ? [] : [`${count(settled, "earlier question")} no longer ${settled === 1 ? "holds" : "hold"}.`]),
    ...(closed === 0
      ? []
      : [`${count(closed, "question")} that somebody closed ${closed === 1 ? "stays" : "stay"} closed.`]),
    ...silencedSentences(silenced),
  ];
  return sentences.length === 0 ? [] : [sentences.join(" ")];
}

function surface(input: SummaryInput): readonly string[] {
  const table = input.surface === undefined ? "" : surfaceTable(input.surface, input.links);
  return table === "" ? [] : ["### API surface", table];
}

function questions(input: SummaryInput): readonly string[] {
  const items = input.listed.toSorted(worstFirst).map((finding) => {
    const place = linkToLine(input.links, finding.path, finding.line);
    // A summary notifies nobody, so there is nobody to mention.
    const whom = addressee(finding, false);
    const question = markedText(shorten(finding.question, 2_000));
    return `- ${checkName(finding, input.links)}, ${finding.severity}: ${place} ${question}${whom === "" ? "" : ` (For: ${whom})`}`;
  });
  return items.length === 0 ? [] : ["### Questions", ...items];
}

/** What `/maestro dismiss` takes, as a link to what it is about. */
function checkName({ rule, check }: Finding, { rulesUrl }: LinkBase): string {
  const name = `${rule}/${check}`;
  return rulesUrl === undefined ? name : `[${name}](${rulesUrl}/${rule})`;
}

/** Within one severity the order of the findings stays. */
function worstFirst(a: Finding, b: Finding): number {
  if (isWorse(a.severity, b.severity)) return -1;
  return isWorse(b.severity, a.severity) ? 1 : 0;
}

function unread(input: SummaryInput): readonly string[] {
  const unseen = input.unseen.map((sentence) => `- ${plainText(sentence)}`);
  const files = input.unread.map(
    (file) => `- ${codeSpan(shorten(file.path, 300))}: ${markedText(shorten(file.reason, 300))}`,
  );
  const items = [...unseen, ...files];
  return items.length === 0 ? [] : ["### Could not read", ...items];
}

function failures(failed: readonly CheckFailure[]): readonly string[] {
  const items = failed.map(
    (failure) => `- ${codeSpan(`${failure.rule}/${failure.check}`)}: ${plainText(shorten(failure.message, 300))}`,
  );
  return items.length === 0
    ? []
    : [
        "### Checks that failed",
        "These checks broke off, so their questions may be incomplete. The fault is mine, not the code's.",
        ...items,
      ];
}

function closing(input: SummaryInput): string {
  return `I read ${count(input.counts.files, "file")} and found ${count(input.counts.routes, "route")}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** List items follow each other without a blank line, everything else has one. */
function joinWithin(blocks: readonly string[], limit: number): string {
  let text = "";
  for (const [index, block] of blocks.entries()) {
    const gap = text === "" ? "" : block.startsWith("- ") && blocks[index - 1]?.startsWith("- ") ? "\n" : "\n\n";
    const rest = `\n\n${blocks.length - index} more entries did not fit here.`;
    if (text.length + gap.length + block.length + rest.length > limit) {
      return text + rest;
    }
    text += gap + block;
  }
  return text;
}
