import type { Finding } from "../engine/finding.ts";
import { MENTION } from "../engine/mention.ts";
import { plainText, shorten } from "./escape.ts";

const MAX_NAME = 150;

/**
 * Whom a question is for: "system-architect, acme/architects", or nothing where the repository names nobody. Only with
 * `mention`, and only for what can be nothing but a name, it is written so that GitHub notifies them.
 */
export function addressee({ askedOf }: Finding, mention: boolean): string {
  if (askedOf?.team === undefined) return "";
  const { role, team } = askedOf;
  return `${role}, ${mention && MENTION.test(team) ? team : plainText(shorten(team.replace(/^@/, ""), MAX_NAME))}`;
}
