import { failedOutcome } from "../review/outcome.js";
import { DemoError } from "./arguments.js";
import { readLocalChange } from "./local-repository.js";
import { openLocalPullRequest, openShopPullRequest } from "./open-pull-request.js";
import { formatReport, visible } from "./print.js";
import { collectReport } from "./report.js";
import { startDemo } from "./start-demo.js";
/** How long a first review may take: the largest known repositories need some seconds. */
const REVIEW_LIMIT_MS = 180_000;
const NOT_FINISHED = failedOutcome(undefined).title;
/** Runs the demo to its end. Rejects with `DemoError` for what the person at the terminal can put right. */
export async function runDemo(options, io) {
    const local = options.repository && (await readLocalChange(options.repository));
    const demo = await startDemo(options.port).catch((error) => explainPort(error, options.port));
    try {
        const { sandbox } = demo;
        const opened = local === undefined ? await openShopPullRequest(sandbox) : await openLocalPullRequest(sandbox, local);
        io.print(introduction(demo, opened));
        const check = await Promise.race([firstReview(sandbox, opened), io.stopped]);
        if (check === undefined)
            return;
        const report = collectReport(opened.pull, check, demo.lastAnalysis());
        io.print(formatReport(report, io.colour));
        if (report.check.title === NOT_FINISHED)
            throw new DemoError("The review did not finish.", 1);
        if (options.once)
            return;
        io.print(invitation(sandbox, opened));
        const unfollow = follow(sandbox, opened, check, io.print);
        await io.stopped;
        unfollow();
    }
    finally {
        await demo.close();
    }
}
function explainPort(error, port) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
        throw new DemoError(`Port ${port} is taken. Choose another one with --port.`, 2, { cause: error });
    }
    throw error;
}
function pageUrl(sandbox, { repository, pull }) {
    return `${sandbox.url}/${repository.owner}/${repository.name}/pull/${pull.number}`;
}
function introduction(demo, opened) {
    const { repository, pull } = opened;
    return [
        `Embedded GitHub  ${demo.sandbox.url}`,
        `Maestro          ${demo.appUrl}`,
        `Pull request     ${pageUrl(demo.sandbox, opened)}`,
        "",
        `${repository.owner}/${repository.name} #${pull.number}: ${visible(pull.title)} (${pull.baseRef} <- ${visible(pull.headRef)})`,
        ...absentFiles(opened.absent),
        "",
    ].join("\n");
}
function absentFiles(absent) {
    if (absent.length === 0)
        return [];
    const more = absent.length > 3 ? ` and ${absent.length - 3} more` : "";
    return [`Not in this clone, so not read: ${absent.slice(0, 3).map(visible).join(", ")}${more}`];
}
function invitation(sandbox, opened) {
    const { repository, pull } = opened;
    return [
        "",
        `Open ${pageUrl(sandbox, opened)}/files to see the questions at their lines,`,
        `reply "/maestro recheck" there, or push a fix:`,
        "",
        `  git clone --branch ${visible(pull.headRef)} ${sandbox.url}/${repository.owner}/${repository.name}.git`,
        "",
        "Ctrl-C ends the demo; nothing is kept.",
    ].join("\n");
}
async function firstReview(sandbox, opened) {
    const outcome = await sandbox
        .waitFor(() => concluded(opened)[0] ?? refused(sandbox), REVIEW_LIMIT_MS)
        .catch((error) => {
        const message = `The review has not ended after ${REVIEW_LIMIT_MS / 1000} seconds. The lines above may say why.`;
        throw new DemoError(message, 1, { cause: error });
    });
    if (typeof outcome === "string")
        throw new DemoError(outcome, 1);
    return outcome;
}
function concluded({ repository }) {
    return repository.checkRuns.filter((run) => run.status === "completed");
}
/** A webhook that the App did not accept will not lead to a review. */
function refused(sandbox) {
    const bad = sandbox.deliveries().find((each) => each.event === "pull_request" && each.statusCode >= 400);
    return bad && `Maestro refused the webhook ${bad.event} with ${bad.statusCode}. The lines above may say why.`;
}
/** A question that is settled is resolved or, where that is not permitted, minimised. */
function isOpen(thread) {
    return thread.resolvedBy === null && thread.comments[0]?.minimized === null;
}
/** Says in one line how every later review ended. */
function follow(sandbox, opened, first, print) {
    const told = new Set([first.id]);
    return sandbox.onChange(() => {
        for (const run of concluded(opened)) {
            if (told.has(run.id))
                continue;
            told.add(run.id);
            const open = opened.pull.threads.filter(isOpen).length;
            const title = visible(run.title ?? "");
            print(`Reviewed ${run.headSha.slice(0, 7)}: check ${run.conclusion ?? ""}, ${title}; open threads: ${open}`);
        }
    });
}
