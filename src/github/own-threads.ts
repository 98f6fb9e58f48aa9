import type { OwnThread } from "../review/ports.ts";

/** What the App's signed marker in a comment says. */
export interface ReadMarker {
  readonly fingerprints: readonly string[];
  readonly pathless: readonly string[];
  readonly rule: string;
  readonly check: string | undefined;
  readonly head: string;
  readonly said: "asked" | "settled" | "dismissed";
  readonly by?: string;
}

/** How the App recognises what it wrote; `undefined` for a text without a marker that fits. */
export type MarkerReader = (body: string) => ReadMarker | undefined;

interface Author {
  readonly __typename: string;
  readonly login: string;
}

export interface Comment {
  readonly body: string;
  readonly viewerDidAuthor: boolean;
  readonly author: Author | null;
}

interface FirstComment extends Comment {
  readonly id: string;
  readonly fullDatabaseId: string | null;
  readonly isMinimized: boolean;
  readonly reactions: { readonly nodes: readonly { readonly user: { readonly login: string } | null }[] };
}

export interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly path: string;
  readonly line: number | null;
  readonly viewerCanResolve: boolean;
  readonly viewerCanUnresolve: boolean;
  readonly resolvedBy: { readonly login: string } | null;
  readonly comments: { readonly totalCount: number; readonly nodes: readonly FirstComment[] };
  readonly replies: { readonly nodes: readonly Comment[] };
}

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
export function toOwnThread(thread: ThreadNode, viewer: string, readMarker: MarkerReader): readonly OwnThread[] {
  const first = thread.comments.nodes[0];
  const asked = first === undefined || !isOwn(first) ? undefined : readMarker(first.body);
  if (first === undefined || asked === undefined) return [];
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
export function isOwn(comment: Comment): boolean {
  return comment.viewerDidAuthor && comment.author?.__typename === "Bot";
}

/** Deleted accounts have no author; they were people. */
function isByPerson(comment: Comment): boolean {
  return comment.author?.__typename !== "Bot";
}

/** GraphQL names bots with or without `[bot]`, or not at all; then the App's own word counts. */
function resolver(
  { isResolved, resolvedBy }: ThreadNode,
  viewer: string,
  said: "asked" | "settled",
): OwnThread["resolvedBy"] {
  if (!isResolved) return undefined;
  const own = resolvedBy === null ? said === "settled" : bare(resolvedBy.login) === bare(viewer);
  return own ? "app" : "person";
}

function bare(login: string): string {
  return login.replace(/\[bot\]$/, "");
}
