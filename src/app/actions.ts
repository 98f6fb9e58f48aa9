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

/** Reviews go into the queue; an unknown command is answered beside it. */
export function createActions(context: JobContext, queue: ReviewQueue): Actions {
  const outcomes = new Map<string, "queued" | "ignored">();
  const answers = new Set<Promise<void>>();
  return {
    act: async (decision, delivery) => {
      if (decision.kind === "ignore") {
        context.log.debug({ delivery, reason: decision.reason }, "Delivery asks for nothing");
      } else if (decision.kind === "review") {
        await queue.put(decision.intent);
      } else {
        const answer = answerInBackground(context, decision).finally(() => answers.delete(answer));
        answers.add(answer);
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
    await answerUnknownCommand(sink, decision.commentId, context.answered);
  } catch (error) {
    context.log.warn(
      { err: error, repository: decision.key.repositoryId, pull: decision.key.number },
      "Command could not be answered",
    );
  }
}
