import type { OwnThread } from "../review/ports.ts";
import type { PullRequestAccess } from "./repository.ts";

/** How the App recognises its own comments. */
export interface Ownership {
  /** The App's slug; its login is `<slug>[bot]`. */
  readonly slug: string;
  /** The fingerprint of a comment's signed marker; `undefined` when there is none that fits. */
  readonly readFingerprint: (body: string) => string | undefined;
}

const QUERY = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated path line
          comments(first: 1) { nodes { databaseId body author { __typename login } } }
        }
      }
    }
  }
}`;

interface Thread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly isOutdated: boolean;
  readonly path: string;
  readonly line: number | null;
  readonly comments: { readonly nodes: readonly Comment[] };
}

interface Comment {
  readonly databaseId: number | null;
  readonly body: string;
  readonly author: { readonly __typename: string; readonly login: string } | null;
}

interface Page {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly Thread[];
      };
    } | null;
  } | null;
}

/** A thousand threads are more than any reader sees; it bounds the work for hostile pull requests. */
const MAX_PAGES = 10;

/** The threads that this App started, one request per hundred threads. A marker that somebody else wrote or copied does not count. */
export async function readOwnThreads(access: PullRequestAccess, ownership: Ownership): Promise<readonly OwnThread[]> {
  const { octokit, owner, repo, number } = access;
  const threads: OwnThread[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const data: Page = await octokit.graphql<Page>(QUERY, { owner, repo, number, after });
    const found = data.repository?.pullRequest?.reviewThreads;
    threads.push(...(found?.nodes ?? []).flatMap((thread) => toOwnThread(thread, ownership)));
    if (found?.pageInfo.hasNextPage !== true) {
      break;
    }
    after = found.pageInfo.endCursor;
  }
  return threads;
}

function toOwnThread(thread: Thread, ownership: Ownership): readonly OwnThread[] {
  const first = thread.comments.nodes[0];
  if (first === undefined || first.databaseId === null || !isOwn(first, ownership.slug)) {
    return [];
  }
  const fingerprint = ownership.readFingerprint(first.body);
  if (fingerprint === undefined) {
    return [];
  }
  const { id, path, line, isResolved, isOutdated } = thread;
  return [
    {
      threadId: id,
      commentId: first.databaseId,
      path,
      line: line ?? undefined,
      fingerprint,
      resolved: isResolved,
      outdated: isOutdated,
    },
  ];
}

/** GraphQL names bots without the `[bot]` that REST appends; a person cannot be of type Bot. */
function isOwn(comment: Comment, slug: string): boolean {
  const author = comment.author;
  return author !== null && author.__typename === "Bot" && (author.login === slug || author.login === `${slug}[bot]`);
}
