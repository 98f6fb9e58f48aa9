/** Builds commits with their checks, and reactions. */

import type { CheckRun, Pull, Reaction, ReactionContent, Repository } from "../store.ts";
import { nodeId } from "../store.ts";
import { pullCommits } from "../reading.ts";
import type { PageArguments } from "./connection.ts";
import { connection } from "./connection.ts";
import { treeEntry } from "./git-objects.ts";
import type { Viewer } from "./viewer.ts";
import { demand } from "./viewer.ts";

interface SuiteFilter {
  readonly filterBy?: { readonly appId?: number | null; readonly checkName?: string | null } | null;
}

interface RunFilter {
  readonly filterBy?: {
    readonly appId?: number | null;
    readonly checkName?: string | null;
    readonly checkType?: "ALL" | "LATEST" | null;
  } | null;
}

/** The commits of a pull request, oldest first. */
export async function pullCommitsObject(viewer: Viewer, repository: Repository, pull: Pull, page: PageArguments) {
  const commits = await pullCommits(repository, pull);
  return connection("commits", commits, page, ({ sha }) => ({
    __typename: "PullRequestCommit",
    id: nodeId("PRC", Number.parseInt(sha.slice(0, 8), 16)),
    commit: commitObject(viewer, repository, sha),
  }));
}

/** A commit; its check suites are one per App, and there is one App. */
export function commitObject(viewer: Viewer, repository: Repository, sha: string) {
  return {
    __typename: "Commit",
    id: nodeId("C", Number.parseInt(sha.slice(0, 8), 16)),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    file: async ({ path }: { path: string }) => await treeEntry(viewer, repository, sha, path),
    checkSuites: ({ filterBy, ...page }: PageArguments & SuiteFilter) => {
      demand(viewer, repository, "checks", "read");
      const wanted = filterBy?.appId ?? viewer.world.state.app.id;
      const suites = repository.checkSuites.filter(
        (suite) => suite.headSha === sha && wanted === viewer.world.state.app.id,
      );
      return connection("checkSuites", suites, page, (suite) => ({
        __typename: "CheckSuite",
        id: suite.nodeId,
        databaseId: suite.id,
        checkRuns: (runs: PageArguments & RunFilter) =>
          runsObject(
            repository.checkRuns.filter((run) => run.suiteId === suite.id),
            runs,
          ),
      }));
    },
  };
}

/** Newest first; without a type only the newest of each name, as the pages show them. */
function runsObject(all: readonly CheckRun[], { filterBy, ...page }: PageArguments & RunFilter) {
  const name = filterBy?.checkName ?? undefined;
  const named = all.filter((run) => name === undefined || run.name === name).toReversed();
  const shown =
    filterBy?.checkType === "ALL"
      ? named
      : named.filter((run, index) => named.findIndex((other) => other.name === run.name) === index);
  return connection("checkRuns", shown, page, (run) => ({
    __typename: "CheckRun",
    id: run.nodeId,
    databaseId: run.id,
    name: run.name,
    externalId: run.externalId,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion === null ? null : run.conclusion.toUpperCase(),
    title: run.title,
    summary: run.summary,
  }));
}

const REACTIONS: Readonly<Record<ReactionContent, string>> = {
  "+1": "THUMBS_UP",
  "-1": "THUMBS_DOWN",
  laugh: "LAUGH",
  confused: "CONFUSED",
  heart: "HEART",
  hooray: "HOORAY",
  rocket: "ROCKET",
  eyes: "EYES",
};

export function reactionsObject(
  reactions: readonly Reaction[],
  { content, ...page }: PageArguments & { readonly content?: string | null },
  toUser: (login: string) => object,
) {
  const wanted = reactions.filter(
    (one) => content === undefined || content === null || REACTIONS[one.content] === content,
  );
  return connection("reactions", wanted, page, (reaction) => ({
    __typename: "Reaction",
    id: reaction.nodeId,
    databaseId: reaction.id,
    content: REACTIONS[reaction.content],
    user: toUser(reaction.user),
  }));
}
