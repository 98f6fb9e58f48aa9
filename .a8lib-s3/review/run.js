import { MaestroError } from "../errors.js";
/** The run has become pointless because the pull request has moved on. */
export class Superseded extends MaestroError {
    by;
    constructor(by) {
        super("superseded", "The pull request has a newer head.");
        this.by = by;
    }
}
/** Nobody wants questions about a pull request that is closed. */
export class ClosedMeanwhile extends MaestroError {
    constructor() {
        super("closed", "The pull request was closed.");
    }
}
/**
 * The check of this run: the one that an earlier try left unfinished, or a new one.
 * None when everything is in memory: then the check is written once, at the end.
 */
export async function openCheck({ source, sink }, opened) {
    if (opened.check?.status === "unfinished")
        return opened.check.id;
    return source.remembers(opened.pull) ? undefined : sink.startCheck(opened.pull.headSha);
}
/** Concludes the check, unless one on this head says the same already. */
export async function concludeReview(run, outcome) {
    const { check, pull } = run.opened;
    const said = check?.status === "concluded" &&
        check.conclusion === outcome.conclusion &&
        check.title === outcome.title &&
        check.summary === outcome.summary;
    if (run.checkId !== undefined || run.options.refresh || !said) {
        await run.deps.sink.concludeCheck(pull.headSha, run.checkId, outcome);
    }
}
/** Between reading and writing the head may have moved, and comments on an old commit help nobody. */
export async function ensureStillOpen({ deps, options, opened }) {
    const now = await deps.source.open();
    if (now.pull.headSha !== opened.pull.headSha)
        throw new Superseded(now.pull.headSha);
    if (now.pull.state === "closed")
        throw new ClosedMeanwhile();
    options.signal.throwIfAborted();
    return now;
}
