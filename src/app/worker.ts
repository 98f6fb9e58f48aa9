import type { Logger } from "pino";

import { GitHubError, MaestroError } from "../errors.ts";
import { RateLimited } from "../github/github-error.ts";
import type { ReviewQueue, TakenJob } from "../queue/review-queue.ts";
import type { JobContext } from "./job-context.ts";
import { runJob } from "./run-job.ts";

/** Runs jobs until the queue closes. */
export interface Workers {
  /** Waits for the jobs under way, and breaks them off after `drainMs`. The queue must be closed. */
  readonly drain: (drainMs: number) => Promise<void>;
}

/** However often GitHub asks for a pause, at some point a person has to look. */
const MAX_ATTEMPTS = 20;

export function startWorkers(context: JobContext, queue: ReviewQueue): Workers {
  const stop = new AbortController();
  const parked = new Map<number, number>();
  const running = Promise.all(
    Array.from({ length: context.settings.jobs.workers }, () => work({ context, queue, parked, stop: stop.signal })),
  );
  return {
    drain: async (drainMs) => {
      const timer = setTimeout(() => stop.abort(new MaestroError("stopping", "The App is stopping.")), drainMs);
      await running;
      clearTimeout(timer);
    },
  };
}

interface Shift {
  readonly context: JobContext;
  readonly queue: ReviewQueue;
  /** Installations that GitHub asked to pause, with the time until which. */
  readonly parked: Map<number, number>;
  readonly stop: AbortSignal;
}

async function work(shift: Shift): Promise<void> {
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
async function runAndSettle(shift: Shift, job: TakenJob, log: Logger): Promise<void> {
  const { installationId } = job.intent.key;
  const pause = (shift.parked.get(installationId) ?? 0) - Date.now();
  if (pause > 0) {
    return job.retry(pause);
  }
  shift.parked.delete(installationId);
  const end = shift.context.metrics.jobSeconds.startTimer();
  try {
    const result = await runJob(shift.context, job, shift.stop, log);
    end({ outcome: result.status });
    await (result.status === "superseded" ? job.retry(0) : job.ack());
  } catch (error) {
    end({ outcome: "failed" });
    await settleFailure(shift, job, error, log);
  }
}

async function settleFailure(shift: Shift, job: TakenJob, error: unknown, log: Logger): Promise<void> {
  if (shift.stop.aborted) {
    log.warn({ err: error }, "Review broken off because the App stops");
    return job.retry(0);
  }
  const delay = retryDelay(shift, job, error);
  if (delay === undefined) {
    log.error({ err: error }, "Review given up");
    return job.ack();
  }
  log.warn({ err: error, delay }, "Review failed and will be tried again");
  return job.retry(delay);
}

/** Milliseconds until the next try; `undefined` when another try would not help. */
function retryDelay(shift: Shift, job: TakenJob, error: unknown): number | undefined {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const limit = errors.find((one) => one instanceof RateLimited);
  if (limit !== undefined && job.attempt < MAX_ATTEMPTS) {
    shift.parked.set(job.intent.key.installationId, Date.now() + limit.waitMs);
    return limit.waitMs;
  }
  const retryable = errors.some((one) => one instanceof GitHubError && one.retryable);
  return retryable ? shift.context.settings.jobs.retryDelaysMs[job.attempt - 1] : undefined;
}
