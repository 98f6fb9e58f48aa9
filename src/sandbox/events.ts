/** Turns what happened into webhooks for the App, if it is installed there and subscribed. */

import { ensureAccount, userJson } from "./accounts.ts";
import { deliver } from "./deliveries.ts";
import { webhookCheckRunJson } from "./payloads/check.ts";
import type { webhooks } from "./payloads/published.ts";
import { simplePullJson, webhookPullJson } from "./payloads/pull.ts";
import { webhookRepositoryJson } from "./payloads/repository.ts";
import {
  webhookIssueCommentJson,
  webhookIssueJson,
  webhookReviewCommentJson,
  webhookReviewJson,
} from "./payloads/review.ts";
import type { Installation } from "./registration.ts";
import type { CommitInfo } from "./sandbox.ts";
import type { CheckRun, IssueComment, Pull, Repository, Review, ReviewComment, State, Thread } from "./store.ts";
import { nodeId } from "./store.ts";
import type { World } from "./world.ts";

/** Sent to the App that made the check whatever it is subscribed to (docs.github.com, "check_run"). */
const ALWAYS: ReadonlySet<string> = new Set(["check_run.rerequested", "check_run.requested_action"]);

/** The installation that covers a repository. */
export function installationOf(state: State, repository: Repository): Installation | undefined {
  return [...state.installations.values()].find((one) => one.repositories.has(repository.id));
}

function emit(
  world: World,
  repository: Repository,
  sender: string,
  event: string,
  content: { readonly action?: string } & Readonly<Record<string, unknown>>,
): void {
  const installation = installationOf(world.state, repository);
  const name = content.action === undefined ? event : `${event}.${content.action}`;
  const wanted = world.state.app.events.includes(event) || ALWAYS.has(name);
  if (!installation || installation.suspended || !wanted) return;
  deliver(world, {
    event,
    installationId: installation.id,
    repositoryId: repository.id,
    payload: {
      ...content,
      repository: webhookRepositoryJson(world, repository),
      ...organization(world, repository),
      sender: userJson(world, sender),
      installation: { id: installation.id, node_id: nodeId("MDIz", installation.id) },
    },
  });
}

function organization(world: World, repository: Repository): { readonly organization?: webhooks.Organization } {
  const account = ensureAccount(world.state, repository.owner);
  if (account.type !== "Organization") return {};
  const url = `${world.url}/api/v3/orgs/${account.login}`;
  return {
    organization: {
      login: account.login,
      id: account.id,
      node_id: account.nodeId,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: `${world.url}/avatars/u/${account.id}`,
      description: null,
    },
  };
}

export type PullAction =
  | "opened"
  | "closed"
  | "reopened"
  | "synchronize"
  | "edited"
  | "ready_for_review"
  | "converted_to_draft"
  | "locked"
  | "unlocked";

/** `extra`: `before` and `after` of a synchronize, `changes` of an edit. */
export async function pullChanged(
  world: World,
  repository: Repository,
  pull: Pull,
  sender: string,
  action: PullAction,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const pull_request = await webhookPullJson(world, repository, pull);
  emit(world, repository, sender, "pull_request", { action, number: pull.number, ...extra, pull_request });
}

/** A comment in the conversation. */
export function issueCommented(
  world: World,
  repository: Repository,
  pull: Pull,
  comment: IssueComment,
  action: "created" | "edited" | "deleted",
  extra: Readonly<Record<string, unknown>> = {},
): void {
  emit(world, repository, comment.author, "issue_comment", {
    action,
    ...extra,
    issue: webhookIssueJson(world, repository, pull),
    comment: webhookIssueCommentJson(world, repository, pull, comment),
  });
}

/** A review was submitted; its comments follow as events of their own. */
export function reviewSubmitted(world: World, repository: Repository, pull: Pull, review: Review): void {
  emit(world, repository, review.author, "pull_request_review", {
    action: "submitted",
    review: webhookReviewJson(world, repository, pull, review),
    pull_request: simplePullJson(world, repository, pull),
  });
}

/** A comment in a review thread. */
export function reviewCommented(
  world: World,
  repository: Repository,
  pull: Pull,
  thread: Thread,
  comment: ReviewComment,
  action: "created" | "edited" = "created",
  extra: Readonly<Record<string, unknown>> = {},
): void {
  emit(world, repository, comment.author, "pull_request_review_comment", {
    action,
    ...extra,
    comment: webhookReviewCommentJson(world, repository, pull, thread, comment),
    pull_request: simplePullJson(world, repository, pull),
  });
}

/** A thread was resolved or opened again. */
export function threadChanged(
  world: World,
  repository: Repository,
  pull: Pull,
  thread: Thread,
  sender: string,
  action: "resolved" | "unresolved",
): void {
  emit(world, repository, sender, "pull_request_review_thread", {
    action,
    thread: {
      node_id: thread.nodeId,
      comments: thread.comments.map((comment) => webhookReviewCommentJson(world, repository, pull, thread, comment)),
    },
    pull_request: simplePullJson(world, repository, pull),
  });
}

/** A check run was made, concluded, or asked for again. */
export function checkRunChanged(
  world: World,
  repository: Repository,
  run: CheckRun,
  sender: string,
  action: "created" | "completed" | "rerequested",
): void {
  const suite = repository.checkSuites.find((one) => one.id === run.suiteId);
  if (!suite) return;
  emit(world, repository, sender, "check_run", {
    action,
    check_run: webhookCheckRunJson(world, repository, run, suite),
  });
}

/** A person pressed a button of the check run. */
export function actionRequested(
  world: World,
  repository: Repository,
  run: CheckRun,
  sender: string,
  identifier: string,
): void {
  const suite = repository.checkSuites.find((one) => one.id === run.suiteId);
  if (!suite) return;
  emit(world, repository, sender, "check_run", {
    action: "requested_action",
    requested_action: { identifier },
    check_run: webhookCheckRunJson(world, repository, run, suite),
  });
}

/** The merge queue wants to know about a commit. */
export function mergeGroupRequested(
  world: World,
  repository: Repository,
  sender: string,
  group: {
    readonly commit: CommitInfo;
    readonly branch: string;
    readonly baseRef: string;
    readonly baseSha: string;
  },
): void {
  const { sha, tree, message, date, authorName, authorEmail } = group.commit;
  const person = { name: authorName, email: authorEmail };
  emit(world, repository, sender, "merge_group", {
    action: "checks_requested",
    merge_group: {
      head_sha: sha,
      head_ref: `refs/heads/${group.branch}`,
      base_ref: `refs/heads/${group.baseRef}`,
      base_sha: group.baseSha,
      head_commit: { id: sha, tree_id: tree, message, timestamp: date, author: person, committer: person },
    },
  });
}
