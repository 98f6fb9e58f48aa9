import type { Logger } from "pino";

import type { TakenJob } from "../queue/review-queue.ts";
import { configure } from "../review/configure.ts";
import { DEFAULT_POLICY } from "../review/policy.ts";
import type { OpenedPullRequest } from "../review/ports.ts";
import { type ReviewResult, reviewPullRequest } from "../review/review-pull-request.ts";
import { answerCommands, isAnsweredOnly } from "./answers.ts";
import { admitCommands, type CommandDesk, finishCommands } from "./commands.ts";
import { carryOutDismissals } from "./dismiss.ts";
import { configurationOf, type JobContext, openPorts } from "./job-context.ts";

/** What became of a job that did not throw. */
export type JobResult = ReviewResult | { readonly status: "refused" | "answered" };

/** Runs one job: admits its commands, reviews, acknowledges. Throws what kept the review from finishing. */
export async function runJob(
  context: JobContext,
  job: TakenJob,
  { stop, willRetry }: { readonly stop: AbortSignal; readonly willRetry: (error: unknown) => boolean },
  log: Logger,
): Promise<JobResult> {
  const { key, commands, reasons, force, refresh } = job.intent;
  const { source, sink, runId } = await openPorts(context, key);
  const { answered, rules, signer } = context;
  const found = await source.open();
  const configuration = configurationOf(context, key);
  const today = new Date().toISOString().slice(0, 10);
  const { policy } = configure(found, configuration, { policy: DEFAULT_POLICY, today });
  const desk: CommandDesk = { sink, rules, policy, answered, writeNote: signer.writeNote };
  const admitted = await admitCommands(desk, found, commands);
  await answerCommands(desk, found, admitted, context.rulesUrl());
  if (admitted.every(isAnsweredOnly) && reasons.every((reason) => reason === "command")) {
    await finishCommands(sink, admitted);
    return { status: admitted.length === 0 ? "refused" : "answered" };
  }
  const opened = await carryOutDismissals(desk, found, admitted, { runId, writeMarker: signer.write });
  const result = await reviewPullRequest(
    {
      source,
      sink,
      analyser: context.analyser,
      rules,
      configuration,
      links: { webUrl: context.settings.github.webUrl, owner: key.owner, repo: key.repo, rulesUrl: context.rulesUrl() },
      writeMarker: signer.write,
    },
    opened,
    {
      force: force || admitted.some(({ command }) => command.name === "recheck" || wasReviewed(opened)),
      refresh,
      runId,
      policy,
      today,
      signal: AbortSignal.any([job.signal, stop]),
      willRetry,
    },
  );
  record(context, result, log);
  if (result.status !== "superseded") {
    await finishCommands(sink, admitted);
  }
  return result;
}

/** A draft that was reviewed all the same keeps its review when somebody dismisses a question of it. */
function wasReviewed({ check }: OpenedPullRequest): boolean {
  return check?.status === "concluded" && check.conclusion !== "skipped";
}

function record(context: JobContext, result: ReviewResult, log: Logger): void {
  if (result.status === "superseded") {
    context.metrics.superseded.inc();
  }
  if (result.status === "reviewed") {
    result.posted.forEach(({ rule }) => context.metrics.comments.inc({ rule, outcome: "posted" }));
    result.kept.forEach(({ rule }) => context.metrics.comments.inc({ rule, outcome: "deduped" }));
    result.listed.forEach(({ rule }) => context.metrics.comments.inc({ rule, outcome: "listed" }));
    result.closed.forEach(({ rule }) => context.metrics.comments.inc({ rule, outcome: "suppressed" }));
    const { posted, kept, listed, closed, settled, reopened } = result;
    log.info(
      {
        posted: posted.length,
        kept: kept.length,
        listed: listed.length,
        closed: closed.length,
        settled,
        reopened,
      },
      "Pull request reviewed",
    );
  } else {
    log.info({ status: result.status }, "Pull request not reviewed");
  }
}
