import { type Evidence, type Finding, joinEvidence } from "./finding.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Family } from "./rule.ts";

/** From this many on, questions of one kind are one question about the pattern behind them. */
export const FAMILY_SIZE = 10;

/** A finding, and the family that its sighting belongs to. */
export interface Member {
  readonly finding: Finding;
  readonly family: Family | undefined;
  /** The keys of the entries that lead to the cause. */
  readonly entries: readonly string[];
}

/** Questions that would stand on the very same call, about the same kind of thing, are one question with the other causes as evidence. */
export function mergeSameAnchors(members: readonly Member[]): readonly Member[] {
  const kept = new Map<string, Member>();
  for (const member of members.toSorted(bySeverity)) {
    const { finding, family } = member;
    const key = [
      finding.rule,
      finding.check,
      family?.key ?? finding.fingerprint,
      finding.placement,
      finding.path,
      finding.line,
      finding.column,
    ].join("\0");
    const first = kept.get(key);
    if (first === undefined) kept.set(key, member);
    else kept.set(key, { ...first, finding: withCause(first.finding, finding) });
  }
  return [...kept.values()];
}

const RANK = { high: 0, medium: 1, low: 2, info: 3 } as const;

/** The most severe first, then the shortest chain: the one that is easiest to check speaks for the others. */
function bySeverity(a: Member, b: Member): number {
  return RANK[a.finding.severity] - RANK[b.finding.severity] || a.finding.evidence.length - b.finding.evidence.length;
}

function withCause(first: Finding, other: Finding): Finding {
  const cause = other.evidence.at(-1);
  const known =
    cause === undefined || first.evidence.some((step) => step.path === cause.path && step.line === cause.line);
  return known
    ? first
    : {
        ...first,
        evidence: joinEvidence(first.evidence, [
          { ...cause, note: `${cause.note}, behind the same call`, role: "context" },
        ]),
      };
}

/** Merges large families into one question each, which lists every member: its own line and its cause. */
export function mergeFamilies(members: readonly Member[]): readonly Finding[] {
  const families = new Map<string, Member[]>();
  const found: Finding[] = [];
  for (const member of members) {
    if (member.family === undefined || member.finding.placement === "summary") {
      found.push(member.finding);
      continue;
    }
    const key = `${member.finding.rule}/${member.finding.check}/${member.family.key}`;
    const same = families.get(key);
    if (same === undefined) families.set(key, [member]);
    else same.push(member);
  }
  for (const same of families.values()) {
    const [first] = same;
    const { family } = first ?? {};
    if (first === undefined || family === undefined || same.length < FAMILY_SIZE)
      found.push(...same.map((member) => member.finding));
    else found.push(merged(first.finding, family, same));
  }
  return found;
}

function merged(first: Finding, family: Family, members: readonly Member[]): Finding {
  const others = members.filter((member) => member.finding !== first).flatMap(({ finding }) => memberEvidence(finding));
  const entries = new Set(members.flatMap((member) => member.entries)).size;
  const fingerprint = fingerprintOf(first.rule, first.check, { key: `family:${family.key}`, path: "", symbol: "" });
  return {
    ...first,
    question: family.question(members.length, entries),
    evidence: joinEvidence(first.evidence, others),
    suggestion: null,
    fingerprint,
    // A family belongs to no file, so it has nothing to be recognised by after a rename.
    pathlessFingerprint: fingerprint,
  };
}

function memberEvidence(finding: Finding): readonly Evidence[] {
  const cause = finding.evidence.at(-1);
  const start = finding.evidence.find((step) => step.path === finding.path && step.line === finding.line);
  const own: Evidence = {
    path: finding.path,
    line: finding.line,
    text: start?.text ?? "",
    note: `in ${finding.symbol}`,
    role: "caller",
  };
  return cause === undefined || (cause.path === own.path && cause.line === own.line)
    ? [own]
    : [own, { ...cause, role: "caller" }];
}
