/** Check runs. */
import { createCheckRun, updateCheckRun } from "../checks.js";
import { resolveCommit } from "../git.js";
import { annotationJson, checkRunJson } from "../payloads/check.js";
import * as bodies from "../validators/bodies.js";
import { actsAsApp } from "./acting.js";
import { found, numberParam, operation, paged, refuseIfArchived } from "./operation.js";
const REPO = "/repos/{owner}/{repo}";
function runOf(context) {
    const id = numberParam(context, "check_run_id");
    return found(context.repository.checkRuns.find((one) => one.id === id));
}
export const checkOperations = [
    operation("post", `${REPO}/check-runs`, {
        body: bodies.createCheckRun,
        handle: async (context) => {
            refuseIfArchived(context.repository);
            actsAsApp(context);
            const run = await createCheckRun(context.world, context.repository, context.body);
            return { status: 201, body: checkRunJson(context.world, context.repository, run) };
        },
    }),
    operation("get", `${REPO}/check-runs/{check_run_id}`, {
        handle: (context) => ({ status: 200, body: checkRunJson(context.world, context.repository, runOf(context)) }),
    }),
    operation("patch", `${REPO}/check-runs/{check_run_id}`, {
        body: bodies.updateCheckRun,
        handle: (context) => {
            actsAsApp(context);
            const run = runOf(context);
            updateCheckRun(context.world, context.repository, run, context.body);
            return { status: 200, body: checkRunJson(context.world, context.repository, run) };
        },
    }),
    operation("get", `${REPO}/check-runs/{check_run_id}/annotations`, {
        query: ["per_page", "page"],
        handle: (context) => {
            const run = runOf(context);
            const all = run.annotations.map((one) => annotationJson(context.world, context.repository, run, one));
            return { status: 200, ...paged(context, all) };
        },
    }),
    operation("get", `${REPO}/commits/{ref}/check-runs`, {
        query: ["check_name", "status", "filter", "per_page", "page", "app_id"],
        handle: async (context) => {
            const ref = context.params["ref"] ?? "";
            const exact = /^[0-9a-f]{40}$/.test(ref) ? ref : `refs/heads/${ref}`;
            const sha = found(await resolveCommit(context.repository.gitDir, exact));
            const name = context.query.get("check_name");
            const all = context.repository.checkRuns
                .filter((run) => run.headSha === sha && (name === null || run.name === name))
                .toReversed();
            const latest = context.query.get("filter") === "all" ? all : newestPerName(all);
            const { body, headers } = paged(context, latest);
            return {
                status: 200,
                headers,
                body: {
                    total_count: latest.length,
                    check_runs: body.map((run) => checkRunJson(context.world, context.repository, run)),
                },
            };
        },
    }),
];
function newestPerName(runs) {
    return runs.filter((run, index) => runs.findIndex((other) => other.name === run.name) === index);
}
