import type { Permission, PullRequestSource, ReviewSink } from "../review/ports.ts";
import { changeThreads } from "./change-threads.ts";
import { type CheckWriter, concludeCheck, startCheck } from "./check-run.ts";
import { answerIn as reply, react } from "./conversation.ts";
import { guarded } from "./github-error.ts";
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
    react: (comment, content) => guarded("react to a comment", () => react(access, comment, content)),
    reply: (comment, body) => reply(access, comment, body, settleMs),
    permissionOf: (user) => guarded("look up a permission", () => permissionOf(access, user)),
  };
}

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
