import { codeSpan, markedText, plainText } from "./escape.ts";
import type { RuleNote } from "./rule-note.ts";

const SEEN = "<summary>What I looked at</summary>";
const END = "</details>";

/** The commands, as a table. */
export function helpText(): string {
  return [
    "| Command | Does | Who |",
    "|--|--|--|",
    "| `/maestro recheck` | reviews the current commit again | the author, triage and up |",
    "| `/maestro explain` in the thread of a question | shows what the question rests on | the author, triage and up |",
    "| `/maestro explain API006` | explains a rule | the author, triage and up |",
    "| `/maestro dismiss` in the thread of a question | that question is not asked again on this pull request | write and up |",
    "| `/maestro dismiss API006` | the same for a whole rule, or for one check such as `API006/blocking-client` | write and up |",
    "| `/maestro help` | shows this table | everybody |",
  ].join("\n");
}

/** What the rule asks about, why, and where to read on. */
export function ruleText(rule: RuleNote, rulesUrl: string | undefined): string {
  const title = `${rule.id}: ${plainText(rule.title)}`;
  const references = rule.references.map((reference) => `[${plainText(reference.title)}](${reference.url})`);
  return [
    `**${rulesUrl === undefined ? title : `[${title}](${rulesUrl}/${rule.id})`}**`,
    markedText(rule.why),
    rule.checks.map(({ name, asks }) => `- ${codeSpan(name)} asks about ${markedText(asks)}`).join("\n"),
    `More: ${references.join("; ")}.`,
  ].join("\n\n");
}

/** What a question's comment keeps folded up: the chain, the places searched, the reason. Only for what this App wrote. */
export function evidenceText(body: string): string {
  const start = body.indexOf(SEEN);
  const end = body.lastIndexOf(END);
  return start < 0 || end < start ? "" : body.slice(start + SEEN.length, end).trim();
}
