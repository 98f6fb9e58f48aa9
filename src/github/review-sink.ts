import type { ReviewSink } from "../review/ports.ts";
import { concludeCheck, startCheck } from "./check-run.ts";
import { guarded } from "./github-error.ts";
import { type Ownership, readOwnThreads } from "./own-threads.ts";
import { postReview } from "./post-review.ts";
import type { PullRequestAccess } from "./repository.ts";

export interface ReviewSinkOptions extends Ownership {
  /** The `external_id` of the check run that this review starts on `headSha`. */
  readonly externalId: (headSha: string) => string;
  /** Milliseconds to wait before reading back what a failed request may have done. */
  readonly settleMs?: number;
}

/** Writes to one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createReviewSink(access: PullRequestAccess, options: ReviewSinkOptions): ReviewSink {
  const ownThreads: ReviewSink["ownThreads"] = () =>
    guarded("read my earlier questions", () => readOwnThreads(access, options));
  const poster = {
    posted: async () => new Set((await ownThreads()).map((thread) => thread.fingerprint)),
    settleMs: options.settleMs ?? 5_000,
  };
  return {
    ownThreads,
    startCheck: (headSha) => startCheck(access, headSha, options.externalId(headSha)),
    concludeCheck: (checkId, outcome) => concludeCheck(access, checkId, outcome),
    postReview: (headSha, body, comments) => postReview(access, poster, headSha, body, comments),
    react: (commentId, content) => guarded("react to a comment", () => react(access, commentId, content)),
    reply: (body) => guarded("reply", () => reply(access, body)),
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

async function reply({ octokit, owner, repo, number }: PullRequestAccess, body: string): Promise<void> {
  await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body, request: { retries: 0 } });
}

const ROLES = ["admin", "maintain", "write", "triage", "read", "none"] as const;

type Role = (typeof ROLES)[number];

/**
 * `permission` folds triage into read and maintain into write, `role_name` does not, but may name a custom role:
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
async function permissionOf({ octokit, owner, repo }: PullRequestAccess, user: string): Promise<Role> {
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

function toRole(name: string): Role | undefined {
  return ROLES.find((role) => role === name);
}
