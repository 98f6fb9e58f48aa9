/** Check runs and suites in answers and webhooks. */
import { appJson, webhookAppJson } from "../accounts.js";
import { fullName } from "../store.js";
import { minimalPullJson } from "./pull.js";
import { repositoryApi, repositoryHtml } from "./repository.js";
/** Open pull requests from this repository with that head; those from forks are never listed, as on the real platform. */
export function pullsOfHead(world, repository, headSha) {
    return [...repository.pulls.values()]
        .filter((pull) => pull.state === "open" && pull.headSha === headSha)
        .filter((pull) => pull.headRepository.toLowerCase() === fullName(repository).toLowerCase())
        .map((pull) => minimalPullJson(world, repository, pull));
}
function sharedRun(world, repository, run) {
    const url = `${repositoryApi(world, repository)}/check-runs/${run.id}`;
    return {
        id: run.id,
        node_id: run.nodeId,
        name: run.name,
        head_sha: run.headSha,
        external_id: run.externalId,
        url,
        html_url: `${repositoryHtml(world, repository)}/runs/${run.id}`,
        details_url: run.detailsUrl,
        conclusion: run.conclusion,
        output: {
            title: run.title,
            summary: run.summary,
            text: run.text,
            annotations_count: run.annotations.length,
            annotations_url: `${url}/annotations`,
        },
        pull_requests: pullsOfHead(world, repository, run.headSha),
    };
}
/** A check run as the API shows it. */
export function checkRunJson(world, repository, run) {
    return {
        ...sharedRun(world, repository, run),
        status: run.status,
        started_at: run.startedAt,
        completed_at: run.completedAt,
        check_suite: { id: run.suiteId },
        app: appJson(world),
    };
}
/** A check run in a webhook, its suite included. */
export function webhookCheckRunJson(world, repository, run, suite) {
    const status = run.status === "completed" ? "completed" : run.status === "queued" ? "queued" : "in_progress";
    return {
        ...sharedRun(world, repository, run),
        status,
        started_at: run.startedAt ?? suite.createdAt,
        completed_at: run.completedAt,
        check_suite: webhookSuiteJson(world, repository, run, suite),
        app: webhookAppJson(world),
    };
}
function webhookSuiteJson(world, repository, run, suite) {
    // A suite has no "skipped" in the published webhook schema; a suite of skipped runs counts as neutral there.
    const conclusion = run.conclusion === "skipped" ? "neutral" : run.conclusion;
    return {
        id: suite.id,
        node_id: suite.nodeId,
        head_branch: suite.headBranch,
        head_sha: suite.headSha,
        status: run.status === "completed" ? "completed" : run.status === "queued" ? "queued" : "in_progress",
        conclusion,
        url: `${repositoryApi(world, repository)}/check-suites/${suite.id}`,
        before: null,
        after: suite.headSha,
        pull_requests: pullsOfHead(world, repository, suite.headSha),
        app: webhookAppJson(world),
        created_at: suite.createdAt,
        updated_at: run.completedAt ?? suite.createdAt,
    };
}
export function annotationJson(world, repository, run, annotation) {
    return {
        path: annotation.path,
        start_line: annotation.startLine,
        end_line: annotation.endLine,
        start_column: annotation.startColumn,
        end_column: annotation.endColumn,
        annotation_level: annotation.level,
        title: annotation.title,
        message: annotation.message,
        raw_details: annotation.rawDetails,
        blob_href: `${repositoryHtml(world, repository)}/blob/${run.headSha}/${annotation.path}`,
    };
}
