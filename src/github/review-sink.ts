import { setTimeout as pause } from "node:timers/promises";

import { GitHubError } from "../errors.ts";
import type { Permission, PullRequestSource, ReviewSink } from "../review/ports.ts";
import { changeThreads } from "./change-threads.ts";
import { type CheckWriter, concludeCheck, startCheck } from "./check-run.ts";
import { guarded, RateLimited } from "./github-error.ts";
import { postReview } from "./post-review.ts";
import type { PullRequestAccess } from "./repository.ts";

export interface ReviewSinkOptions {
  /** For looking at what a failed request has done all the same. */
  readonly open: PullRequestSource["open"];
  /** The `external_id` of the check run that this review starts on `headSha`. */
  readonly externalId: (headSha: string) => string;
  /** Milliseconds to wait before reading back what a failed request may have done. */
  readonly settleMs?: number;
}

/** Writes to one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createReviewSink(access: PullRequestAccess, options: ReviewSinkOptions): ReviewSink {
  const settleMs = options.settleMs ?? 5_000;
  const poster = {
    posted: async () => new Set((await options.open()).threads.flatMap((thread) => thread.fingerprints)),
    settleMs,
  };
  const writer = (headSha: string): CheckWriter => ({
    access,
    headSha,
    externalId: options.externalId(headSha),
    settleMs,
  });
  return {
    startCheck: (headSha) => startCheck(writer(headSha)),
    concludeCheck: (headSha, checkId, outcome) => concludeCheck(writer(headSha), checkId, outcome),
    postReview: (headSha, body, comments) => postReview(access, poster, headSha, body, comments),
    changeThreads: (changes) => changeThreads(access, changes),
    react: (commentId, content) => guarded("react to a comment", () => react(access, commentId, content)),
    reply: (body) => reply(access, body, settleMs),
    permissionOf: (user) => guarded("look up a permission", () => permissionOf(access, user)),
  };
}

async function react(
  { octokit, owner, repo }: PullRequestAccess,
  commentId: number,
  content: "eyes" | "rocket" | "confused",
): Promise<void> {
  await octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: commentId, content });
}

/** Comments cannot be made twice safely, so after a failure the latest ones are read before it tries again. */
async function reply(access: PullRequestAccess, body: string, settleMs: number): Promise<void> {
  const { octokit, owner, repo, number } = access;
  const since = new Date(Date.now() - CLOCK_TOLERANCE_MS).toISOString();
  const create = (): Promise<unknown> =>
    guarded("reply", () =>
      octokit.rest.issues.createComment({ owner, repo, issue_number: number, body, request: { retries: 0 } }),
    );
  try {
    await create();
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.retryable || error instanceof RateLimited) throw error;
    await pause(settleMs);
    const { data } = await guarded("look at the latest comments", () =>
      octokit.rest.issues.listComments({ owner, repo, issue_number: number, since, per_page: 100 }),
    );
    if (!data.some((comment) => comment.user?.type === "Bot" && comment.body === body)) await create();
  }
}

/** GitHub's clock and this one's may differ. */
const CLOCK_TOLERANCE_MS = 60_000;

const ROLES: readonly Permission[] = ["admin", "maintain", "write", "triage", "read", "none"];

/**
 * `permission` folds triage into read and maintain into write, `role_name` does not, but may name a custom role:
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
async function permissionOf({ octokit, owner, repo }: PullRequestAccess, user: string): Promise<Permission> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: user });
    return toRole(data.role_name) ?? toRole(data.permission) ?? "none";
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === 404) {
      return "none";
    }
    throw error;
  }
}

function toRole(name: string): Permission | undefined {
  return ROLES.find((role) => role === name);
}
