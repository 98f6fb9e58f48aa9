import { setTimeout as pause } from "node:timers/promises";

import { GitHubError } from "../errors.ts";
import type { CommandPlace } from "../review/ports.ts";
import { guarded, RateLimited } from "./github-error.ts";
import type { PullRequestAccess } from "./repository.ts";

/** GitHub keeps one reaction of a kind per user, so this can be repeated. */
export async function react(
  { octokit, owner, repo }: PullRequestAccess,
  { commentId, thread }: CommandPlace,
  content: "eyes" | "rocket" | "confused",
): Promise<void> {
  const reaction = { owner, repo, comment_id: commentId, content };
  await (thread === undefined
    ? octokit.rest.reactions.createForIssueComment(reaction)
    : octokit.rest.reactions.createForPullRequestReviewComment(reaction));
}

/** GitHub's clock and this one's may differ. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Comments cannot be made twice safely, so after a failure the latest ones are read before it tries again. */
export async function answerIn(
  access: PullRequestAccess,
  { thread }: CommandPlace,
  body: string,
  settleMs: number,
): Promise<void> {
  const since = new Date(Date.now() - CLOCK_TOLERANCE_MS).toISOString();
  const create = (): Promise<unknown> => guarded("reply", () => createAnswer(access, thread, body));
  try {
    await create();
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.retryable || error instanceof RateLimited) throw error;
    await pause(settleMs);
    const latest = await guarded("look at the latest comments", () => latestComments(access, thread, since));
    if (!latest.some((comment) => comment.user?.type === "Bot" && comment.body === body)) await create();
  }
}

/** In a thread only the comment that opened it can be answered. */
function createAnswer(
  { octokit, owner, repo, number }: PullRequestAccess,
  thread: number | undefined,
  body: string,
): Promise<unknown> {
  const answer = { owner, repo, body, request: { retries: 0 } };
  return thread === undefined
    ? octokit.rest.issues.createComment({ ...answer, issue_number: number })
    : octokit.rest.pulls.createReplyForReviewComment({ ...answer, pull_number: number, comment_id: thread });
}

interface Written {
  readonly body?: string | undefined;
  readonly user: { readonly type: string } | null;
}

async function latestComments(
  { octokit, owner, repo, number }: PullRequestAccess,
  thread: number | undefined,
  since: string,
): Promise<readonly Written[]> {
  const page = { owner, repo, since, per_page: 100 };
  const { data } =
    thread === undefined
      ? await octokit.rest.issues.listComments({ ...page, issue_number: number })
      : await octokit.rest.pulls.listReviewComments({ ...page, pull_number: number });
  return data;
}
