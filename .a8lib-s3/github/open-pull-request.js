import { GitHubError } from "../errors.js";
import { CHECK_NAME } from "./check-run.js";
import { CONVERSATION_FIELDS, notesOf } from "./own-notes.js";
import { THREAD_FIELDS, toOwnThread } from "./own-threads.js";
const THREADS = `reviewThreads(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${THREAD_FIELDS} } }`;
const COMMENTS = `comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${CONVERSATION_FIELDS} } }`;
/** Everything that can change about a pull request, in one request. */
const OPEN = `query ($owner: String!, $repo: String!, $number: Int!, $appId: Int!, $check: String!, $after: String) {
  viewer { login }
  repository(owner: $owner, name: $repo) {
    isArchived
    pullRequest(number: $number) {
      number title state isDraft locked changedFiles headRefOid baseRefOid baseRefName
      author { __typename login }
      ${THREADS}
      ${COMMENTS}
      commits(last: 1) { nodes { commit { oid checkSuites(first: 5, filterBy: { appId: $appId }) { nodes {
        checkRuns(first: 10, filterBy: { appId: $appId, checkName: $check }) { nodes {
          databaseId status conclusion externalId title summary
        } }
      } } } } }
    }
  }
}`;
function more(connection) {
    return `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${connection} } }
  }`;
}
/** A thousand threads are more than any reader sees; it bounds the work for hostile pull requests. */
const MAX_PAGES = 10;
/**
 * Reads the pull request, this App's threads, its answers and its check: one request, and one more per further hundred
 * threads, and per further hundred comments of the conversation.
 */
export async function openPullRequest(access, ownership) {
    const { octokit, owner, repo, number } = access;
    const variables = { owner, repo, number, after: null, appId: ownership.appId, check: CHECK_NAME };
    const { viewer, repository } = await octokit.graphql(OPEN, variables);
    const pull = repository?.pullRequest;
    if (repository === null || pull === null || pull === undefined) {
        throw new GitHubError("GitHub does not know this pull request.", 404, false);
    }
    ownership.onLogin(viewer.login);
    const nodes = await allOf(access, pull.reviewThreads, THREADS, (one) => one.reviewThreads);
    const conversation = await allOf(access, pull.comments, COMMENTS, (one) => one.comments);
    const threads = nodes.flatMap((node) => toOwnThread(node, viewer.login, ownership.readMarker));
    return {
        pull: toPull(pull, repository.isArchived),
        threads,
        check: newestCheck(pull, ownership),
        ...notesOf(conversation, nodes, ownership.readNote),
    };
}
async function allOf({ octokit, owner, repo, number }, first, connection, pageOf) {
    const nodes = [...first.nodes];
    let { hasNextPage, endCursor } = first.pageInfo;
    for (let page = 1; hasNextPage && page < MAX_PAGES; page += 1) {
        const data = await octokit.graphql(more(connection), { owner, repo, number, after: endCursor });
        const found = data.repository?.pullRequest;
        if (found === null || found === undefined)
            break;
        nodes.push(...pageOf(found).nodes);
        ({ hasNextPage, endCursor } = pageOf(found).pageInfo);
    }
    return nodes;
}
function toPull(node, archived) {
    return {
        number: node.number,
        title: node.title,
        state: node.state === "OPEN" ? "open" : "closed",
        draft: node.isDraft,
        locked: node.locked,
        archived,
        author: node.author?.login ?? "ghost",
        authorIsBot: node.author?.__typename === "Bot",
        headSha: node.headRefOid,
        baseSha: node.baseRefOid,
        baseRef: node.baseRefName,
        changedFiles: node.changedFiles,
    };
}
function newestCheck({ commits, headRefOid }, { isOwnCheck }) {
    const runs = commits.nodes
        .filter(({ commit }) => commit.oid === headRefOid)
        .flatMap(({ commit }) => commit.checkSuites?.nodes ?? [])
        .flatMap((suite) => suite.checkRuns?.nodes ?? [])
        .filter((run) => isOwnCheck(run.externalId ?? "", headRefOid));
    const newest = runs.toSorted((a, b) => (b.databaseId ?? 0) - (a.databaseId ?? 0))[0];
    if (newest === undefined || newest.databaseId === null)
        return undefined;
    return newest.status === "COMPLETED"
        ? {
            status: "concluded",
            conclusion: (newest.conclusion ?? "").toLowerCase(),
            title: newest.title ?? "",
            summary: newest.summary ?? "",
        }
        : { status: "unfinished", id: newest.databaseId };
}
