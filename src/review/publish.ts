import type { Analyser } from "../engine/analyser.ts";
import type { Analysis, Finding, Unread } from "../engine/finding.ts";
import { renderComment, renderGroup } from "../wording/comment.ts";
import type { CheckedFile } from "./configure.ts";
import { reviewedOutcome } from "./outcome.ts";
import { type PlannedComment, planReview, type ReviewPlan } from "./plan-review.ts";
import { commentLimit } from "./policy.ts";
import type { ChangedFile, InlineComment, OpenedPullRequest } from "./ports.ts";
import type { Snapshot } from "./read-snapshot.ts";
import { concludeReview, ensureStillOpen, type Run } from "./run.ts";
import { threadChanges } from "./thread-changes.ts";
import { readVerdicts } from "./verdicts.ts";
import { verifySuggestions } from "./verify-suggestions.ts";

/** What was read and found. */
export interface Reading {
  readonly files: readonly ChangedFile[];
  readonly snapshot: Snapshot;
  readonly analysis: Analysis;
  readonly remark: string | undefined;
  /** Configuration files that the pull request brings. */
  readonly changed: readonly CheckedFile[];
}

/** What a review did. */
export interface Published {
  readonly posted: readonly Finding[];
  readonly kept: readonly Finding[];
  /** Closed by a person, one by one or with their rule. */
  readonly closed: readonly Finding[];
  readonly listed: readonly Finding[];
  readonly settled: number;
  readonly reopened: number;
}

/** Brings the conversation in line with the findings, and concludes the check. Writes nothing for a head that has moved. */
export async function publish(run: Run, analyser: Analyser, reading: Reading): Promise<Published> {
  let plan = await plannedWith(run, reading, run.opened);
  if (plan.post.length + plan.settle.length + plan.reopen.length > 0) {
    // People may have spoken, and a twin of this run may have posted, while this one was reading.
    plan = await plannedWith(run, reading, await ensureStillOpen(run));
    await changeThreads(run, plan);
  }
  const refused = await post(run, analyser, reading, plan);
  const posted = plan.post.filter((comment) => !refused.has(comment)).flatMap(({ findings }) => findings);
  const unplaced = [...[...refused].flatMap(({ findings }) => findings), ...plan.overflow];
  const listed = new Set([...plan.listed, ...unplaced]);
  const { analysis, snapshot, files, remark, changed } = reading;
  const { policy, broken } = run.configured;
  const standing = new Set([...posted, ...plan.kept]);
  // In the order of the analysis, so that a second look at the same commit says the same.
  const ordered = analysis.findings.flatMap((finding) => [finding, ...(finding.joined ?? [])]);
  await concludeReview(
    run,
    reviewedOutcome({
      analysis,
      files,
      inline: ordered.filter((finding) => standing.has(finding)),
      listed: ordered.filter((finding) => listed.has(finding)),
      overflow: unplaced.length,
      settled: plan.settle.length + plan.settledHere,
      closed: plan.closed.length,
      silenced: plan.silenced.map(({ dismissal }) => dismissal),
      unread: mergeUnread(analysis.unread, snapshot.unread, files),
      unseen: snapshot.unseen,
      remarks: [...(remark === undefined ? [] : [remark]), ...snapshot.remarks, ...waiting(plan.unsure)],
      links: { ...run.deps.links, headSha: run.opened.pull.headSha },
      failOn: policy.failOn,
      configuration: { broken, changed, lapsed: analysis.lapsed ?? [] },
    }),
  );
  const { kept, settle, reopen } = plan;
  const closed = [...plan.closed, ...plan.silenced.map(({ finding }) => finding)];
  return { posted, kept, closed, listed: [...listed], settled: settle.length, reopened: reopen.length };
}

async function plannedWith(run: Run, reading: Reading, now: OpenedPullRequest): Promise<ReviewPlan> {
  const { threads } = now;
  // What this run was told to keep still about counts also when GitHub does not show it yet.
  const dismissals = [...new Set([...run.opened.dismissals, ...now.dismissals])];
  const paths = new Set(reading.snapshot.head.files.map((file) => file.path));
  return planReview(
    {
      headSha: run.opened.pull.headSha,
      findings: reading.analysis.findings,
      files: reading.files,
      threads,
      dismissals,
      inlineAllowed: reading.remark === undefined,
      limit: commentLimit(run.configured.policy),
    },
    {
      isFinal: await readVerdicts(run.deps.sink, { threads, dismissals }),
      exists: (path) => paths.has(path),
      sure: isSure(reading),
    },
  );
}

function waiting(unsure: number): readonly string[] {
  if (unsure === 0) return [];
  const questions = unsure === 1 ? "One earlier question" : `${unsure} earlier questions`;
  return [`${questions} may be gone; I settle nothing before I can read everything that this change touches.`];
}

/** Whether a question that was not found is really gone: everything that the pull request touches was read and asked about. */
function isSure({ analysis, snapshot, files }: Reading): boolean {
  const touched = new Set(files.map((file) => file.path));
  return (
    analysis.failures.length === 0 &&
    snapshot.unseen.length === 0 &&
    [...analysis.unread, ...snapshot.unread].every((file) => !touched.has(file.path))
  );
}

async function changeThreads({ deps, options, opened }: Run, { settle, reopen }: ReviewPlan): Promise<void> {
  const { headSha } = opened.pull;
  const changes = threadChanges(settle, reopen, { headSha, runId: options.runId, writeMarker: deps.writeMarker });
  if (changes.length > 0) await deps.sink.changeThreads(changes);
}

/** Posts one review and returns the comments that GitHub refused. */
async function post(
  run: Run,
  analyser: Analyser,
  { snapshot, analysis }: Reading,
  plan: ReviewPlan,
): Promise<ReadonlySet<PlannedComment>> {
  if (plan.post.length === 0) return new Set();
  const verified = await verifySuggestions(analyser, snapshot, analysis, plan.post);
  run.options.signal.throwIfAborted();
  const comments = new Map(plan.post.map((planned) => [toComment(run, planned, verified), planned]));
  const refused = await run.deps.sink.postReview(run.opened.pull.headSha, opening(plan), [...comments.keys()]);
  const prints = new Set(refused.map(({ fingerprints }) => fingerprints[0]));
  return new Set(plan.post.filter(({ findings }) => prints.has(findings[0].fingerprint)));
}

function opening(plan: ReviewPlan): string {
  const asked = plan.post.reduce((sum, { findings }) => sum + findings.length, 0);
  const sentence =
    asked === 1 ? "I have a question about this change." : `I have ${asked} questions about this change.`;
  const rest = plan.overflow.length + plan.listed.length;
  return rest === 0 ? sentence : `${sentence} The check's summary holds ${rest} more.`;
}

function toComment(
  { deps, options, opened, configured }: Run,
  { findings, anchor }: PlannedComment,
  verified: ReadonlySet<string>,
): InlineComment {
  const [first] = findings;
  const { headSha } = opened.pull;
  const parts = findings.flatMap(rememberedParts);
  const fingerprints = parts.map((part) => part.fingerprint);
  const withSuggestion = anchor.withSuggestion && verified.has(first.fingerprint);
  const context = {
    links: { ...deps.links, headSha },
    rules: deps.rules,
    marker: deps.writeMarker({
      fingerprints,
      pathless: parts.map((part) => part.pathlessFingerprint ?? part.fingerprint),
      rule: first.rule,
      check: first.check,
      head: headSha,
      run: options.runId,
      said: "asked",
    }),
    withSuggestion,
    mention: configured.mention,
  };
  const body = findings.length === 1 ? renderComment(first, context) : renderGroup(findings, context);
  const { path, startLine } = anchor;
  return withSuggestion && startLine !== undefined
    ? { path, line: anchor.line, startLine, body, fingerprints }
    : { path, line: withSuggestion ? anchor.line : first.line, body, fingerprints };
}

/** What the comment's marker names. A family's own fingerprint stands for all of it, however many they become. */
function rememberedParts(finding: Finding): readonly Finding[] {
  const { joined = [], fingerprint, familyFingerprint } = finding;
  if (familyFingerprint === fingerprint) return [finding];
  return [finding, ...joined.filter((part) => part.fingerprint !== fingerprint)].slice(0, MAX_REMEMBERED);
}

const MAX_REMEMBERED = 8;

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
