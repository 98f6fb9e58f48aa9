import type { Probot } from "probot";

import {
  type Decision,
  decideOnCheckRun,
  decideOnIssueComment,
  decideOnMergeGroup,
  decideOnPullRequest,
  decideOnReviewComment,
  decideOnReviewThread,
  type OwnIdentity,
} from "../intake/intents.ts";

export interface HandlerOptions {
  readonly own: () => OwnIdentity;
  /** Acts on what a delivery means; the webhook is answered when this resolves. */
  readonly act: (decision: Decision, delivery: string) => Promise<void>;
}

/** Registers one handler per event of `HANDLED_EVENTS`. Handlers translate payloads and do nothing else. */
export function registerHandlers(probot: Probot, options: HandlerOptions): void {
  const { own, act } = options;
  probot.on(
    [
      "pull_request.opened",
      "pull_request.reopened",
      "pull_request.synchronize",
      "pull_request.ready_for_review",
      "pull_request.edited",
    ],
    ({ id, payload }) => act(decideOnPullRequest(payload, id, own()), id),
  );
  probot.on("issue_comment.created", ({ id, payload }) => act(decideOnIssueComment(payload, id, own()), id));
  probot.on("pull_request_review_comment.created", ({ id, payload }) =>
    act(decideOnReviewComment(payload, id, own()), id),
  );
  probot.on(["check_run.rerequested", "check_run.requested_action"], ({ id, payload }) =>
    act(decideOnCheckRun(payload, id, own()), id),
  );
  probot.on(["pull_request_review_thread.resolved", "pull_request_review_thread.unresolved"], ({ id, payload }) =>
    act(decideOnReviewThread(payload, id, own()), id),
  );
  probot.on("merge_group.checks_requested", ({ id, payload }) => act(decideOnMergeGroup(payload), id));
}
