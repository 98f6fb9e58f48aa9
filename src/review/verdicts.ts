import { covers } from "./dismissals.ts";
import type { OpenedPullRequest, OwnThread, Permission, ReviewSink } from "./ports.ts";
import { isSettled } from "./reconcile.ts";

const MAY_OBJECT: ReadonlySet<Permission> = new Set<Permission>(["admin", "maintain", "write", "triage"]);

/** So many people are asked for at most; each costs a request. */
const MAX_LOOKUPS = 10;

/**
 * Which threads a person has closed for good: dismissed, resolved, hidden, or given a thumbs-down by somebody with
 * triage rights. On a public repository everybody may react, so a thumbs-down alone proves nothing.
 */
export async function readVerdicts(
  sink: ReviewSink,
  { threads, dismissals }: Pick<OpenedPullRequest, "threads" | "dismissals">,
): Promise<(thread: OwnThread) => boolean> {
  const closed = threads.filter(
    (thread) => isClosedByPerson(thread) || dismissals.some((dismissal) => covers(dismissal, thread)),
  );
  const doubtful = threads.filter((thread) => !closed.includes(thread));
  const people = [...new Set(doubtful.flatMap((thread) => thread.objectors))].slice(0, MAX_LOOKUPS);
  const permissions = await Promise.all(people.map(async (user) => [user, await sink.permissionOf(user)] as const));
  const heard = new Set(permissions.flatMap(([user, permission]) => (MAY_OBJECT.has(permission) ? [user] : [])));
  const final = new Set([...closed, ...doubtful.filter((thread) => thread.objectors.some((user) => heard.has(user)))]);
  return (thread) => final.has(thread);
}

/** What this App hid itself it marked as settled first. */
function isClosedByPerson(thread: OwnThread): boolean {
  return thread.dismissedBy !== undefined || thread.resolvedBy === "person" || (thread.hidden && !isSettled(thread));
}
