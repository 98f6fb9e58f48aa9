import { type CommandComment, commentKey } from "../queue/review-queue.ts";
import { covers, dismissThreads, threadsAbout } from "../review/dismissals.ts";
import type { OpenedPullRequest, OwnThread } from "../review/ports.ts";
import type { MarkerSigner, RuleDismissal } from "../wording/marker.ts";
import { aboutText } from "../wording/silenced.ts";
import type { CommandDesk } from "./commands.ts";

/**
 * Carries out the dismissals among the admitted commands, and returns the pull request as it is afterwards.
 *
 * The pull request itself is the memory: a dismissed question's own comment says so, and the confirmation of a dismissed
 * rule does. What was done before, by a try that did not get to its end, is not done again.
 */
export async function carryOutDismissals(
  { sink, writeNote }: CommandDesk,
  opened: OpenedPullRequest,
  admitted: readonly CommandComment[],
  { runId, writeMarker }: { readonly runId: string; readonly writeMarker: MarkerSigner["write"] },
): Promise<OpenedPullRequest> {
  const commands = admitted.filter(({ command }) => command.name === "dismiss");
  if (commands.length === 0) return opened;
  const dismissed = new Map<OwnThread, string>();
  const dismissals = [...opened.dismissals];
  for (const { author, thread, command, commentId } of commands) {
    if (thread !== undefined) {
      opened.threads.filter((one) => one.firstComment === thread).forEach((one) => dismissed.set(one, author));
      continue;
    }
    const dismissal = dismissalOf(command.about ?? "", author);
    const answers = commentKey({ commentId });
    if (!opened.answered.includes(answers) && !dismissals.some((known) => includes(known, dismissal))) {
      await sink.reply({ commentId }, `${confirmation(dismissal)}\n\n${writeNote({ answers, dismissed: dismissal })}`);
      dismissals.push(dismissal);
    }
    threadsAbout(opened.threads, dismissal).forEach((one) => dismissed.set(one, author));
  }
  const wording = { headSha: opened.pull.headSha, runId, writeMarker };
  return dismissThreads(sink, { ...opened, dismissals }, dismissed, wording);
}

function dismissalOf(about: string, by: string): RuleDismissal {
  const [rule = "", check] = about.split("/");
  return { rule, ...(check === undefined ? {} : { check }), by };
}

function includes(known: RuleDismissal, { rule, check }: RuleDismissal): boolean {
  return covers(known, { rule, check });
}

function confirmation(dismissal: RuleDismissal): string {
  return `I ask nothing more about ${aboutText(dismissal)} on this pull request. The check's summary counts what I keep back.`;
}
