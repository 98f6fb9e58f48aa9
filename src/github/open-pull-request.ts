import { z } from "zod";

import { GitHubError } from "../errors.ts";
import type { KnownCheck, OpenedPullRequest, OwnThread, PullRequest } from "../review/ports.ts";
import { CHECK_NAME } from "./check-run.ts";
import {
  BASE_BRANCH,
  type BaseBranch,
  configurationTexts,
  ORGANISATION,
  ORGANISATION_ALIAS,
  type Organisation,
} from "./configuration-texts.ts";
import { CONVERSATION_FIELDS, type NoteReader, notesOf } from "./own-notes.ts";
import { type Comment, type MarkerReader, THREAD_FIELDS, type ThreadNode, toOwnThread } from "./own-threads.ts";
import type { PullRequestAccess } from "./repository.ts";

/** How the App recognises what it made. */
export interface Ownership {
  readonly appId: number;
  readonly readMarker: MarkerReader;
  readonly readNote: NoteReader;
  /** Whether a check run's `external_id` says that it is of this pull request at `headSha`. */
  readonly isOwnCheck: (externalId: string, headSha: string) => boolean;
  /** Told the App's login each time. */
  readonly onLogin: (login: string) => void;
}

const THREADS = `reviewThreads(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${THREAD_FIELDS} } }`;
const COMMENTS = `comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${CONVERSATION_FIELDS} } }`;

/** Everything that can change about a pull request, in one request. */
const OPEN = `query ($owner: String!, $repo: String!, $number: Int!, $appId: Int!, $check: String!, $after: String) {
  viewer { login }
  ${ORGANISATION}
  repository(owner: $owner, name: $repo) {
    isArchived
    pullRequest(number: $number) {
      number title state isDraft locked changedFiles headRefOid baseRefOid baseRefName
      author { __typename login }
      ${BASE_BRANCH}
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

function more(connection: string): string {
  return `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${connection} } }
  }`;
}

interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

interface CheckNode {
  readonly databaseId: number | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly externalId: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

interface PullNode extends BaseBranch {
  readonly number: number;
  readonly title: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  readonly locked: boolean;
  readonly changedFiles: number;
  readonly headRefOid: string;
  readonly baseRefOid: string;
  readonly baseRefName: string;
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly reviewThreads: Page<ThreadNode>;
  readonly comments: Page<Comment>;
  readonly commits: {
    readonly nodes: readonly {
      readonly commit: {
        readonly oid: string;
        readonly checkSuites: {
          readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly CheckNode[] } | null }[];
        } | null;
      };
    }[];
  };
}

interface Opened {
  readonly viewer: { readonly login: string };
  readonly [ORGANISATION_ALIAS]: Organisation;
  readonly repository: { readonly isArchived: boolean; readonly pullRequest: PullNode | null } | null;
}

/** A thousand threads are more than any reader sees; it bounds the work for hostile pull requests. */
const MAX_PAGES = 10;

/**
 * Reads the pull request, this App's threads, its answers, its check and the configuration: one request, and one more
 * per further hundred threads, and per further hundred comments of the conversation.
 */
export async function openPullRequest(access: PullRequestAccess, ownership: Ownership): Promise<OpenedPullRequest> {
  const { octokit, owner, repo, number } = access;
  const variables = { owner, repo, number, after: null, appId: ownership.appId, check: CHECK_NAME };
  const { viewer, repository, organisation } = await ask(octokit, variables);
  const pull = repository?.pullRequest;
  if (repository === null || pull === null || pull === undefined) {
    throw new GitHubError("GitHub does not know this pull request.", 404, false);
  }
  ownership.onLogin(viewer.login);
  const nodes = await allOf(access, pull.reviewThreads, THREADS, (one) => one.reviewThreads);
  const conversation = await allOf(access, pull.comments, COMMENTS, (one) => one.comments);
  const threads = nodes.flatMap((node): readonly OwnThread[] => toOwnThread(node, viewer.login, ownership.readMarker));
  return {
    pull: toPull(pull, repository.isArchived),
    threads,
    check: newestCheck(pull, ownership),
    configuration: configurationTexts(owner, pull, organisation),
    ...notesOf(conversation, nodes, ownership.readNote),
  };
}

/** An owner without a `.github` repository, or with one that may not be read, is nothing special. */
async function ask(
  octokit: PullRequestAccess["octokit"],
  variables: Readonly<Record<string, unknown>>,
): Promise<Opened> {
  try {
    return await octokit.graphql<Opened>(OPEN, variables);
  } catch (error) {
    const data = partialAnswer(error);
    if (data === undefined) throw error;
    return data;
  }
}

/** What came with an error that is about the organisation's part alone: GraphQL answers the rest all the same. */
function partialAnswer(error: unknown): Opened | undefined {
  if (!(error instanceof Error) || !("errors" in error) || !("data" in error)) return undefined;
  const parsed = partialErrors.safeParse(error.errors);
  const partial = parsed.success && parsed.data.every(({ path }) => path[0] === ORGANISATION_ALIAS);
  return partial && typeof error.data === "object" && error.data !== null ? (error.data as Opened) : undefined;
}

const partialErrors = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])) })).min(1);

type Pages = Pick<PullNode, "reviewThreads" | "comments">;

async function allOf<T>(
  { octokit, owner, repo, number }: PullRequestAccess,
  first: Page<T>,
  connection: string,
  pageOf: (pull: Pages) => Page<T>,
): Promise<readonly T[]> {
  const nodes = [...first.nodes];
  let { hasNextPage, endCursor } = first.pageInfo;
  for (let page = 1; hasNextPage && page < MAX_PAGES; page += 1) {
    const data = await octokit.graphql<{ readonly repository: { readonly pullRequest: Pages | null } | null }>(
      more(connection),
      { owner, repo, number, after: endCursor },
    );
    const found = data.repository?.pullRequest;
    if (found === null || found === undefined) break;
    nodes.push(...pageOf(found).nodes);
    ({ hasNextPage, endCursor } = pageOf(found).pageInfo);
  }
  return nodes;
}

function toPull(node: PullNode, archived: boolean): PullRequest {
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

function newestCheck({ commits, headRefOid }: PullNode, { isOwnCheck }: Ownership): KnownCheck | undefined {
  const runs = commits.nodes
    .filter(({ commit }) => commit.oid === headRefOid)
    .flatMap(({ commit }) => commit.checkSuites?.nodes ?? [])
    .flatMap((suite) => suite.checkRuns?.nodes ?? [])
    .filter((run) => isOwnCheck(run.externalId ?? "", headRefOid));
  const newest = runs.toSorted((a, b) => (b.databaseId ?? 0) - (a.databaseId ?? 0))[0];
  if (newest === undefined || newest.databaseId === null) return undefined;
  return newest.status === "COMPLETED"
    ? {
        status: "concluded",
        conclusion: (newest.conclusion ?? "").toLowerCase(),
        title: newest.title ?? "",
        summary: newest.summary ?? "",
      }
    : { status: "unfinished", id: newest.databaseId };
}
