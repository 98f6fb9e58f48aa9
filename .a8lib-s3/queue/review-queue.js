/**
 * The queue between intake and worker. One interface, several back ends: in memory, and later an on-disk journal and Redis.
 *
 * The unit of work is one pull request. A job carries no commit: the worker reads the pull request when it starts,
 * so deliveries may come twice, late, or in any order.
 */
/** One text per comment: the two places number their comments independently. */
export function commentKey({ commentId, thread }) {
    return `${thread === undefined ? "c" : "t"}${commentId}`;
}
