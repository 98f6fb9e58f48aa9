import type { AnalysisRequest, Analyser } from "../../src/engine/analyser.ts";
import type { Analysis, Finding } from "../../src/engine/finding.ts";
import type {
  ChangedFile,
  CheckOutcome,
  InlineComment,
  OwnThread,
  PullRequest,
  PullRequestSource,
  ReviewSink,
  Tree,
} from "../../src/review/ports.ts";
import type { ReviewDependencies } from "../../src/review/review-pull-request.ts";
import { links, rules } from "../wording/support.ts";

export const HEAD = "1".repeat(40);
export const BASE = "2".repeat(40);

export const openPull: PullRequest = {
  number: 3,
  title: "Add checkout",
  state: "open",
  draft: false,
  locked: false,
  author: "ann",
  authorIsBot: false,
  headSha: HEAD,
  baseSha: BASE,
  baseRef: "main",
  changedFiles: 1,
};

/** A modified file whose lines `start`..`start + count - 1` are one hunk, all of them added. */
export function changedFile(path: string, changes: Partial<ChangedFile> = {}, start = 1, count = 50): ChangedFile {
  const added = Array.from({ length: count }, (_value, index) => start + index);
  const hunks = [{ headStart: start, headLines: count, baseStart: start, baseLines: 0, added }];
  return { path, status: "modified", blob: `blob-of-${path}`, hunks, ...changes };
}

export function treeOf(files: readonly ChangedFile[], truncated = false): Tree {
  return { files: files.map(({ path, blob }) => ({ path, blob, size: 100, kind: "file" as const })), truncated };
}

/** GitHub as plain values: what it holds, and everything that was written to it. */
export interface FakeGitHub {
  readonly source: PullRequestSource;
  readonly sink: ReviewSink;
  readonly calls: string[];
  readonly outcomes: CheckOutcome[];
  readonly posted: InlineComment[];
  /** Each read of the pull request takes the next entry; the last one stays. */
  pulls: PullRequest[];
  files: readonly ChangedFile[];
  trees: Map<string, Tree>;
  threads: readonly OwnThread[];
  refuse: (comment: InlineComment) => boolean;
  fail: Map<string, Error>;
}

export function fakeGitHub(): FakeGitHub {
  const files = [changedFile("app/billing.py")];
  const state: Omit<FakeGitHub, "source" | "sink"> = {
    calls: [],
    outcomes: [],
    posted: [],
    pulls: [openPull],
    files,
    trees: new Map([
      [HEAD, treeOf(files)],
      ["base", treeOf([{ ...changedFile("app/billing.py"), blob: "old" }])],
    ]),
    threads: [],
    refuse: () => false,
    fail: new Map(),
  };
  const github = state as FakeGitHub;
  const call = async <T>(name: string, run: () => T): Promise<T> => {
    github.calls.push(name);
    const error = github.fail.get(name);
    if (error !== undefined) {
      throw error;
    }
    return run();
  };
  return Object.assign(github, { source: sourceOf(github, call), sink: sinkOf(github, call) });
}

type Call = <T>(name: string, run: () => T) => Promise<T>;

function sourceOf(github: FakeGitHub, call: Call): PullRequestSource {
  return {
    pullRequest: () =>
      call("pullRequest", () => (github.pulls.length > 1 ? github.pulls.shift() : github.pulls[0]) ?? openPull),
    changedFiles: () => call("changedFiles", () => github.files),
    mergeBase: () => call("mergeBase", () => "base"),
    tree: (commit) => call("tree", () => github.trees.get(commit) ?? { files: [], truncated: false }),
    blobs: (_commit, files) =>
      call("blobs", () => new Map(files.map((file) => [file.blob, { bytes: Buffer.from(file.path) }]))),
  };
}

function sinkOf(github: FakeGitHub, call: Call): ReviewSink {
  return {
    ownThreads: () => call("ownThreads", () => github.threads),
    startCheck: () => call("startCheck", () => 1),
    concludeCheck: (_id, outcome) => call("concludeCheck", () => void github.outcomes.push(outcome)),
    postReview: (_head, _body, comments) =>
      call("postReview", () => {
        github.posted.push(...comments.filter((comment) => !github.refuse(comment)));
        return comments.filter(github.refuse);
      }),
    react: () => call("react", () => undefined),
    reply: () => call("reply", () => undefined),
    permissionOf: () => call("permissionOf", () => "read" as const),
  };
}

/** An analyser that answers with the given findings, and remembers what it was asked. */
export function fakeAnalyser(
  findings: readonly Finding[],
  changes: Partial<Analysis> = {},
): Analyser & { readonly requests: AnalysisRequest[] } {
  const requests: AnalysisRequest[] = [];
  return {
    requests,
    analyse: async (request) => {
      requests.push(request);
      return {
        findings,
        unread: [],
        failures: [],
        summary: { files: request.files.length, routes: 1, questions: findings.length },
        ...changes,
      };
    },
    close: async () => undefined,
  };
}

export function dependencies(github: FakeGitHub, analyser: Analyser): ReviewDependencies {
  const { webUrl, owner, repo, rulesUrl } = links;
  return {
    source: github.source,
    sink: github.sink,
    analyser,
    rules,
    links: { webUrl, owner, repo, rulesUrl },
    writeMarker: (marker) => `<!-- ${marker.fp} ${marker.head} ${marker.run} -->`,
  };
}
