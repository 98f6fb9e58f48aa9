import type { Probot, ProbotOctokit } from "probot";

import { MaestroError } from "../errors.ts";
import { guarded } from "./github-error.ts";
import type { PullRequestAccess } from "./repository.ts";

/** What a review needs; a token never carries more, whatever the App was granted beyond it. */
export const TOKEN_PERMISSIONS = {
  metadata: "read",
  contents: "read",
  pull_requests: "write",
  checks: "write",
  issues: "write",
} as const;

/** Names the pull request to work on. */
export interface AccessKey {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/**
 * A client for one pull request whose token reaches its repository only.
 * It comes from `probot.auth(installationId)`, so that installations do not share a throttle.
 */
export async function accessPullRequest(probot: Probot, key: AccessKey): Promise<PullRequestAccess> {
  const installation = await probot.auth(key.installationId);
  const token = await guarded("sign in to the installation", () => narrowedToken(installation, key));
  const Octokit = constructorOf(installation);
  const octokit = new Octokit({ auth: { token }, throttle: { id: String(key.installationId) } });
  return { octokit, owner: key.owner, repo: key.repo, number: key.number };
}

async function narrowedToken(installation: ProbotOctokit, key: AccessKey): Promise<string> {
  const authentication: unknown = await installation.auth({
    type: "installation",
    installationId: key.installationId,
    repositoryIds: [key.repositoryId],
    permissions: TOKEN_PERMISSIONS,
  });
  if (
    typeof authentication === "object" &&
    authentication !== null &&
    "token" in authentication &&
    typeof authentication.token === "string"
  ) {
    return authentication.token;
  }
  throw new MaestroError("no-token", "The installation gave no token.");
}

/** Probot keeps its configured class to itself; every client is an instance of it. */
function constructorOf(octokit: ProbotOctokit): typeof ProbotOctokit {
  return octokit.constructor as typeof ProbotOctokit;
}

/** The App's slug, which is also its login without `[bot]`. Needs the App's own JWT, no installation. */
export async function readSlug(probot: Probot): Promise<string> {
  const app = await probot.auth();
  const { data } = await guarded("read the App's own name", () => app.rest.apps.getAuthenticated());
  if (data === null) {
    throw new MaestroError("no-identity", "GitHub did not say which App this is.");
  }
  return data.slug ?? data.name.toLowerCase().replaceAll(" ", "-");
}
