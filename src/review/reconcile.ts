import { FAMILY_SIZE } from "../engine/families.ts";
import { type Finding, partsOf } from "../engine/finding.ts";
import { matchThreads } from "./match-threads.ts";
import type { OwnThread } from "./ports.ts";

/** What decides beside fingerprints. */
export interface Circumstances {
  /** Whether a person closed the question for good. */
  readonly isFinal: (thread: OwnThread) => boolean;
  /** Whether the head still has a file of this path; a question may have moved from a path that is gone. */
  readonly exists: (path: string) => boolean;
  /** Whether a question that was not found is really gone. False while something could not be read. */
  readonly sure: boolean;
}

export interface Match {
  readonly finding: Finding;
  readonly thread: OwnThread;
}

/** What is to be done about each question and each thread. */
export interface Reconciliation {
  /** Never asked on this pull request. */
  readonly post: readonly Finding[];
  /** Asked before, and still a question. */
  readonly keep: readonly Match[];
  /** Still true, but a person has closed the question. */
  readonly closed: readonly Match[];
  /** Settled earlier, and back. */
  readonly reopen: readonly OwnThread[];
  /** The question is gone. */
  readonly settle: readonly OwnThread[];
  /** The question was not found, which proves nothing yet. */
  readonly unsure: readonly OwnThread[];
}

/**
 * Compares the questions of this run with the threads of earlier ones. Nothing is asked twice, within a run either,
 * and what a person closed stays as it is.
 */
export function reconcile(
  findings: readonly Finding[],
  threads: readonly OwnThread[],
  { isFinal, exists, sure }: Circumstances,
): Reconciliation {
  const found = matchThreads(findings.flatMap(withParts), threads, exists);
  const unique = uniqueOf(findings.flatMap((finding) => unfold(finding, found)));
  const matches = unique.flatMap((finding) => {
    const thread = found.get(finding.fingerprint);
    return thread === undefined ? [] : [{ finding, thread }];
  });
  const prints = new Set(findings.flatMap(withParts).flatMap(printsOf));
  const alive = new Set([
    ...found.values(),
    // Two runs at the same moment may have asked the same; the second thread lives and dies with the first.
    ...threads.filter((thread) => thread.fingerprints.some((print) => prints.has(print))),
  ]);
  const open = threads.filter((thread) => !isFinal(thread));
  const gone = open.filter((thread) => !alive.has(thread) && !isSettled(thread));
  return {
    post: unique.filter((finding) => !found.has(finding.fingerprint)),
    keep: matches.filter(({ thread }) => !isFinal(thread)),
    closed: matches.filter(({ thread }) => isFinal(thread)),
    reopen: open.filter((thread) => alive.has(thread) && isSettled(thread)),
    settle: sure ? gone : [],
    unsure: sure ? [] : gone,
  };
}

/** Whether this App has already said that the question is gone. */
export function isSettled(thread: OwnThread): boolean {
  return thread.said === "settled" || thread.resolvedBy === "app";
}

function withParts(finding: Finding): readonly Finding[] {
  return finding.joined === undefined ? [finding] : [finding, ...finding.joined];
}

function uniqueOf(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.toReversed().map((one) => [one.fingerprint, one])).values()].toReversed();
}

/**
 * What is asked together on this push may have been asked one by one on an earlier one; then only what is new is asked.
 * Unless that is many: a pattern that spreads is worth its one question.
 */
function unfold(finding: Finding, found: ReadonlyMap<string, OwnThread>): readonly Finding[] {
  const parts = partsOf(finding);
  const asked = parts.filter((part) => found.has(part.fingerprint));
  if (found.has(finding.fingerprint) || asked.length === 0) return [finding];
  const isMany = finding.familyFingerprint === finding.fingerprint && parts.length - asked.length >= FAMILY_SIZE;
  return isMany ? [...asked, finding] : parts;
}

/** The texts that a thread may know the question by. */
function printsOf({ fingerprint, familyFingerprint = fingerprint }: Finding): readonly string[] {
  return [fingerprint, familyFingerprint];
}
