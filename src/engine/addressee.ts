import type { Asking } from "./configuration.ts";
import type { Finding } from "./finding.ts";
import { CHECK_ROLES } from "./roles.ts";

/** The finding with whom its question is for: a check's own setting wins over its rule's, and that over the table. */
export function addressed(finding: Finding, { teams, rules }: Asking): Finding {
  const name = `${finding.rule}/${finding.check}`;
  const role = rules[name] ?? rules[finding.rule] ?? CHECK_ROLES[name];
  if (role === undefined) return finding;
  const team = teams[role];
  return { ...finding, askedOf: team === undefined ? { role } : { role, team } };
}
