import type { Finding } from "../engine/finding.ts";
import type { RuleDismissal } from "../wording/marker.ts";
import { type Anchor, anchorOf } from "./anchors.ts";
import { covers } from "./dismissals.ts";
import type { ChangedFile, OwnThread } from "./ports.ts";
import { rank } from "./rank.ts";
import { type Circumstances, reconcile } from "./reconcile.ts";

/** From this many new questions of one check in one file on, they are one comment with a list. */
const GROUP_SIZE = 4;

/** More make another comment, so that the list stays readable and the hidden marker names them all. */
const MAX_GROUP = 50;

/** One comment to be: a question, or several of one check in one file, the most important first. */
export interface PlannedComment {
  readonly findings: readonly [Finding, ...Finding[]];
  readonly anchor: Anchor;
}

/** Which questions go where. */
export interface ReviewPlan {
  /** To be asked now, the most important first. */
  readonly post: readonly PlannedComment[];
  /** Asked in an earlier run. */
  readonly kept: readonly Finding[];
  /** Asked in an earlier run and closed by a person. */
  readonly closed: readonly Finding[];
  /** Not asked, because a person dismissed the rule or the check on this pull request. */
  readonly silenced: readonly Silenced[];
  /** For the check's summary: not on lines of the diff, or about the whole project. */
  readonly listed: readonly Finding[];
  /** For the check's summary, because of the limit. */
  readonly overflow: readonly Finding[];
  readonly reopen: readonly OwnThread[];
  readonly settle: readonly OwnThread[];
  /** How many questions were not found, which proves nothing yet. */
  readonly unsure: number;
  /** How many threads an earlier look at the same head has settled. */
  readonly settledHere: number;
}

export interface Silenced {
  readonly finding: Finding;
  readonly dismissal: RuleDismissal;
}

export interface PlanInput {
  readonly headSha: string;
  readonly findings: readonly Finding[];
  readonly files: readonly ChangedFile[];
  readonly threads: readonly OwnThread[];
  readonly dismissals: readonly RuleDismissal[];
  /** False: nothing is written into the diff. */
  readonly inlineAllowed: boolean;
  /** Open comments on the pull request at most. */
  readonly limit: number;
}

/** Sorts the questions into comments and summary. */
export function planReview(input: PlanInput, circumstances: Circumstances): ReviewPlan {
  const { findings, threads, inlineAllowed, limit } = input;
  const files = new Map(input.files.map((file) => [file.path, file]));
  const plan = reconcile(findings, threads, circumstances);
  const { keep, reopen, settle, unsure } = plan;
  const silenced = silencedOf([...plan.post, ...plan.closed.map(({ finding }) => finding)], input.dismissals);
  const silent = new Set(silenced.map(({ finding }) => finding));
  const post = plan.post.filter((finding) => !silent.has(finding));
  const comments = inlineAllowed ? group(rank(post, isChangedIn(files)), files) : [];
  // Open threads count, so that a second look at the same commit does not ask what the first one held back.
  const open = new Set(keep.map(({ thread }) => thread)).size;
  const room = Math.max(0, limit - open);
  const inline = new Set(comments.flatMap((comment) => comment.findings));
  return {
    post: comments.slice(0, room),
    kept: keep.map(({ finding }) => finding),
    closed: plan.closed.flatMap(({ finding }) => (silent.has(finding) ? [] : [finding])),
    silenced,
    listed: post.filter((finding) => !inline.has(finding)),
    overflow: comments.slice(room).flatMap((comment) => comment.findings),
    reopen: inlineAllowed ? reopen : [],
    settle: inlineAllowed ? settle : [],
    unsure: unsure.length,
    settledHere: threads.filter(
      (thread) => thread.said === "settled" && thread.saidAt === input.headSha && !reopen.includes(thread),
    ).length,
  };
}

/** The first dismissal counts, when several people asked for the same. */
function silencedOf(findings: readonly Finding[], dismissals: readonly RuleDismissal[]): readonly Silenced[] {
  return findings.flatMap((finding) => {
    const dismissal = dismissals.find((one) => covers(one, finding));
    return dismissal === undefined ? [] : [{ finding, dismissal }];
  });
}

function isChangedIn(files: ReadonlyMap<string, ChangedFile>): (path: string, line: number) => boolean {
  const added = new Map([...files].map(([path, file]) => [path, new Set(file.hunks?.flatMap((hunk) => hunk.added))]));
  return (path, line) => added.get(path)?.has(line) === true;
}

/** Comments in the order of their first finding. */
function group(findings: readonly Finding[], files: ReadonlyMap<string, ChangedFile>): readonly PlannedComment[] {
  const placed = findings.flatMap((finding) => {
    const anchor = anchorOf(finding, files);
    return anchor === undefined ? [] : [{ finding, anchor }];
  });
  const kinds = new Map<string, typeof placed>();
  for (const one of placed) {
    const kind = `${one.finding.rule}/${one.finding.check} ${one.finding.path}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return [...kinds.values()]
    .flatMap((same) => chunksOf(same, MAX_GROUP))
    .flatMap((same) => {
      const [first, ...rest] = same;
      if (first === undefined || same.length < GROUP_SIZE) {
        return same.map(({ finding, anchor }): PlannedComment => ({ findings: [finding], anchor }));
      }
      const { path, line } = first.finding;
      // A suggestion would speak for one of several places.
      const anchor = { path, line, withSuggestion: false };
      return [{ findings: [first.finding, ...rest.map(({ finding }) => finding)] as const, anchor }];
    })
    .toSorted((a, b) => findings.indexOf(a.findings[0]) - findings.indexOf(b.findings[0]));
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return items.length <= size ? [items] : [items.slice(0, size), ...chunksOf(items.slice(size), size)];
}
