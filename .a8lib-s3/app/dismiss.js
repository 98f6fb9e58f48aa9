import { commentKey } from "../queue/review-queue.js";
import { covers, dismissThreads, threadsAbout } from "../review/dismissals.js";
import { aboutText } from "../wording/silenced.js";
/**
 * Carries out the dismissals among the admitted commands, and returns the pull request as it is afterwards.
 *
 * The pull request itself is the memory: a dismissed question's own comment says so, and the confirmation of a dismissed
 * rule does. What was done before, by a try that did not get to its end, is not done again.
 */
export async function carryOutDismissals({ sink, writeNote }, opened, admitted, { runId, writeMarker }) {
    const commands = admitted.filter(({ command }) => command.name === "dismiss");
    if (commands.length === 0)
        return opened;
    const dismissed = new Map();
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
function dismissalOf(about, by) {
    const [rule = "", check] = about.split("/");
    return { rule, ...(check === undefined ? {} : { check }), by };
}
function includes(known, { rule, check }) {
    return covers(known, { rule, check });
}
function confirmation(dismissal) {
    return `I ask nothing more about ${aboutText(dismissal)} on this pull request. The check's summary counts what I keep back.`;
}
