import { commentKey } from "./review-queue.js";
/** One text per pull request. The repository's id, not its name: names change. */
export function keyText(key) {
    return `${key.repositoryId}/${key.number}`;
}
/** Two intents for the same pull request as one. Merging an intent with itself changes nothing. */
export function mergeIntents(older, newer) {
    return {
        key: newer.key,
        reasons: [...new Set([...older.reasons, ...newer.reasons])],
        force: older.force || newer.force,
        refresh: older.refresh || newer.refresh,
        commands: mergeCommands(older.commands, newer.commands),
        deliveries: [...new Set([...older.deliveries, ...newer.deliveries])],
    };
}
function mergeCommands(older, newer) {
    const byId = new Map([...older, ...newer].map((command) => [commentKey(command), command]));
    return [...byId.values()];
}
