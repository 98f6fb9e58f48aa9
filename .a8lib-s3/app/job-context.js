import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { accessPullRequest } from "../github/installation-access.js";
import { createPullRequestSource } from "../github/pull-request-source.js";
import { createRepositoryMemory } from "../github/repository-memory.js";
import { createReviewSink } from "../github/review-sink.js";
import { formatExternalId, parseExternalId } from "../intake/external-id.js";
import { createMarkerSigner } from "../wording/marker.js";
export function createJobContext(parts) {
    return {
        ...parts,
        signer: createMarkerSigner(parts.settings.app.privateKey),
        answered: new LRUCache({ max: 10_000 }),
        memory: createRepositoryMemory(),
        identity: { login: undefined },
    };
}
/** Signs in and builds the ports of one pull request. */
export async function openPorts(context, key) {
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
/** Routes are templates such as `/repos/{owner}/{repo}/pulls`, so the number of label values stays small. */
function countRequests(metrics, { octokit }) {
    octokit.hook.after("request", (response, options) => {
        metrics.githubRequests.inc({ route: `${options.method} ${options.url}`, status: response.status });
    });
    octokit.hook.error("request", (error, options) => {
        const status = "status" in error ? error.status : 0;
        metrics.githubRequests.inc({ route: `${options.method} ${options.url}`, status });
        throw error;
    });
}
