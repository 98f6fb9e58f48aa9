import type { Finding } from "../engine/finding.ts";
import type { OwnThread } from "./ports.ts";

/**
 * The thread of each question, by the question's fingerprint. Questions whose file is gone from its path are recognised
 * without the path, each place in a thread once; and a question of a family by the family's one question.
 */
export function matchThreads(
  findings: readonly Finding[],
  threads: readonly OwnThread[],
  exists: (path: string) => boolean,
): ReadonlyMap<string, OwnThread> {
  const byPrint = new Map(
    threads.toReversed().flatMap((thread) => thread.fingerprints.map((print) => [print, thread] as const)),
  );
  const found = new Map<string, OwnThread>();
  const taken = new Set<string>();
  for (const { fingerprint, familyFingerprint = fingerprint } of findings) {
    const thread = byPrint.get(fingerprint) ?? byPrint.get(familyFingerprint);
    if (thread === undefined) continue;
    found.set(fingerprint, thread);
    taken.add(fingerprint);
  }
  const moved = threads.filter((thread) => !exists(thread.path));
  const places = moved.flatMap((thread) =>
    thread.pathless.map((pathless, index) => ({ thread, pathless, print: thread.fingerprints[index] ?? "" })),
  );
  for (const { fingerprint, pathlessFingerprint } of findings) {
    if (found.has(fingerprint)) continue;
    const place = places.find(({ pathless, print }) => pathless === pathlessFingerprint && !taken.has(print));
    if (place === undefined) continue;
    found.set(fingerprint, place.thread);
    taken.add(place.print);
  }
  return found;
}
