/** The fields of a thread that `toOwnThread` reads. */
export const THREAD_FIELDS = `
  id isResolved path line viewerCanResolve viewerCanUnresolve resolvedBy { login }
  comments(first: 1) {
    totalCount
    nodes {
      id fullDatabaseId body isMinimized viewerDidAuthor author { __typename login }
      reactions(first: 10, content: THUMBS_DOWN) { nodes { user { login } } }
    }
  }
  replies: comments(first: 50, skip: 1) { nodes { body viewerDidAuthor author { __typename login } } }`;
/** The thread, if this App started it. A marker that somebody else wrote or copied does not count. `viewer` is the App's login. */
export function toOwnThread(thread, viewer, readMarker) {
    const first = thread.comments.nodes[0];
    const asked = first === undefined || !isOwn(first) ? undefined : readMarker(first.body);
    if (first === undefined || asked === undefined)
        return [];
    const replies = thread.replies.nodes;
    const last = replies.filter(isOwn).flatMap((reply) => readMarker(reply.body) ?? []);
    const { said: word, head } = last.at(-1) ?? asked;
    const said = word === "settled" ? word : "asked";
    const { fingerprints, pathless, rule, check } = asked;
    return [
        {
            threadId: thread.id,
            commentId: first.id,
            firstComment: Number(first.fullDatabaseId ?? 0),
            body: first.body,
            path: thread.path,
            line: thread.line ?? undefined,
            fingerprints,
            pathless,
            rule,
            check,
            dismissedBy: asked.said === "dismissed" ? (asked.by ?? "") : undefined,
            said,
            saidAt: head,
            resolvedBy: resolver(thread, viewer, said),
            hidden: first.isMinimized,
            // Beyond the replies that were read, somebody will have said something.
            answered: replies.some(isByPerson) || thread.comments.totalCount > replies.length + 1,
            objectors: first.reactions.nodes.flatMap(({ user }) => user?.login ?? []),
            canResolve: thread.viewerCanResolve,
            canUnresolve: thread.viewerCanUnresolve,
        },
    ];
}
/** Whether this App wrote the comment. */
export function isOwn(comment) {
    return comment.viewerDidAuthor && comment.author?.__typename === "Bot";
}
/** Deleted accounts have no author; they were people. */
function isByPerson(comment) {
    return comment.author?.__typename !== "Bot";
}
/** GraphQL names bots with or without `[bot]`, or not at all; then the App's own word counts. */
function resolver({ isResolved, resolvedBy }, viewer, said) {
    if (!isResolved)
        return undefined;
    const own = resolvedBy === null ? said === "settled" : bare(resolvedBy.login) === bare(viewer);
    return own ? "app" : "person";
}
function bare(login) {
    return login.replace(/\[bot\]$/, "");
}
