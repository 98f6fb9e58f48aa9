/** Builds what queries ask for. Every object names its type; fields with arguments are functions. */
import { ensureAccount } from "../accounts.js";
import { findObject, readBlob } from "../git.js";
import { repositoryHtml } from "../payloads/repository.js";
import { pullFiles } from "../reading.js";
import { fullName, nodeId } from "../store.js";
import { commitObject, pullCommitsObject, reactionsObject } from "./check-objects.js";
import { connection } from "./connection.js";
import { graphqlError } from "./errors.js";
import { demand, may, mayResolve, viewerLogin } from "./viewer.js";
/** Longer texts are cut. The limit is a guess; that there is one is documented ("isTruncated"). */
const MAX_TEXT_BYTES = 512_000;
/** Where git looks for a NUL byte. */
const BINARY_PROBE_BYTES = 8_000;
/** An account. Bots have no `[bot]` at the end of their login here, unlike in REST. */
export function actorObject(world, login) {
    const account = ensureAccount(world.state, login);
    return {
        __typename: account.type,
        id: account.nodeId,
        databaseId: account.id,
        login: account.login.replace(/\[bot\]$/, ""),
        url: `${world.url}/${account.login}`,
    };
}
export function repositoryObject(viewer, repository) {
    return {
        __typename: "Repository",
        id: repository.nodeId,
        databaseId: repository.id,
        name: repository.name,
        nameWithOwner: fullName(repository),
        isArchived: repository.archived,
        object: async ({ oid, expression }) => await gitObject(viewer, repository, oid ?? expression),
        pullRequest: ({ number }) => {
            demand(viewer, repository, "pull_requests", "read");
            const pull = repository.pulls.get(number);
            if (!pull)
                throw graphqlError("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
            return pullObject(viewer, repository, pull);
        },
    };
}
async function gitObject(viewer, repository, name) {
    demand(viewer, repository, "contents", "read");
    if (name === undefined)
        return null;
    const object = await findObject(repository.gitDir, name);
    if (!object)
        return null;
    const { sha, kind } = object;
    const id = nodeId("GIT", Number.parseInt(sha.slice(0, 8), 16));
    const shared = { id, oid: sha, abbreviatedOid: sha.slice(0, 7) };
    if (kind === "commit")
        return commitObject(viewer, repository, sha);
    if (kind !== "blob")
        return { __typename: "Tree", ...shared };
    const bytes = (await readBlob(repository.gitDir, sha)) ?? Buffer.alloc(0);
    const isBinary = bytes.subarray(0, BINARY_PROBE_BYTES).includes(0);
    const isTruncated = bytes.length > MAX_TEXT_BYTES;
    return {
        __typename: "Blob",
        ...shared,
        byteSize: bytes.length,
        isBinary,
        isTruncated,
        text: isBinary ? null : bytes.subarray(0, MAX_TEXT_BYTES).toString("utf8"),
    };
}
export function pullObject(viewer, repository, pull) {
    return {
        __typename: "PullRequest",
        id: pull.nodeId,
        number: pull.number,
        title: pull.title,
        headRefOid: pull.headSha,
        baseRefOid: pull.baseSha,
        baseRefName: pull.baseRef,
        changedFiles: async () => (await pullFiles(repository, pull)).length,
        locked: pull.locked,
        commits: async (page) => await pullCommitsObject(viewer, repository, pull, page),
        comments: (page) => connection("comments", pull.issueComments, page, (comment) => ({
            ...minimizable(viewer, "IssueComment", comment),
            viewerDidAuthor: comment.author === viewerLogin(viewer),
        })),
        isDraft: pull.draft,
        state: pull.merged ? "MERGED" : pull.state.toUpperCase(),
        author: actorObject(viewer.world, pull.author),
        reviewThreads: (page) => connection("reviewThreads", pull.threads, page, (thread) => threadObject(viewer, repository, pull, thread)),
    };
}
export function threadObject(viewer, repository, pull, thread) {
    const resolved = thread.resolvedBy !== null;
    const resolvable = mayResolve(viewer, repository, pull);
    return {
        __typename: "PullRequestReviewThread",
        id: thread.nodeId,
        isResolved: resolved,
        isOutdated: thread.line === null,
        isCollapsed: resolved,
        path: thread.path,
        line: thread.line,
        startLine: thread.startLine,
        originalLine: thread.originalLine,
        originalStartLine: thread.originalStartLine,
        diffSide: thread.side,
        startDiffSide: thread.startSide,
        subjectType: "LINE",
        resolvedBy: thread.resolvedBy === null ? null : { ...actorObject(viewer.world, thread.resolvedBy), __typename: "User" },
        viewerCanResolve: resolvable && !resolved,
        viewerCanUnresolve: resolvable && resolved,
        viewerCanReply: !pull.locked && may(viewer, repository, "pull_requests", "write"),
        comments: (page) => connection("comments", thread.comments, page, (comment) => reviewCommentObject(viewer, repository, pull, thread, comment)),
    };
}
export function reviewCommentObject(viewer, repository, pull, thread, comment) {
    return {
        ...minimizable(viewer, "PullRequestReviewComment", comment),
        fullDatabaseId: String(comment.id),
        createdAt: comment.createdAt,
        updatedAt: comment.updatedAt,
        diffHunk: comment.diffHunk,
        path: thread.path,
        line: thread.line,
        originalLine: thread.originalLine,
        outdated: thread.line === null,
        url: `${repositoryHtml(viewer.world, repository)}/pull/${pull.number}#discussion_r${comment.id}`,
        viewerDidAuthor: comment.author === viewerLogin(viewer),
        reactions: (page) => reactionsObject(comment.reactions, page, (login) => ({
            ...actorObject(viewer.world, login),
            __typename: "User",
        })),
    };
}
/** What comments and reviews have in common. */
export function minimizable(viewer, typename, subject) {
    return {
        __typename: typename,
        id: subject.nodeId,
        databaseId: subject.id,
        body: subject.body,
        author: actorObject(viewer.world, subject.author),
        isMinimized: subject.minimized !== null,
        minimizedReason: subject.minimized === null ? null : subject.minimized.toLowerCase().replace("_", "-"),
    };
}
