import type { Rule } from "../../src/engine/rule.ts";
import type { Expectation } from "./expectations.ts";

/** Puts `body` between `<!-- name:start -->` and `<!-- name:end -->`. Throws when a marker is not there: nothing would be checked. */
export function withGenerated(text: string, name: string, body: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The markers ${start} and ${end} are not there.`);
  return `${text.slice(0, from + start.length)}\n${body.trim()}\n${text.slice(to)}`;
}

/** The README's table of rules. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const checks = rule.checks.map((check) => `\`${check.name}\``).join(", ");
    return `| [${rule.id}](docs/rules/${rule.id}.md) | ${cell(rule.title)} | ${checks} |`;
  });
  return ["", "| Rule | Asks about | Checks |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** The start of a rule's page. */
export function ruleHeader(rule: Rule): string {
  const rows = rule.checks.map((check) => `| \`${check.name}\` | ${cell(check.asks)} |`);
  const references = rule.references.map(({ title, url }) => `- [${title}](${url})`);
  return [
    `# ${rule.id}: ${rule.title}`,
    "",
    rule.why,
    "",
    `Looks in: ${rule.looksIn}.`,
    "",
    "| Check | Asks about |",
    "| --- | --- |",
    ...rows,
    ...(references.length === 0 ? [] : ["", "Read more:", "", ...references]),
  ].join("\n");
}

/** What is missed today, as the fixtures prove it. */
export function knownMisses(rule: Rule, expectations: readonly Expectation[]): string {
  const reasons = expectations
    .filter((each) => each.kind === "known-miss" && each.rule === rule.id)
    .map((each) => each.reason);
  if (reasons.length === 0) return "None is known.";
  return [...new Set(reasons)]
    .toSorted()
    .map((reason) => `- ${reason}`)
    .join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
