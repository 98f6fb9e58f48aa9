import { setTimeout as pause } from "node:timers/promises";

import { GitHubError } from "../errors.ts";
import { RateLimited } from "../github/github-error.ts";
import { accessRepository } from "../github/installation-access.ts";
import { passMergeGroup } from "../github/merge-group.ts";
import type { Decision } from "../intake/intents.ts";
import type { ReviewQueue } from "../queue/review-queue.ts";
import { answerUnknownCommand } from "./commands.ts";
import { type JobContext, openPorts } from "./job-context.ts";

/** Acts on what deliveries mean. */
export interface Actions {
  readonly act: (decision: Decision, delivery: string) => Promise<void>;
  /** What the delivery led to; asked once. */
  readonly outcomeOf: (delivery: string) => "queued" | "ignored";
  /** Waits for the answers under way. */
  readonly finished: () => Promise<void>;
}

/** Reviews go into the queue; what is done in one step is done beside it. */
export function createActions(context: JobContext, queue: ReviewQueue): Actions {
  const outcomes = new Map<string, "queued" | "ignored">();
  const answers = new Set<Promise<void>>();
  const inBackground = (work: () => Promise<void>): void => {
    const answer = work().finally(() => answers.delete(answer));
    answers.add(answer);
  };
  return {
    act: async (decision, delivery) => {
      switch (decision.kind) {
        case "ignore":
          context.log.debug({ delivery, reason: decision.reason }, "Delivery asks for nothing");
          break;
        case "review":
          await queue.put(decision.intent);
          break;
        case "unknown-command":
          inBackground(() => answerInBackground(context, decision));
          break;
        case "merge-group":
          inBackground(() => passInBackground(context, decision));
          break;
      }
      outcomes.set(delivery, decision.kind === "ignore" ? "ignored" : "queued");
    },
    outcomeOf: (delivery) => {
      const outcome = outcomes.get(delivery) ?? "ignored";
      outcomes.delete(delivery);
      return outcome;
    },
    finished: async () => {
      await Promise.all(answers);
    },
  };
}

async function answerInBackground(
  context: JobContext,
  decision: Extract<Decision, { kind: "unknown-command" }>,
): Promise<void> {
  try {
    const { sink } = await openPorts(context, decision.key);
    await answerUnknownCommand({ sink, answered: context.answered, writeNote: context.signer.writeNote }, decision);
  } catch (error) {
    context.log.warn(
      { err: error, repository: decision.key.repositoryId, pull: decision.key.number },
      "Command could not be answered",
    );
  }
}

/** A merge queue waits for this check, so it is worth the same tries as a review. */
async function passInBackground(
  context: JobContext,
  { key, headSha }: Extract<Decision, { kind: "merge-group" }>,
): Promise<void> {
  for (const delay of [...context.settings.jobs.retryDelaysMs, undefined]) {
    try {
      await passMergeGroup(await accessRepository(context.probot, key), headSha);
      return;
    } catch (error) {
      context.log.warn({ err: error, repository: key.repositoryId, delay }, "Merge group could not be passed");
      const retryable = error instanceof GitHubError && error.retryable;
      if (delay === undefined || !retryable) return;
      await pause(error instanceof RateLimited ? error.waitMs : delay, undefined, { ref: false });
    }
  }
}
