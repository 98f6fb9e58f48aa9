import { type Evidence, type Finding, joinEvidence, partsOf } from "./finding.ts";
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

/**
 * Leaves one question for each thing to change. Causes of one kind behind one call are one question, and large families are
 * one question each. Of what is left, everything behind one call is one question as well, and so is one kind in one entry
 * where it is one decision: a handler that uses a synchronous session five times has one session to change. What a question takes in stays in its evidence.
 */
export function joinQuestions(members: readonly Member[]): readonly Finding[] {
  const { families, others } = mergeFamilies(merge(members.map(withFamily), sameKindAndCall));
  return [...families, ...merge(merge(others, sameKindAndEntry), sameCall).map((member) => member.finding)];
}

function withFamily(member: Member): Member {
  const { finding, family } = member;
  if (family === undefined || finding.placement === "summary") return member;
  return { ...member, finding: { ...finding, familyFingerprint: familyFingerprintOf(finding, family) } };
}

function familyFingerprintOf({ rule, check }: Finding, { key }: Family): string {
  return fingerprintOf(rule, check, { key: `family:${key}`, path: "", symbol: "" });
}

type Key = (member: Member) => readonly (string | number)[];

const sameKindAndCall: Key = (member) => [...sameCall(member), member.finding.check, member.family?.key ?? ""];

const sameKindAndEntry: Key = ({ finding, family }) =>
  family?.oneDecision === true
    ? [finding.rule, finding.check, family.key, finding.path, finding.symbol]
    : [finding.fingerprint];

const sameCall: Key = ({ finding, family }) =>
  family === undefined ? [finding.fingerprint] : [finding.rule, finding.path, finding.line, finding.column];

function merge(members: readonly Member[], keyOf: Key): readonly Member[] {
  const groups = new Map<string, [Member, ...Member[]]>();
  for (const member of members.toSorted(bySeverity)) {
    const key = keyOf(member).join("\0");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()].map(([first, ...others]) =>
    others.length === 0
      ? first
      : {
          ...first,
          finding: withCauses(
            first.finding,
            others.map(({ finding }) => finding),
          ),
          entries: [first, ...others].flatMap(({ entries }) => entries),
        },
  );
}

const RANK = { high: 0, medium: 1, low: 2, info: 3 } as const;

/** The most severe first, then the shortest chain: the one that is easiest to check speaks for the others. */
function bySeverity(a: Member, b: Member): number {
  return RANK[a.finding.severity] - RANK[b.finding.severity] || chainLength(a.finding) - chainLength(b.finding);
}

function chainLength({ evidence }: Finding): number {
  return evidence.filter((step) => step.role === undefined).length;
}

/** One question for all of them: where the others begin and what they lead to goes into its evidence, each place once. */
function withCauses(first: Finding, others: readonly Finding[]): Finding {
  const known = new Set(first.evidence.map(placeOf));
  const added: Evidence[] = [];
  for (const other of others) {
    const here = other.path === first.path && other.line === first.line;
    const where = here ? "behind the same call" : "in the same function";
    const start = here
      ? undefined
      : other.evidence.find((step) => step.path === other.path && step.line === other.line);
    for (const step of [start, other.evidence.at(-1)]) {
      if (step === undefined || known.has(placeOf(step))) continue;
      known.add(placeOf(step));
      added.push({ ...step, note: `${step.note}, ${where}`, role: "context" });
    }
  }
  return {
    ...first,
    evidence: added.length === 0 ? first.evidence : joinEvidence(first.evidence, added),
    joined: [first, ...others].flatMap(partsOf),
  };
}

function placeOf({ path, line }: Evidence): string {
  return `${path}\0${line}`;
}

/** Merges large families into one question each, which lists every member: its own line and its cause. */
function mergeFamilies(members: readonly Member[]): {
  readonly families: readonly Finding[];
  readonly others: readonly Member[];
} {
  const families = new Map<string, Member[]>();
  const found: Finding[] = [];
  const others: Member[] = [];
  for (const member of members) {
    if (member.family === undefined || member.finding.placement === "summary") {
      others.push(member);
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
    if (first === undefined || family === undefined || same.length < (family.from ?? FAMILY_SIZE)) others.push(...same);
    else found.push(merged(first.finding, family, same));
  }
  return { families: found, others };
}

function merged(first: Finding, family: Family, members: readonly Member[]): Finding {
  const others = members.filter((member) => member.finding !== first).flatMap(({ finding }) => memberEvidence(finding));
  const entries = new Set(members.flatMap(entriesOf)).size;
  const entry = first.symbol.split(".").at(-1) ?? first.symbol;
  const whats = [...new Set(members.flatMap((member) => member.family?.what ?? []))];
  const fingerprint = familyFingerprintOf(first, family);
  return {
    ...first,
    question: family.question(members.length, entries, whats, entry),
    evidence: joinEvidence(first.evidence, others),
    suggestion: null,
    fingerprint,
    // A family belongs to no file, so it has nothing to be recognised by after a rename.
    pathlessFingerprint: fingerprint,
    joined: members.flatMap(({ finding }) => partsOf(finding)),
    familyFingerprint: fingerprint,
  };
}

/** Functions of one dotted name in two files, as in a monorepo, are two. */
function entriesOf({ entries, finding: { path, symbol } }: Member): readonly string[] {
  const [only, ...others] = entries;
  return others.length === 0 && only === symbol ? [`${path} ${only}`] : entries;
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
