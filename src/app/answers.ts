import { type CommandComment, commentKey } from "../queue/review-queue.ts";
import type { OpenedPullRequest } from "../review/ports.ts";
import { evidenceText, helpText, ruleText } from "../wording/explanation.ts";
import type { CommandDesk } from "./commands.ts";

/** Whether the command is done once it is answered; the others ask for a review. */
export function isAnsweredOnly({ command }: CommandComment): boolean {
  return command.name === "help" || command.name === "explain";
}

/** Answers what was only asked, each comment once: the note in the answer tells the next try that it was given. */
export async function answerCommands(
  { sink, rules, writeNote }: CommandDesk,
  opened: OpenedPullRequest,
  admitted: readonly CommandComment[],
  rulesUrl: string | undefined,
): Promise<void> {
  for (const comment of admitted.filter(isAnsweredOnly)) {
    const answers = commentKey(comment);
    if (opened.answered.includes(answers)) continue;
    await sink.reply(comment, `${answerTo(comment)}\n\n${writeNote({ answers })}`);
  }

  function answerTo({ command, thread }: CommandComment): string {
    if (command.name === "help") return helpText();
    const about = opened.threads.find(({ firstComment }) => firstComment === thread);
    const evidence = about === undefined || command.about !== undefined ? "" : evidenceText(about.body);
    if (evidence !== "") return evidence;
    const rule = rules.get(command.about?.split("/")[0] ?? about?.rule ?? "");
    return rule === undefined ? helpText() : ruleText(rule, rulesUrl);
  }
}
