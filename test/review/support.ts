import type { AnalysisRequest, Analyser } from "../../src/engine/analyser.ts";
import type { ConfigurationFile } from "../../src/config/file.ts";
import type { Analysis, Finding } from "../../src/engine/finding.ts";
import { DEFAULT_POLICY } from "../../src/review/policy.ts";
import type {
  ChangedFile,
  CheckOutcome,
  ConfigurationTexts,
  InlineComment,
  KnownCheck,
  OwnThread,
  Permission,
  PullRequest,
  PullRequestSource,
  ReviewSink,
  ThreadChange,
  Tree,
} from "../../src/review/ports.ts";
import {
  type ReviewDependencies,
  type ReviewOptions,
  reviewPullRequest,
  type ReviewResult,
} from "../../src/review/review-pull-request.ts";
import { knownNames } from "../support/analyse-files.ts";
import type { RuleDismissal } from "../../src/wording/marker.ts";
import { links, rules } from "../wording/support.ts";

export const HEAD = "1".repeat(40);
export const BASE = "2".repeat(40);

export const openPull: PullRequest = {
  number: 3,
  title: "Add checkout",
  state: "open",
  draft: false,
  locked: false,
  archived: false,
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

/** A thread with one open question, as nobody but this App has touched it. */
export function threadWith(changes: Partial<OwnThread> = {}): OwnThread {
  return {
    threadId: "t1",
    commentId: "c1",
    firstComment: 101,
    body: "Is it?",
    path: "app/billing.py",
    line: 12,
    fingerprints: ["fp-1"],
    pathless: [],
    rule: "API006",
    check: "blocking-client",
    dismissedBy: undefined,
    said: "asked",
    saidAt: "0".repeat(40),
    resolvedBy: undefined,
    hidden: false,
    answered: false,
    objectors: [],
    canResolve: false,
    canUnresolve: false,
    ...changes,
  };
}

/** GitHub as plain values: what it holds, and everything that was written to it. */
export interface FakeGitHub {
  readonly source: PullRequestSource;
  readonly sink: ReviewSink;
  readonly calls: string[];
  readonly outcomes: CheckOutcome[];
  readonly posted: InlineComment[];
  readonly changes: ThreadChange[];
  /** Each read of the pull request takes the next entry; the last one stays. */
  pulls: PullRequest[];
  files: readonly ChangedFile[];
  trees: Map<string, Tree>;
  threads: readonly OwnThread[];
  check: KnownCheck | undefined;
  configuration: ConfigurationTexts;
  /** The last configuration files that could be used. */
  lastGood: Map<string, ConfigurationFile>;
  dismissals: readonly RuleDismissal[];
  /** Whether diff and trees count as known. */
  known: boolean;
  contents: Map<string, string>;
  permissions: Map<string, Permission>;
  refuse: (comment: InlineComment) => boolean;
  fail: Map<string, Error>;
}

export function fakeGitHub(): FakeGitHub {
  const files = [changedFile("app/billing.py")];
  const state: Omit<FakeGitHub, "source" | "sink"> = {
    calls: [],
    outcomes: [],
    posted: [],
    changes: [],
    pulls: [openPull],
    files,
    trees: new Map([
      [HEAD, treeOf(files)],
      ["base", treeOf([{ ...changedFile("app/billing.py"), blob: "old" }])],
    ]),
    threads: [],
    check: undefined,
    configuration: {},
    lastGood: new Map(),
    dismissals: [],
    known: false,
    contents: new Map(),
    permissions: new Map(),
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
  const pull = (): PullRequest => (github.pulls.length > 1 ? github.pulls.shift() : github.pulls[0]) ?? openPull;
  return {
    open: () =>
      call("open", () => ({
        pull: pull(),
        threads: github.threads,
        check: github.check,
        configuration: github.configuration,
        dismissals: github.dismissals,
        answered: [],
      })),
    diff: () => call("diff", () => ({ mergeBase: "base", files: github.files })),
    tree: (commit) => call(`tree ${commit}`, () => github.trees.get(commit) ?? { files: [], truncated: false }),
    blobs: (_commit, files) =>
      call(
        "blobs",
        () => new Map(files.map(({ blob, path }) => [blob, { bytes: Buffer.from(github.contents.get(blob) ?? path) }])),
      ),
    remembers: () => github.known,
  };
}

function sinkOf(github: FakeGitHub, call: Call): ReviewSink {
  return {
    startCheck: () => call("startCheck", () => 1),
    concludeCheck: (_head, id, outcome) =>
      call(id === undefined ? "writeCheck" : "concludeCheck", () => void github.outcomes.push(outcome)),
    postReview: (_head, _body, comments) =>
      call("postReview", () => {
        github.posted.push(...comments.filter((comment) => !github.refuse(comment)));
        return comments.filter(github.refuse);
      }),
    changeThreads: (changes) => call("changeThreads", () => void github.changes.push(...changes)),
    react: () => call("react", () => undefined),
    reply: () => call("reply", () => undefined),
    permissionOf: (user) => call("permissionOf", () => github.permissions.get(user) ?? "read"),
  };
}

/** Opens the pull request and reviews it. */
export async function review(
  github: FakeGitHub,
  analyser: Analyser,
  options: Partial<ReviewOptions> = {},
): Promise<ReviewResult> {
  return reviewPullRequest(dependencies(github, analyser), await github.source.open(), {
    force: false,
    refresh: false,
    runId: "r1",
    policy: DEFAULT_POLICY,
    today: "2026-06-01",
    signal: new AbortController().signal,
    willRetry: () => false,
    ...options,
  });
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
    configuration: { names: knownNames, lastGood: github.lastGood },
    links: { webUrl, owner, repo, rulesUrl },
    writeMarker: ({ fingerprints, head, run, said }) => `<!-- ${fingerprints.join("+")} ${said} ${head} ${run} -->`,
  };
}
