import { setTimeout as pause } from "node:timers/promises";
import { GitHubError } from "../errors.js";
import { guarded, RateLimited } from "./github-error.js";
export const CHECK_NAME = "Maestro";
/** Limits of https://docs.github.com/rest/checks/runs#update-a-check-run; GitHub appends annotations, so they are sent once. */
const MAX_ANNOTATIONS = 50;
const MAX_TITLE = 255;
const MAX_MESSAGE = 60_000;
/** The identifier of the button that asks for another review. */
export const RECHECK_ACTION = "recheck";
const ACTIONS = [{ label: "Re-check", description: "Review this commit again", identifier: RECHECK_ACTION }];
/** Starts the check run and returns its id. Also after a failure there is one only. */
export async function startCheck(writer) {
    const { access, headSha, externalId } = writer;
    const { octokit, owner, repo } = access;
    const createOne = () => guarded("start the check", async () => {
        const { data } = await octokit.rest.checks.create({
            owner,
            repo,
            name: CHECK_NAME,
            head_sha: headSha,
            status: "in_progress",
            external_id: externalId,
            request: { retries: 0 },
        });
        return data.id;
    });
    try {
        return await createOne();
    }
    catch (error) {
        if (!isUnclear(error))
            throw error;
        await pause(writer.settleMs);
        return (await findCheck(writer)) ?? (await createOne());
    }
}
/** Concludes the check run, or makes a concluded one without `checkId`. When GitHub fails, it looks before it writes again. */
export async function concludeCheck(writer, checkId, outcome) {
    const write = (id) => guarded("conclude the check", () => (id === undefined ? create(writer, outcome) : update(writer, id, outcome)));
    try {
        await write(checkId);
    }
    catch (error) {
        if (!isUnclear(error))
            throw error;
        await pause(writer.settleMs);
        const id = checkId ?? (await findCheck(writer));
        if (id === undefined || !(await isConcluded(writer, id)))
            await write(id);
    }
}
/** GitHub may or may not have done what it was asked for. */
function isUnclear(error) {
    return error instanceof GitHubError && error.retryable && !(error instanceof RateLimited);
}
async function findCheck({ access, headSha, externalId }) {
    const { octokit, owner, repo } = access;
    const { data } = await guarded("look for the check", () => octokit.rest.checks.listForRef({ owner, repo, ref: headSha, check_name: CHECK_NAME, filter: "all", per_page: 100 }));
    return data.check_runs.find((run) => run.external_id === externalId)?.id;
}
async function isConcluded({ access }, checkId) {
    const { octokit, owner, repo } = access;
    const { data } = await guarded("look at the check", () => octokit.rest.checks.get({ owner, repo, check_run_id: checkId }));
    return data.status === "completed";
}
async function create({ access, headSha, externalId }, outcome) {
    const { octokit, owner, repo } = access;
    await octokit.rest.checks.create({
        owner,
        repo,
        name: CHECK_NAME,
        head_sha: headSha,
        external_id: externalId,
        ...conclusionOf(outcome),
    });
}
async function update({ access }, checkId, outcome) {
    const { octokit, owner, repo } = access;
    await octokit.rest.checks.update({ owner, repo, check_run_id: checkId, ...conclusionOf(outcome) });
}
function conclusionOf(outcome) {
    const annotations = outcome.annotations.slice(0, MAX_ANNOTATIONS).map(toAnnotation);
    return {
        status: "completed",
        conclusion: outcome.conclusion,
        output: {
            title: outcome.title.slice(0, MAX_TITLE),
            summary: outcome.summary,
            ...(annotations.length === 0 ? {} : { annotations }),
        },
        actions: ACTIONS,
        request: { retries: 0 },
    };
}
function toAnnotation(annotation) {
    return {
        path: annotation.path,
        start_line: annotation.startLine,
        end_line: annotation.endLine,
        annotation_level: annotation.level,
        title: annotation.title.slice(0, MAX_TITLE),
        message: annotation.message.slice(0, MAX_MESSAGE),
    };
}
