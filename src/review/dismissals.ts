import { dismissedBody } from "../wording/thread-state.ts";
import type { RuleDismissal } from "../wording/marker.ts";
import type { OpenedPullRequest, OwnThread, ReviewSink } from "./ports.ts";
import type { ThreadWording } from "./thread-changes.ts";

/** Whether it speaks of questions of this kind. */
export function covers(
  dismissal: RuleDismissal,
  { rule, check }: { rule: string; check: string | undefined },
): boolean {
  return dismissal.rule === rule && (dismissal.check === undefined || dismissal.check === check);
}

/** The threads that a dismissal of a rule closes. */
export function threadsAbout(threads: readonly OwnThread[], dismissal: RuleDismissal): readonly OwnThread[] {
  return threads.filter((thread) => covers(dismissal, thread));
}

/**
 * Writes into the threads that `by` dismissed them, and resolves them where that is permitted. A person asked for it, so
 * also where people wrote. What is dismissed already stays as it is. Returns the pull request as it is afterwards.
 */
export async function dismissThreads(
  sink: ReviewSink,
  opened: OpenedPullRequest,
  dismissed: ReadonlyMap<OwnThread, string>,
  { headSha, runId, writeMarker }: ThreadWording,
): Promise<OpenedPullRequest> {
  const open = [...dismissed].filter(([thread]) => thread.dismissedBy === undefined);
  const edits = open.map(([thread, by]) => {
    const { fingerprints, pathless, rule, check, commentId, body } = thread;
    const marker = writeMarker({
      fingerprints,
      pathless,
      rule,
      check,
      head: headSha,
      run: runId,
      said: "dismissed",
      by,
    });
    return { kind: "edit" as const, commentId, body: dismissedBody(body, by, marker) };
  });
  // The edit comes first: once its marker is there, nothing can bring the question back.
  if (edits.length > 0) await sink.changeThreads(edits);
  const resolvable = [...dismissed.keys()].filter((thread) => thread.canResolve);
  if (resolvable.length > 0) {
    await sink.changeThreads(
      resolvable.map(({ threadId, commentId }) => ({ kind: "resolve" as const, threadId, commentId })),
    );
  }
  return {
    ...opened,
    threads: opened.threads.map((thread) => {
      const by = thread.dismissedBy ?? dismissed.get(thread);
      return by === undefined ? thread : { ...thread, dismissedBy: by };
    }),
  };
}
