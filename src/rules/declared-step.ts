import type { Declared } from "../analysis/architecture.ts";
import type { Step } from "../engine/rule.ts";

/** A line of the configuration as evidence. */
export function declaredStep({ path, line, text }: Declared<unknown>, note: string): Step {
  return { path, line, column: 1, endLine: line, endColumn: 1 + text.length, text, note };
}

/** The line's place and what it says, as questions quote it: "`.github/maestro.yml:6` says `- { name: redis }`". */
export function quoteDeclared({ path, line, text }: Declared<unknown>): string {
  const quoted = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  const [place, said] = [`${path}:${line}`, quoted].map((each) => each.replaceAll("`", "'"));
  return `\`${place}\` says \`${said}\``;
}
