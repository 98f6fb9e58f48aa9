import { MaestroError } from "../errors.ts";
import type { LinkBase } from "../wording/links.ts";
import type { Marker } from "../wording/marker.ts";
import type { RuleNotes } from "../wording/rule-note.ts";
import type { ConfigurationTools, Configured } from "./configure.ts";
import type { ReviewPolicy } from "./policy.ts";
import type { CheckOutcome, OpenedPullRequest, PullRequestSource, ReviewSink } from "./ports.ts";

export interface RunDependencies {
  readonly source: PullRequestSource;
  readonly sink: ReviewSink;
  readonly rules: RuleNotes;
  readonly configuration: ConfigurationTools;
  readonly links: Omit<LinkBase, "headSha">;
  readonly writeMarker: (marker: Marker) => string;
}

export interface ReviewOptions {
  /** Review even what is normally left alone, such as a draft: somebody asked for it. */
  readonly force: boolean;
  /** Write the check also when it would say what it says already: somebody pressed its button. */
  readonly refresh: boolean;
  readonly runId: string;
  /** What holds where no configuration says otherwise. */
  readonly policy: ReviewPolicy;
  /** As `2027-03-01`. */
  readonly today: string;
  /** Aborted when the run has become pointless; its reason becomes the check's text. */
  readonly signal: AbortSignal;
  /** Whether the caller will try again after this error; then the check stays unfinished for the next try. */
  readonly willRetry: (error: unknown) => boolean;
}

/** One run over one pull request. */
export interface Run {
  readonly deps: RunDependencies;
  readonly options: ReviewOptions;
  readonly opened: OpenedPullRequest;
  readonly configured: Configured;
  /** `undefined` when a look at what is known already needs no announcement. */
  readonly checkId: number | undefined;
}

/** The run has become pointless because the pull request has moved on. */
export class Superseded extends MaestroError {
  readonly by: string;

  constructor(by: string) {
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
export async function openCheck(
  { source, sink }: RunDependencies,
  opened: OpenedPullRequest,
): Promise<number | undefined> {
  if (opened.check?.status === "unfinished") return opened.check.id;
  return source.remembers(opened.pull) ? undefined : sink.startCheck(opened.pull.headSha);
}

/** Concludes the check, unless one on this head says the same already. */
export async function concludeReview(run: Run, outcome: CheckOutcome): Promise<void> {
  const { check, pull } = run.opened;
  const said =
    check?.status === "concluded" &&
    check.conclusion === outcome.conclusion &&
    check.title === outcome.title &&
    check.summary === outcome.summary;
  if (run.checkId !== undefined || run.options.refresh || !said) {
    await run.deps.sink.concludeCheck(pull.headSha, run.checkId, outcome);
  }
}

/** Between reading and writing the head may have moved, and comments on an old commit help nobody. */
export async function ensureStillOpen({ deps, options, opened }: Run): Promise<OpenedPullRequest> {
  const now = await deps.source.open();
  if (now.pull.headSha !== opened.pull.headSha) throw new Superseded(now.pull.headSha);
  if (now.pull.state === "closed") throw new ClosedMeanwhile();
  options.signal.throwIfAborted();
  return now;
}
