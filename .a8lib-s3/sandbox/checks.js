/** Check runs: made and updated by the App only. */
import { botLogin } from "./accounts.js";
import { ApiError } from "./api-error.js";
import { checkRunChanged } from "./events.js";
import { branches, resolveCommit } from "./git.js";
import { nextId, nodeId } from "./store.js";
import { announce, clock } from "./world.js";
/** Makes a check run on a commit of the repository. Throws the API's 422 for an unknown commit. */
export async function createCheckRun(world, repository, input) {
    const known = /^[0-9a-f]{40}$/.test(input.head_sha);
    const sha = known ? await resolveCommit(repository.gitDir, input.head_sha) : undefined;
    // The words are a guess; the refusal is real.
    if (sha === undefined)
        throw new ApiError(422, `No commit found for SHA: ${input.head_sha}`);
    const suite = await suiteFor(world, repository, sha);
    const id = nextId(world.state);
    const run = {
        id,
        nodeId: nodeId("CR", id),
        suiteId: suite.id,
        headSha: sha,
        annotations: [],
        name: input.name,
        status: "queued",
        conclusion: null,
        startedAt: null,
        completedAt: null,
        externalId: "",
        detailsUrl: `${world.url}/apps/${world.state.app.slug}`,
        title: null,
        summary: null,
        text: null,
        actions: [],
    };
    apply(world, run, input);
    repository.checkRuns.push(run);
    tell(world, repository, run, "created", run.status === "completed");
    return run;
}
/** Changes what `input` names and appends its annotations. */
export function updateCheckRun(world, repository, run, input) {
    const before = run.status;
    if (input.name !== undefined)
        run.name = input.name;
    apply(world, run, input);
    if (run.status === "completed" && before !== "completed")
        tell(world, repository, run, "completed", false);
    announce(world, "check");
}
function tell(world, repository, run, action, both) {
    checkRunChanged(world, repository, run, botLogin(world.state), action);
    if (both)
        checkRunChanged(world, repository, run, botLogin(world.state), "completed");
    announce(world, "check");
}
/** One suite per App and commit. */
async function suiteFor(world, repository, headSha) {
    const known = repository.checkSuites.find((suite) => suite.headSha === headSha);
    if (known)
        return known;
    const tips = await branches(repository.gitDir);
    const branch = [...tips].find(([, sha]) => sha === headSha)?.[0] ?? null;
    const id = nextId(world.state);
    const suite = { id, nodeId: nodeId("CS", id), headSha, headBranch: branch, createdAt: clock(world) };
    repository.checkSuites.push(suite);
    return suite;
}
function apply(world, run, input) {
    if (input.status === "completed" && input.conclusion === undefined && run.conclusion === null) {
        throw new ApiError(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
    }
    const now = clock(world);
    run.externalId = input.external_id ?? run.externalId;
    run.detailsUrl = input.details_url ?? run.detailsUrl;
    run.startedAt = input.started_at ?? run.startedAt ?? now;
    if (input.actions !== undefined)
        run.actions = input.actions;
    if (input.output !== undefined) {
        run.title = input.output.title ?? run.title;
        run.summary = input.output.summary;
        run.text = input.output.text ?? run.text;
        run.annotations.push(...(input.output.annotations ?? []).map(toAnnotation));
    }
    if (input.conclusion !== undefined)
        conclude(run, input.conclusion, input.completed_at ?? now);
    else if (input.status !== undefined)
        reopen(run, input.status);
}
function conclude(run, conclusion, at) {
    run.status = "completed";
    run.conclusion = conclusion;
    run.completedAt = at;
}
function reopen(run, status) {
    run.status = status;
    if (status === "completed")
        return;
    run.conclusion = null;
    run.completedAt = null;
}
function toAnnotation(input) {
    return {
        path: input.path,
        startLine: input.start_line,
        endLine: input.end_line,
        startColumn: input.start_column ?? null,
        endColumn: input.end_column ?? null,
        level: input.annotation_level,
        message: input.message,
        title: input.title ?? null,
        rawDetails: input.raw_details ?? null,
    };
}
