import type { Finding } from "../engine/finding.ts";
import type { OwnThread } from "./ports.ts";

/** What is to be done about each question and each thread. */
export interface Reconciliation {
  /** Never asked on this pull request. */
  readonly post: readonly Finding[];
  /** Asked before, and still a question; whatever people did with the thread, it is not asked again. */
  readonly keep: readonly { readonly finding: Finding; readonly thread: OwnThread }[];
  /** Threads whose question is gone. */
  readonly gone: readonly OwnThread[];
}

/** Compares the questions of this run with the threads of earlier ones, by fingerprint. Asks nothing twice, within a run either. */
export function reconcile(findings: readonly Finding[], threads: readonly OwnThread[]): Reconciliation {
  const threadByPrint = new Map(threads.toReversed().map((thread) => [thread.fingerprint, thread]));
  const findingByPrint = new Map(findings.toReversed().map((finding) => [finding.fingerprint, finding]));
  const unique = findings.filter((finding) => findingByPrint.get(finding.fingerprint) === finding);
  return {
    post: unique.filter((finding) => !threadByPrint.has(finding.fingerprint)),
    keep: unique.flatMap((finding) => {
      const thread = threadByPrint.get(finding.fingerprint);
      return thread === undefined ? [] : [{ finding, thread }];
    }),
    gone: threads.filter((thread) => !findingByPrint.has(thread.fingerprint)),
  };
}
