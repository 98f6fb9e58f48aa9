import { GitHubError, MaestroError } from "../errors.js";
import { RateLimited } from "../github/github-error.js";
import { runJob } from "./run-job.js";
/** A pause that GitHub gives no length for doubles each time, up to an hour. */
const LONGEST_PAUSE_MS = 60 * 60 * 1000;
export function startWorkers(context, queue) {
    const stop = new AbortController();
    const pauses = new Map();
    const running = Promise.all(Array.from({ length: context.settings.jobs.workers }, () => work({ context, queue, pauses, stop: stop.signal })));
    return {
        drain: async (drainMs) => {
            const timer = setTimeout(() => stop.abort(new MaestroError("stopping", "The App is stopping.")), drainMs);
            await running;
            clearTimeout(timer);
        },
    };
}
async function work(shift) {
    for (let job = await shift.queue.take(); job !== undefined; job = await shift.queue.take()) {
        const { key, deliveries, reasons } = job.intent;
        const fields = {
            installation: key.installationId,
            repository: key.repositoryId,
            pull: key.number,
            deliveries,
            reasons,
            attempt: job.attempt,
        };
        await runAndSettle(shift, job, shift.context.log.child(fields));
    }
}
/** Whatever happens, the job ends: done, put back, or given up. */
async function runAndSettle(shift, job, log) {
    const end = shift.context.metrics.jobSeconds.startTimer();
    try {
        const willRetry = (error) => !shift.stop.aborted && (limitOf(error) !== undefined || retryDelay(shift, job, error) !== undefined);
        const result = await runJob(shift.context, job, { stop: shift.stop, willRetry }, log);
        shift.pauses.delete(job.intent.key.installationId);
        end({ outcome: result.status });
        await (result.status === "superseded" ? job.retry(0) : job.ack());
    }
    catch (error) {
        end({ outcome: "failed" });
        await settleFailure(shift, job, error, log);
    }
}
async function settleFailure(shift, job, error, log) {
    if (shift.stop.aborted) {
        log.warn({ err: error }, "Review broken off because the App stops");
        return job.retry(0);
    }
    const limit = limitOf(error);
    if (limit !== undefined) {
        const wait = pauseFor(shift.pauses, job.intent.key.installationId, limit);
        log.warn({ err: error, wait }, "Installation paused because GitHub asked for it");
        return job.park(wait);
    }
    const delay = retryDelay(shift, job, error);
    if (delay === undefined) {
        log.error({ err: error }, "Review given up");
        return job.ack();
    }
    log.warn({ err: error, delay }, "Review failed and will be tried again");
    return job.retry(delay);
}
function errorsIn(error) {
    return error instanceof AggregateError ? error.errors : [error];
}
function limitOf(error) {
    return errorsIn(error).find((one) => one instanceof RateLimited);
}
/** Counts the pause and returns its milliseconds. GitHub asks for growing ones when it says no more than that there is a limit. */
export function pauseFor(pauses, installationId, limit) {
    const before = pauses.get(installationId) ?? 0;
    pauses.set(installationId, before + 1);
    return limit.isGuess ? Math.min(LONGEST_PAUSE_MS, limit.waitMs * 2 ** before) : limit.waitMs;
}
/** Milliseconds until the next try; `undefined` when another try would not help. */
function retryDelay(shift, job, error) {
    const retryable = errorsIn(error).some((one) => one instanceof GitHubError && one.retryable);
    return retryable ? shift.context.settings.jobs.retryDelaysMs[job.attempt - 1] : undefined;
}
