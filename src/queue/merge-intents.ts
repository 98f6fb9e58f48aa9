import { type CommandComment, commentKey, type PullRequestKey, type ReviewIntent } from "./review-queue.ts";

/** One text per pull request. The repository's id, not its name: names change. */
export function keyText(key: PullRequestKey): string {
  return `${key.repositoryId}/${key.number}`;
}

/** Two intents for the same pull request as one. Merging an intent with itself changes nothing. */
export function mergeIntents(older: ReviewIntent, newer: ReviewIntent): ReviewIntent {
  return {
    key: newer.key,
    reasons: [...new Set([...older.reasons, ...newer.reasons])],
    force: older.force || newer.force,
    refresh: older.refresh || newer.refresh,
    commands: mergeCommands(older.commands, newer.commands),
    deliveries: [...new Set([...older.deliveries, ...newer.deliveries])],
  };
}

function mergeCommands(older: readonly CommandComment[], newer: readonly CommandComment[]): readonly CommandComment[] {
  const byId = new Map([...older, ...newer].map((command) => [commentKey(command), command]));
  return [...byId.values()];
}
