import { MaestroError } from "../errors.js";
import { admit } from "./admission.js";
import { closedOutcome, failedOutcome, skippedOutcome, supersededOutcome } from "./outcome.js";
import { publish } from "./publish.js";
import { readSnapshot, touchesPython } from "./read-snapshot.js";
import { ClosedMeanwhile, concludeReview, openCheck, Superseded, } from "./run.js";
/**
 * Reviews the pull request as `opened`: reads, asks, settles, and concludes the check that it started.
 *
 * What goes wrong is told in the check and thrown, so that the caller can log it; a check whose run will be tried again
 * stays unfinished, and the next try takes it over.
 */
export async function reviewPullRequest(deps, opened, options) {
    const admission = admit(opened.pull, options.policy, options.force);
    if (admission.kind === "leave")
        return { status: admission.status };
    const checkId = await openCheck(deps, opened);
    const run = { deps, options, opened, checkId };
    try {
        if (admission.kind === "skip") {
            await concludeReview(run, skippedOutcome(admission.title, admission.summary));
            return { status: "skipped" };
        }
        return await conduct(run, deps.analyser, admission.remark);
    }
    catch (error) {
        return endEarly(run, error);
    }
}
const NOTHING_FOUND = {
    findings: [],
    unread: [],
    failures: [],
    summary: { files: 0, routes: 0, questions: 0 },
};
async function conduct(run, analyser, remark) {
    const { deps, options, opened } = run;
    options.signal.throwIfAborted();
    const diff = await deps.source.diff(opened.pull);
    const { files } = diff;
    if (!touchesPython(files) && opened.threads.length === 0) {
        await concludeReview(run, skippedOutcome("No Python", "This pull request changes no Python files."));
        return { status: "skipped" };
    }
    const snapshot = await readSnapshot(deps.source, opened.pull, diff, options.signal);
    options.signal.throwIfAborted();
    const analysis = touchesPython(files) ? await analyser.analyse(snapshot.request) : NOTHING_FOUND;
    options.signal.throwIfAborted();
    return { status: "reviewed", ...(await publish(run, analyser, { files, snapshot, analysis, remark })) };
}
/** Ends a run that did not get to its end: quietly when it has become pointless, by throwing otherwise. */
async function endEarly(run, error) {
    const { signal, willRetry } = run.options;
    const reason = signal.aborted ? signal.reason : error;
    if (error instanceof ClosedMeanwhile) {
        await concludeAfter(run, error, closedOutcome());
        return { status: "closed" };
    }
    if (error instanceof Superseded || (signal.aborted && !isStopping(reason))) {
        const by = error instanceof Superseded ? error.by : undefined;
        // A run that announced nothing has nothing to take back.
        if (run.checkId !== undefined)
            await concludeAfter(run, error, supersededOutcome(by));
        return { status: "superseded" };
    }
    if (isStopping(reason) || !willRetry(error))
        await concludeAfter(run, error, failedOutcome(reason));
    throw error;
}
function isStopping(reason) {
    return reason instanceof MaestroError && reason.code === "stopping";
}
async function concludeAfter({ deps, opened, checkId }, error, outcome) {
    try {
        await deps.sink.concludeCheck(opened.pull.headSha, checkId, outcome);
    }
    catch (second) {
        throw new AggregateError([error, second], "The review failed, and its check could not be concluded.", {
            cause: second,
        });
    }
}
