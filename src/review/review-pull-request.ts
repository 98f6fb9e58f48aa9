import type { Analyser } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import { MaestroError } from "../errors.ts";
import { admit } from "./admission.ts";
import { configure, readChangedConfiguration } from "./configure.ts";
import { closedOutcome, failedOutcome, skippedOutcome, supersededOutcome } from "./outcome.ts";
import type { CheckOutcome, OpenedPullRequest } from "./ports.ts";
import { publish, type Published } from "./publish.ts";
import { hasPython, readSnapshot, touchesService } from "./read-snapshot.ts";
import {
  ClosedMeanwhile,
  concludeReview,
  openCheck,
  type ReviewOptions,
  type Run,
  type RunDependencies,
  Superseded,
} from "./run.ts";

export type { ReviewOptions } from "./run.ts";

export interface ReviewDependencies extends RunDependencies {
  readonly analyser: Analyser;
}

export type ReviewResult =
  | { readonly status: "archived" | "closed" | "skipped" | "superseded" }
  | ({ readonly status: "reviewed" } & Published);

/**
 * Reviews the pull request as `opened`: reads, asks, settles, and concludes the check that it started.
 *
 * What goes wrong is told in the check and thrown, so that the caller can log it; a check whose run will be tried again
 * stays unfinished, and the next try takes it over.
 */
export async function reviewPullRequest(
  deps: ReviewDependencies,
  opened: OpenedPullRequest,
  options: ReviewOptions,
): Promise<ReviewResult> {
  const configured = configure(opened, deps.configuration, options);
  const admission = admit(opened.pull, configured.policy, options.force);
  if (admission.kind === "leave") return { status: admission.status };
  const checkId = await openCheck(deps, opened);
  const run: Run = { deps, options, opened, configured, checkId };
  try {
    if (admission.kind === "skip") {
      const { broken } = configured;
      await concludeReview(
        run,
        skippedOutcome(admission.title, admission.summary, { broken, changed: [], lapsed: [] }),
      );
      return { status: "skipped" };
    }
    return await conduct(run, deps.analyser, admission.remark);
  } catch (error) {
    return endEarly(run, error);
  }
}

const NOTHING_FOUND: Analysis = {
  findings: [],
  unread: [],
  failures: [],
  summary: { files: 0, routes: 0, questions: 0 },
};

async function conduct(run: Run, analyser: Analyser, remark: string | undefined): Promise<ReviewResult> {
  const { deps, options, opened, configured } = run;
  const { broken } = configured;
  options.signal.throwIfAborted();
  const diff = await deps.source.diff(opened.pull);
  const { files } = diff;
  const changed = await readChangedConfiguration(deps.source, opened.pull.headSha, files, deps.configuration.names);
  const skip = async (summary: string): Promise<ReviewResult> => {
    await concludeReview(run, skippedOutcome("No Python", summary, { broken, changed, lapsed: [] }));
    return { status: "skipped" };
  };
  const concerned = touchesService(files);
  if (!concerned && opened.threads.length === 0)
    return skip(
      "This pull request changes no Python files, and none that say how the service is built, run or reached.",
    );
  const snapshot = await readSnapshot(deps.source, opened.pull, diff, configured.analysis, options.signal);
  options.signal.throwIfAborted();
  if (!hasPython(snapshot) && opened.threads.length === 0) return skip("I found no Python files in this repository.");
  const analysis = concerned ? await analyser.analyse(snapshot.request) : NOTHING_FOUND;
  options.signal.throwIfAborted();
  return { status: "reviewed", ...(await publish(run, analyser, { files, snapshot, analysis, remark, changed })) };
}

/** Ends a run that did not get to its end: quietly when it has become pointless, by throwing otherwise. */
async function endEarly(run: Run, error: unknown): Promise<ReviewResult> {
  const { signal, willRetry } = run.options;
  const reason: unknown = signal.aborted ? signal.reason : error;
  if (error instanceof ClosedMeanwhile) {
    await concludeAfter(run, error, closedOutcome());
    return { status: "closed" };
  }
  if (error instanceof Superseded || (signal.aborted && !isStopping(reason))) {
    const by = error instanceof Superseded ? error.by : undefined;
    // A run that announced nothing has nothing to take back.
    if (run.checkId !== undefined) await concludeAfter(run, error, supersededOutcome(by));
    return { status: "superseded" };
  }
  if (isStopping(reason) || !willRetry(error)) await concludeAfter(run, error, failedOutcome(reason));
  throw error;
}

function isStopping(reason: unknown): boolean {
  return reason instanceof MaestroError && reason.code === "stopping";
}

async function concludeAfter({ deps, opened, checkId }: Run, error: unknown, outcome: CheckOutcome): Promise<void> {
  try {
    await deps.sink.concludeCheck(opened.pull.headSha, checkId, outcome);
  } catch (second) {
    throw new AggregateError([error, second], "The review failed, and its check could not be concluded.", {
      cause: second,
    });
  }
}
