import type { Analyser } from "../engine/analyser.ts";
import type { Analysis, Finding, Unread } from "../engine/finding.ts";
import { MaestroError } from "../errors.ts";
import { renderComment } from "../wording/comment.ts";
import type { LinkBase } from "../wording/links.ts";
import type { Marker } from "../wording/marker.ts";
import type { RuleNotes } from "../wording/rule-note.ts";
import type { Anchor } from "./anchors.ts";
import { failedOutcome, reviewedOutcome, skippedOutcome, supersededOutcome } from "./outcome.ts";
import { mayHaveThreads, planReview, type ReviewPlan } from "./plan-review.ts";
import type { ChangedFile, CheckOutcome, InlineComment, PullRequest, PullRequestSource, ReviewSink } from "./ports.ts";
import { readSnapshot, type Snapshot, touchesPython } from "./read-snapshot.ts";

export interface ReviewDependencies {
  readonly source: PullRequestSource;
  readonly sink: ReviewSink;
  readonly analyser: Analyser;
  readonly rules: RuleNotes;
  readonly links: Omit<LinkBase, "headSha">;
  readonly writeMarker: (marker: Marker) => string;
}

export interface ReviewOptions {
  /** Review even what is normally left alone, such as a draft: somebody asked for it. */
  readonly force: boolean;
  readonly runId: string;
  /** Aborted when the run has become pointless; its reason becomes the check's text. */
  readonly signal: AbortSignal;
}

export type ReviewResult =
  | { readonly status: "closed" | "skipped" | "superseded" }
  | {
      readonly status: "reviewed";
      readonly posted: readonly Finding[];
      readonly kept: readonly Finding[];
      readonly listed: readonly Finding[];
    };

/**
 * Reviews the pull request as it is now: reads, asks, and always concludes the check that it started.
 * What goes wrong is told in the check and thrown, so that the caller can log it and try again.
 */
export async function reviewPullRequest(deps: ReviewDependencies, options: ReviewOptions): Promise<ReviewResult> {
  const pull = await deps.source.pullRequest();
  if (pull.state === "closed") {
    return { status: "closed" };
  }
  const checkId = await deps.sink.startCheck(pull.headSha);
  try {
    return await conduct(deps, options, pull, checkId);
  } catch (error) {
    const superseded = error instanceof Superseded || (options.signal.aborted && !isStopping(options.signal));
    const reason: unknown = options.signal.aborted ? options.signal.reason : error;
    await concludeAfter(
      error,
      deps,
      checkId,
      superseded ? supersededOutcome(error instanceof Superseded ? error.by : undefined) : failedOutcome(reason),
    );
    if (superseded) {
      return { status: "superseded" };
    }
    throw error;
  }
}

class Superseded extends MaestroError {
  readonly by: string;

  constructor(by: string) {
    super("superseded", "The pull request has a newer head.");
    this.by = by;
  }
}

function isStopping(signal: AbortSignal): boolean {
  return signal.reason instanceof MaestroError && signal.reason.code === "stopping";
}

async function concludeAfter(
  error: unknown,
  deps: ReviewDependencies,
  checkId: number,
  outcome: CheckOutcome,
): Promise<void> {
  try {
    await deps.sink.concludeCheck(checkId, outcome);
  } catch (second) {
    throw new AggregateError([error, second], "The review failed, and its check could not be concluded.", {
      cause: second,
    });
  }
}

async function conduct(
  deps: ReviewDependencies,
  options: ReviewOptions,
  pull: PullRequest,
  checkId: number,
): Promise<ReviewResult> {
  if (pull.draft && !options.force) {
    await deps.sink.concludeCheck(
      checkId,
      skippedOutcome("Draft", "I review this pull request when it is ready for review, or on `/maestro recheck`."),
    );
    return { status: "skipped" };
  }
  const files = await deps.source.changedFiles();
  if (!touchesPython(files)) {
    await deps.sink.concludeCheck(checkId, skippedOutcome("No Python", "This pull request changes no Python files."));
    return { status: "skipped" };
  }
  const snapshot = await readSnapshot(deps.source, pull, files, options.signal);
  options.signal.throwIfAborted();
  const analysis = await deps.analyser.analyse(snapshot.request);
  options.signal.throwIfAborted();
  return publish(deps, options, { pull, checkId, files, snapshot, analysis });
}

interface Reading {
  readonly pull: PullRequest;
  readonly checkId: number;
  readonly files: readonly ChangedFile[];
  readonly snapshot: Snapshot;
  readonly analysis: Analysis;
}

async function publish(deps: ReviewDependencies, options: ReviewOptions, reading: Reading): Promise<ReviewResult> {
  const { pull, files, snapshot, analysis } = reading;
  const quiet = reasonForSilence(pull, options);
  const threads = mayHaveThreads(analysis.findings) ? await deps.sink.ownThreads() : [];
  const plan = planReview(analysis.findings, files, threads, quiet === undefined);
  await ensureSameHead(deps, options, pull);
  const refused = await post(deps, options, pull, plan);
  const posted = plan.post.map(({ finding }) => finding).filter((finding) => !refused.has(finding.fingerprint));
  const unplaced = [
    ...plan.overflow,
    ...plan.post.map(({ finding }) => finding).filter((finding) => refused.has(finding.fingerprint)),
  ];
  const listed = [...unplaced, ...plan.listed];
  const outcome = reviewedOutcome({
    analysis,
    files,
    inline: [...posted, ...plan.kept],
    listed,
    overflow: unplaced.length,
    unread: mergeUnread(analysis.unread, snapshot.unread, files),
    unseen: snapshot.unseen,
    remarks: quiet === undefined ? [] : [quiet],
    links: { ...deps.links, headSha: pull.headSha },
  });
  await deps.sink.concludeCheck(reading.checkId, outcome);
  return { status: "reviewed", posted, kept: plan.kept, listed };
}

/** Why this pull request gets no comments; the questions are in the check all the same. */
function reasonForSilence(pull: PullRequest, options: ReviewOptions): string | undefined {
  if (pull.locked) {
    return "The conversation is locked, so I ask nothing inline.";
  }
  return pull.authorIsBot && !options.force ? "A bot opened this pull request, so I ask nothing inline." : undefined;
}

/** Between reading and writing the head may have moved, and comments on an old commit help nobody. */
async function ensureSameHead(deps: ReviewDependencies, options: ReviewOptions, pull: PullRequest): Promise<void> {
  const now = await deps.source.pullRequest();
  if (now.headSha !== pull.headSha) {
    throw new Superseded(now.headSha);
  }
  options.signal.throwIfAborted();
}

/** Posts one review and returns the fingerprints of the comments that GitHub refused. */
async function post(
  deps: ReviewDependencies,
  options: ReviewOptions,
  pull: PullRequest,
  plan: ReviewPlan,
): Promise<ReadonlySet<string>> {
  if (plan.post.length === 0) {
    return new Set();
  }
  const comments = plan.post.map(({ finding, anchor }) => toComment(deps, options, pull, finding, anchor));
  const refused = await deps.sink.postReview(pull.headSha, opening(plan), comments);
  return new Set(refused.map((comment) => comment.fingerprint));
}

function opening(plan: ReviewPlan): string {
  const asked =
    plan.post.length === 1
      ? "I have a question about this change."
      : `I have ${plan.post.length} questions about this change.`;
  const rest = plan.overflow.length + plan.listed.length;
  return rest === 0 ? asked : `${asked} The check's summary holds ${rest} more.`;
}

function toComment(
  deps: ReviewDependencies,
  options: ReviewOptions,
  pull: PullRequest,
  finding: Finding,
  anchor: Anchor,
): InlineComment {
  const { fingerprint, rule } = finding;
  const { path, line, startLine, withSuggestion } = anchor;
  const marker = deps.writeMarker({ fp: fingerprint, rule, head: pull.headSha, run: options.runId });
  const body = renderComment(finding, {
    links: { ...deps.links, headSha: pull.headSha },
    rules: deps.rules,
    marker,
    withSuggestion,
  });
  return { path, line, ...(startLine === undefined ? {} : { startLine }), body, fingerprint };
}

/** One entry per file, touched files first. */
function mergeUnread(
  fromAnalysis: readonly Unread[],
  fromReading: readonly Unread[],
  files: readonly ChangedFile[],
): readonly Unread[] {
  const touched = new Set(files.map((file) => file.path));
  const byPath = new Map([...fromReading, ...fromAnalysis].map((entry) => [entry.path, entry]));
  return [...byPath.values()].toSorted((a, b) => Number(touched.has(b.path)) - Number(touched.has(a.path)));
}
