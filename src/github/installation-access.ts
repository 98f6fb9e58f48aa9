import type { Probot, ProbotOctokit } from "probot";
import { z } from "zod";

import { MaestroError } from "../errors.ts";
import { guarded } from "./github-error.ts";
import type { PullRequestAccess, RepositoryAccess } from "./repository.ts";

/** What a review needs. A token carries more only where that makes it better: `contents: write` resolves threads. */
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

/** Names the repository to work on. */
export type RepositoryKey = Omit<AccessKey, "number">;

/** The same for what belongs to no pull request. */
export async function accessRepository(probot: Probot, key: RepositoryKey): Promise<RepositoryAccess> {
  const installation = await probot.auth(key.installationId);
  const token = await guarded("sign in to the installation", () => narrowedToken(installation, key));
  const Octokit = constructorOf(installation);
  const octokit = new Octokit({ auth: { token }, throttle: { id: String(key.installationId) } });
  return { octokit, owner: key.owner, repo: key.repo };
}

/**
 * A client for one pull request whose token reaches its repository only.
 * It comes from `probot.auth(installationId)`, so that installations do not share a throttle.
 */
export async function accessPullRequest(probot: Probot, key: AccessKey): Promise<PullRequestAccess> {
  return { ...(await accessRepository(probot, key)), number: key.number };
}

const tokenAnswer = z.object({ token: z.string(), permissions: z.record(z.string(), z.string()).default({}) });

/** What an installation may grant beyond `TOKEN_PERMISSIONS` and a token may carry: `contents: write` resolves threads. */
const TOLERATED: Readonly<Record<string, readonly string[]>> = { contents: ["write"], merge_queues: ["read"] };

/**
 * A token for one repository with what the installation was granted, so that asking costs nothing extra. One that was
 * granted more than a review can use is exchanged for one that carries less.
 */
async function narrowedToken(installation: ProbotOctokit, key: RepositoryKey): Promise<string> {
  const { token, permissions } = await requestToken(installation, key, undefined);
  if (Object.entries(permissions).every(([name, level]) => isUsable(name, level))) return token;
  const contents = permissions["contents"] === "write" ? "write" : "read";
  return (await requestToken(installation, key, { ...TOKEN_PERMISSIONS, contents })).token;
}

function isUsable(name: string, level: string): boolean {
  const needed: Readonly<Record<string, string>> = TOKEN_PERMISSIONS;
  return needed[name] === level || TOLERATED[name]?.includes(level) === true;
}

async function requestToken(
  installation: ProbotOctokit,
  key: RepositoryKey,
  permissions: Readonly<Record<string, string>> | undefined,
): Promise<z.infer<typeof tokenAnswer>> {
  const answer = tokenAnswer.safeParse(
    await installation.auth({
      type: "installation",
      installationId: key.installationId,
      repositoryIds: [key.repositoryId],
      ...(permissions === undefined ? {} : { permissions }),
    }),
  );
  if (!answer.success) throw new MaestroError("no-token", "The installation gave no token.");
  return answer.data;
}

/** Probot keeps its configured class to itself; every client is an instance of it. */
function constructorOf(octokit: ProbotOctokit): typeof ProbotOctokit {
  return octokit.constructor as typeof ProbotOctokit;
}
