import type { LRUCache } from "lru-cache";

import { type CommandComment, commentKey, type CommentPlace } from "../queue/review-queue.ts";
import type { ReviewPolicy } from "../review/policy.ts";
import type { OpenedPullRequest, Permission, ReviewSink } from "../review/ports.ts";
import type { MarkerSigner } from "../wording/marker.ts";
import type { RuleNotes } from "../wording/rule-note.ts";
import { aboutText } from "../wording/silenced.ts";

/** Comments that were refused and told so. A job can run again; its answers must not. */
export type AnsweredComments = LRUCache<string, true>;

/** What is needed to answer people. */
export interface CommandDesk {
  readonly sink: ReviewSink;
  readonly rules: RuleNotes;
  readonly policy: ReviewPolicy;
  readonly answered: AnsweredComments;
  readonly writeNote: MarkerSigner["writeNote"];
}

const TRIAGE: ReadonlySet<Permission> = new Set<Permission>(["admin", "maintain", "write", "triage"]);
const WRITE: ReadonlySet<Permission> = new Set<Permission>(["admin", "maintain", "write"]);

const NOT_YOURS_TO_RECHECK =
  "Only the author of this pull request, or somebody with triage permission or more, can ask me to look again.";
const NOT_YOURS_TO_ASK =
  "Only the author of this pull request, or somebody with triage permission or more, can ask me to explain.";
const NOT_YOURS_TO_DISMISS = "Only somebody who may write to this repository can dismiss my questions.";
const NOT_MY_THREAD =
  "This thread is not about a question of mine, so I don't know what to dismiss. Answering `/maestro dismiss` to one of my questions dismisses that one.";
const DISMISS_WHAT =
  "I don't know which question you mean. `/maestro dismiss` dismisses one question when you write it into its thread; here `/maestro dismiss API006` dismisses a whole rule on this pull request.";
const EXPLAIN_WHAT =
  "I don't know what to explain. In the thread of a question `/maestro explain` shows what it rests on; elsewhere `/maestro explain API006` explains a rule.";
const UNKNOWN = "I don't know this command. `/maestro help` lists those that I know.";

/**
 * Sorts out who may ask for what. On a public repository everybody can read, so reading is not enough. Permitted commands
 * are marked with 👀, others get 😕 and one sentence.
 */
export async function admitCommands(
  desk: CommandDesk,
  opened: OpenedPullRequest,
  commands: readonly CommandComment[],
): Promise<readonly CommandComment[]> {
  const admitted: CommandComment[] = [];
  for (const command of commands) {
    const refusal = await refusalOf(desk, opened, command);
    if (refusal === undefined) {
      await desk.sink.react(command, "eyes");
      admitted.push(command);
    } else if (!opened.answered.includes(commentKey(command))) {
      await refuse(desk, command, refusal);
    }
  }
  return admitted;
}

/** Marks commands as done with 🚀. */
export async function finishCommands(sink: ReviewSink, commands: readonly CommandComment[]): Promise<void> {
  for (const command of commands) {
    await sink.react(command, "rocket");
  }
}

/** Answers `/maestro` followed by anything that is no command. */
export async function answerUnknownCommand(
  desk: Pick<CommandDesk, "sink" | "answered" | "writeNote">,
  comment: CommentPlace,
): Promise<void> {
  await refuse(desk, comment, UNKNOWN);
}

/** Why the command is not carried out, in one or two sentences; `undefined` when it is. */
async function refusalOf(
  { sink, rules, policy }: CommandDesk,
  { pull, threads }: OpenedPullRequest,
  { author, command, thread }: CommandComment,
): Promise<string | undefined> {
  const isAuthor = author === pull.author;
  const isMine = threads.some((one) => one.firstComment === thread);
  if (command.name === "help") return undefined;
  if (command.name !== "dismiss") {
    const may = isAuthor || TRIAGE.has(await sink.permissionOf(author));
    if (command.name === "recheck") return may ? undefined : NOT_YOURS_TO_RECHECK;
    if (!may) return NOT_YOURS_TO_ASK;
    if (command.about === undefined) return isMine ? undefined : EXPLAIN_WHAT;
    return isKnown(rules, command.about) ? undefined : unknownRule(rules, command.about);
  }
  if (!(isAuthor && policy.authorMayDismiss) && !WRITE.has(await sink.permissionOf(author))) {
    return NOT_YOURS_TO_DISMISS;
  }
  if (thread !== undefined) return isMine ? undefined : NOT_MY_THREAD;
  if (command.about === undefined) return DISMISS_WHAT;
  return isKnown(rules, command.about) ? undefined : unknownRule(rules, command.about);
}

function isKnown(rules: RuleNotes, about: string): boolean {
  const [rule = "", check] = about.split("/");
  const known = rules.get(rule);
  return known !== undefined && (check === undefined || known.checks.some(({ name }) => name === check));
}

function unknownRule(rules: RuleNotes, about: string): string {
  const [rule = ""] = about.split("/");
  const known = rules.get(rule);
  const names = known === undefined ? [...rules.keys()] : known.checks.map(({ name }) => name);
  const list = names.map((name) => `\`${name}\``).join(", ");
  return known === undefined
    ? `I have no rule ${aboutText({ rule })}. My rules are ${list}.`
    : `${aboutText({ rule })} has no such check. Its checks are ${list}.`;
}

/** The note in the answer tells the next run, or the next process, that it was given. */
async function refuse(
  { sink, answered, writeNote }: Pick<CommandDesk, "sink" | "answered" | "writeNote">,
  comment: CommentPlace,
  sentence: string,
): Promise<void> {
  const key = commentKey(comment);
  if (!answered.has(key)) {
    await sink.react(comment, "confused");
    await sink.reply(comment, `${sentence}\n\n${writeNote({ answers: key })}`);
    answered.set(key, true);
  }
}
