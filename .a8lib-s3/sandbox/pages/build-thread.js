import { diffLines } from "./diff-lines.js";
const EXCERPT_LINES = 4;
/** Whether the account behind a login is an App's. */
export function isBot(state, login) {
    return state.accounts.get(login.toLowerCase())?.type === "Bot";
}
/** Counts reactions by kind, in the order in which they first came. */
export function countReactions(reactions) {
    const counts = new Map();
    for (const { content } of reactions)
        counts.set(content, (counts.get(content) ?? 0) + 1);
    return [...counts].map(([content, count]) => ({ content, count }));
}
/** A review thread as the pages show it; reads the file when a comment suggests a change of it. */
export async function buildThread(state, reading, repository, thread) {
    const first = thread.comments[0];
    const height = thread.originalLine - (thread.originalStartLine ?? thread.originalLine) + 1;
    const hunk = diffLines(first?.diffHunk ?? "").filter((line) => line.kind !== "hunk");
    return {
        id: thread.nodeId,
        path: thread.path,
        line: thread.line ?? undefined,
        side: thread.side,
        originalLine: thread.originalLine,
        resolved: thread.resolvedBy !== null,
        outdated: thread.line === null,
        excerpt: hunk.slice(-Math.max(EXCERPT_LINES, height)),
        suggestionTarget: await suggestionTarget(reading, repository, thread, first),
        comments: thread.comments.map((comment) => buildComment(state, comment)),
    };
}
function buildComment(state, comment) {
    return {
        anchor: `discussion_r${comment.id}`,
        author: comment.author,
        bot: isBot(state, comment.author),
        at: comment.createdAt,
        body: comment.body,
        minimized: comment.minimized !== null,
        reactions: countReactions(comment.reactions),
    };
}
async function suggestionTarget(reading, repository, thread, first) {
    if (first === undefined || thread.side === "LEFT" || !first.body.includes("```suggestion"))
        return [];
    const bytes = await reading.fileAt(repository, first.originalCommitId, thread.path);
    const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
    return lines.slice((thread.originalStartLine ?? thread.originalLine) - 1, thread.originalLine);
}
