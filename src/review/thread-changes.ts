import { reopenedBody, reopenedReply, settledBody, settledReply } from "../wording/thread-state.ts";
import type { Marker } from "../wording/marker.ts";
import type { OwnThread, ThreadChange } from "./ports.ts";

/** So many threads are changed in one run; the next run goes on. */
const MAX_THREADS = 30;

export interface ThreadWording {
  readonly headSha: string;
  readonly runId: string;
  readonly writeMarker: (marker: Marker) => string;
}

/** What brings the threads in line with the code, as requests to the platform. Nothing is ever deleted. */
export function threadChanges(
  settle: readonly OwnThread[],
  reopen: readonly OwnThread[],
  wording: ThreadWording,
): readonly ThreadChange[] {
  return [
    ...reopen.slice(0, MAX_THREADS).flatMap((thread) => reopening(thread, wording)),
    ...settle.slice(0, MAX_THREADS).flatMap((thread) => settling(thread, wording)),
  ];
}

/** A thread in which a person wrote is neither edited nor hidden: resolved if that is permitted, else answered once. */
function settling(thread: OwnThread, wording: ThreadWording): readonly ThreadChange[] {
  const { threadId, commentId, body, answered, canResolve } = thread;
  const marker = markerOf(thread, "settled", wording);
  const resolve: ThreadChange = { kind: "resolve", threadId, commentId };
  if (answered) {
    return canResolve ? [resolve] : [{ kind: "reply", threadId, body: settledReply(wording.headSha, marker) }];
  }
  return [
    // The edit comes first: its marker tells the next run that it was this App that closed the thread.
    { kind: "edit", commentId, body: settledBody(body, wording.headSha, marker) },
    canResolve ? resolve : { kind: "minimise", commentId },
  ];
}

function reopening(thread: OwnThread, wording: ThreadWording): readonly ThreadChange[] {
  const { threadId, commentId, body, answered, said, hidden, resolvedBy, canUnresolve } = thread;
  const marker = markerOf(thread, "asked", wording);
  const shown: readonly ThreadChange[] = [
    ...(resolvedBy === "app" && canUnresolve ? [{ kind: "unresolve" as const, threadId, commentId }] : []),
    ...(hidden ? [{ kind: "unminimise" as const, commentId }] : []),
  ];
  if (!answered) {
    return [...shown, { kind: "edit", commentId, body: reopenedBody(body, wording.headSha, marker) }];
  }
  return said === "settled"
    ? [...shown, { kind: "reply", threadId, body: reopenedReply(wording.headSha, marker) }]
    : shown;
}

function markerOf(thread: OwnThread, said: Marker["said"], { headSha, runId, writeMarker }: ThreadWording): string {
  const { fingerprints, pathless, rule, check } = thread;
  return writeMarker({ fingerprints, pathless, rule, check, head: headSha, run: runId, said });
}
