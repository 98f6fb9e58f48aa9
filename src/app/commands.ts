import type { LRUCache } from "lru-cache";

import type { CommandComment } from "../queue/review-queue.ts";
import type { ReviewSink } from "../review/ports.ts";

/** Comments that were refused and told so. A job can run again; its answers must not. */
export type AnsweredComments = LRUCache<number, true>;

const MAY_RECHECK: ReadonlySet<string> = new Set(["admin", "maintain", "write", "triage"]);

const REFUSAL =
  "Only the author of this pull request, or somebody with triage permission or more, can ask me to look again.";

const UNKNOWN = "I don't know this command. `/maestro recheck` makes me review this pull request again.";

/**
 * Sorts out who may ask for a review: the pull request's author, or triage and up. On a public repository everybody can
 * read, so reading is not enough. Permitted commands are marked with 👀, others get 😕 and one sentence.
 */
export async function admitCommands(
  author: string,
  sink: ReviewSink,
  commands: readonly CommandComment[],
  answered: AnsweredComments,
): Promise<readonly CommandComment[]> {
  const admitted: CommandComment[] = [];
  for (const command of commands) {
    if (command.author === author || MAY_RECHECK.has(await sink.permissionOf(command.author))) {
      await sink.react(command.commentId, "eyes");
      admitted.push(command);
    } else {
      await refuse(sink, command.commentId, REFUSAL, answered);
    }
  }
  return admitted;
}

/** Marks commands as done with 🚀. */
export async function finishCommands(sink: ReviewSink, commands: readonly CommandComment[]): Promise<void> {
  for (const command of commands) {
    await sink.react(command.commentId, "rocket");
  }
}

/** Answers `/maestro` followed by anything that is no command. */
export async function answerUnknownCommand(
  sink: ReviewSink,
  commentId: number,
  answered: AnsweredComments,
): Promise<void> {
  await refuse(sink, commentId, UNKNOWN, answered);
}

async function refuse(
  sink: ReviewSink,
  commentId: number,
  sentence: string,
  answered: AnsweredComments,
): Promise<void> {
  if (!answered.has(commentId)) {
    await sink.react(commentId, "confused");
    await sink.reply(sentence);
    answered.set(commentId, true);
  }
}
