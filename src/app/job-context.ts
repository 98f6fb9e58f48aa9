import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Probot } from "probot";

import type { ConfigurationFile } from "../config/file.ts";
import type { Analyser } from "../engine/analyser.ts";
import { accessPullRequest } from "../github/installation-access.ts";
import { createPullRequestSource } from "../github/pull-request-source.ts";
import type { PullRequestAccess } from "../github/repository.ts";
import { createRepositoryMemory, type RepositoryMemory } from "../github/repository-memory.ts";
import { createReviewSink } from "../github/review-sink.ts";
import { formatExternalId, parseExternalId } from "../intake/external-id.ts";
import type { PullRequestKey } from "../queue/review-queue.ts";
import type { ConfigurationTools } from "../review/configure.ts";
import type { PullRequestSource, ReviewSink } from "../review/ports.ts";
import { createMarkerSigner, type MarkerSigner } from "../wording/marker.ts";
import type { RuleNotes } from "../wording/rule-note.ts";
import type { AnsweredComments } from "./commands.ts";
import type { Metrics } from "./metrics.ts";
import type { Settings } from "./settings.ts";

/** What every job shares. */
export interface JobContext {
  readonly settings: Settings;
  readonly probot: Probot;
  readonly analyser: Analyser;
  readonly rules: RuleNotes;
  /** The names that configuration may use for rules and checks. */
  readonly ruleNames: readonly string[];
  readonly rulesUrl: () => string | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly signer: MarkerSigner;
  readonly answered: AnsweredComments;
  readonly memory: RepositoryMemory;
  /** Configuration files that could be used, the newest version of each. */
  readonly lastGood: LRUCache<string, ConfigurationFile>;
  /** The App's login, once GitHub has mentioned it. */
  readonly identity: { login: string | undefined };
}

export interface Ports {
  readonly source: PullRequestSource;
  readonly sink: ReviewSink;
  readonly runId: string;
}

export function createJobContext(
  parts: Omit<JobContext, "signer" | "answered" | "memory" | "lastGood" | "identity">,
): JobContext {
  return {
    ...parts,
    signer: createMarkerSigner(parts.settings.app.privateKey),
    answered: new LRUCache({ max: 10_000 }),
    memory: createRepositoryMemory(),
    lastGood: new LRUCache({ max: 1_000 }),
    identity: { login: undefined },
  };
}

/** Signs in and builds the ports of one pull request. */
export async function openPorts(context: JobContext, key: PullRequestKey): Promise<Ports> {
  const access = await accessPullRequest(context.probot, key);
  countRequests(context.metrics, access);
  const runId = randomUUID().replaceAll("-", "").slice(0, 12);
  const source = createPullRequestSource(access, {
    repositoryId: key.repositoryId,
    memory: context.memory,
    appId: context.settings.app.id,
    readMarker: context.signer.read,
    readNote: context.signer.readNote,
    isOwnCheck: (externalId, headSha) => {
      const identity = parseExternalId(externalId);
      return identity?.number === key.number && identity.headSha === headSha;
    },
    onLogin: (login) => {
      context.identity.login = login;
    },
  });
  const sink = createReviewSink(access, {
    open: source.open,
    externalId: (headSha) => formatExternalId({ number: key.number, headSha, runId }),
    settleMs: context.settings.jobs.settleMs,
  });
  return { source, sink, runId };
}

/** What reading a repository's configuration takes. */
export function configurationOf(
  { ruleNames, lastGood }: JobContext,
  { repositoryId }: Pick<PullRequestKey, "repositoryId">,
): ConfigurationTools {
  return {
    names: { rules: ruleNames },
    lastGood: {
      get: (key) => lastGood.get(`${repositoryId}:${key}`),
      set: (key, file) => lastGood.set(`${repositoryId}:${key}`, file),
    },
  };
}

/** Routes are templates such as `/repos/{owner}/{repo}/pulls`, so the number of label values stays small. */
function countRequests(metrics: Metrics, { octokit }: PullRequestAccess): void {
  octokit.hook.after("request", (response, options) => {
    metrics.githubRequests.inc({ route: `${options.method} ${options.url}`, status: response.status });
  });
  octokit.hook.error("request", (error, options) => {
    const status = "status" in error ? error.status : 0;
    metrics.githubRequests.inc({ route: `${options.method} ${options.url}`, status });
    throw error;
  });
}
