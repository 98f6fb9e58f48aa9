import type { Ownership } from "../../src/github/open-pull-request.ts";
import type { Answer } from "./scripted-github.ts";

/** Markers of these tests look like `fp:NAME` or `fp:NAME:settled`, notes like `note:c5` or `note:c5:API006`. */
export const ownership: Ownership = {
  appId: 12,
  onLogin: () => undefined,
  isOwnCheck: (externalId, head) => externalId === `v1:3:${head}:r1`,
  readNote: (body) => {
    const [, answers, rule] = /note:(\w+)(?::(\w+))?/.exec(body) ?? [];
    if (answers === undefined) return undefined;
    return rule === undefined ? { answers } : { answers, dismissed: { rule, by: "mia" } };
  },
  readMarker: (body) => {
    const [, name, said] = /fp:([\w-]+)(?::(settled|dismissed))?/.exec(body) ?? [];
    return name === undefined
      ? undefined
      : {
          fingerprints: [name],
          pathless: [],
          rule: "API006",
          check: undefined,
          head: "h",
          said: said === "settled" || said === "dismissed" ? said : "asked",
          ...(said === "dismissed" ? { by: "mia" } : {}),
        };
  },
};

export const bot = { __typename: "Bot", login: "maestro" };
export const ann = { __typename: "User", login: "ann" };

interface ThreadChanges {
  readonly author?: object | null;
  readonly own?: boolean;
  readonly body?: string;
  readonly replies?: readonly object[];
  readonly more?: number;
  readonly [key: string]: unknown;
}

export function thread(name: string, changes: ThreadChanges = {}): object {
  const { author = bot, own = true, body = `fp:${name}`, replies = [], more = 0, ...rest } = changes;
  return {
    id: name,
    isResolved: false,
    path: "app/a.py",
    line: null,
    viewerCanResolve: false,
    viewerCanUnresolve: false,
    resolvedBy: null,
    comments: {
      totalCount: 1 + replies.length + more,
      nodes: [
        {
          id: `c-${name}`,
          fullDatabaseId: "9007199254",
          body,
          isMinimized: false,
          viewerDidAuthor: own,
          author,
          reactions: { nodes: [{ user: ann }, { user: null }] },
        },
      ],
    },
    replies: { nodes: replies },
    ...rest,
  };
}

export function page(nodes: readonly object[], hasNextPage = false): object {
  return { pageInfo: { hasNextPage, endCursor: "c" }, nodes };
}

export function pull(changes: object = {}, threads = page([])): Answer {
  const pullRequest = {
    number: 3,
    title: "T",
    state: "OPEN",
    isDraft: true,
    locked: false,
    changedFiles: 2,
    headRefOid: "h",
    baseRefOid: "b",
    baseRefName: "main",
    author: { __typename: "Bot", login: "dependabot" },
    reviewThreads: threads,
    comments: page([]),
    commits: { nodes: [] },
    ...changes,
  };
  return { body: { data: { viewer: { login: "maestro[bot]" }, repository: { isArchived: false, pullRequest } } } };
}
