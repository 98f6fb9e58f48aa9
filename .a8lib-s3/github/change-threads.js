import { guarded } from "./github-error.js";
/** So many changes go into one request; GitHub counts five points for each: https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
const BATCH = 20;
/**
 * Makes the changes, twenty to a request. What was not permitted is left out: a thread that may not be resolved after
 * all is minimised instead, everything else is given up quietly, because the comment says already what there is to say.
 */
export async function changeThreads(access, changes) {
    const instead = [];
    for (let start = 0; start < changes.length; start += BATCH) {
        const batch = changes.slice(start, start + BATCH);
        const refused = await send(access, batch);
        instead.push(...batch.flatMap((change, index) => change.kind === "resolve" && refused.has(index) && isEditedToo(changes, change.commentId)
            ? [{ kind: "minimise", commentId: change.commentId }]
            : []));
    }
    for (let start = 0; start < instead.length; start += BATCH)
        await send(access, instead.slice(start, start + BATCH));
}
/** Only threads in which nobody wrote are edited, and only those may be hidden. */
function isEditedToo(changes, commentId) {
    return changes.some((change) => change.kind === "edit" && change.commentId === commentId);
}
/** Sends one batch; returns the positions of those that GitHub did not permit. */
async function send({ octokit }, batch) {
    const mutations = batch.map(toMutation);
    const variables = Object.assign({}, ...mutations.map((mutation) => mutation.variables));
    const declared = Object.keys(variables).map((name) => `$${name}: ${name.startsWith("b") ? "String" : "ID"}!`);
    const fields = mutations.map(({ field }, index) => `m${index}: ${field} { clientMutationId }`);
    const document = `mutation (${declared.join(", ")}) { ${fields.join("\n")} }`;
    return guarded("bring my earlier questions up to date", async () => {
        try {
            // A reply that was made before GitHub failed would be made twice; the next run sees what is there.
            await octokit.graphql(document, { ...variables, request: { retries: 0 } });
            return new Set();
        }
        catch (error) {
            const refused = refusedOnly(error);
            if (refused === undefined)
                throw error;
            return refused;
        }
    });
}
function toMutation(change, index) {
    switch (change.kind) {
        case "edit":
            return {
                field: `updatePullRequestReviewComment(input: { pullRequestReviewCommentId: $c${index}, body: $b${index} })`,
                variables: { [`c${index}`]: change.commentId, [`b${index}`]: change.body },
            };
        case "reply":
            return {
                field: `addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $t${index}, body: $b${index} })`,
                variables: { [`t${index}`]: change.threadId, [`b${index}`]: change.body },
            };
        case "resolve":
        case "unresolve":
            return {
                field: `${change.kind}ReviewThread(input: { threadId: $t${index} })`,
                variables: { [`t${index}`]: change.threadId },
            };
        case "minimise":
            return {
                field: `minimizeComment(input: { subjectId: $c${index}, classifier: RESOLVED })`,
                variables: { [`c${index}`]: change.commentId },
            };
        case "unminimise":
            return {
                field: `unminimizeComment(input: { subjectId: $c${index} })`,
                variables: { [`c${index}`]: change.commentId },
            };
    }
}
const REFUSALS = new Set(["FORBIDDEN", "NOT_FOUND", "UNPROCESSABLE"]);
/** The positions that were refused for good, if that is all that went wrong; a batch can succeed in part. */
function refusedOnly(error) {
    if (!(error instanceof Error) || error.name !== "GraphqlResponseError" || !("errors" in error))
        return undefined;
    const errors = Array.isArray(error.errors) ? error.errors : [];
    const positions = errors.map(positionOf);
    return positions.length > 0 && positions.every((position) => position !== undefined) ? new Set(positions) : undefined;
}
function positionOf(error) {
    if (typeof error !== "object" || error === null || !("type" in error) || !REFUSALS.has(error.type))
        return undefined;
    const path = "path" in error && Array.isArray(error.path) ? error.path : [];
    const [, digits] = /^m(\d+)$/.exec(String(path[0])) ?? [];
    // An abuse limit is reported as unprocessable as well, and is no refusal of this one change.
    const message = "message" in error ? String(error.message) : "";
    return digits === undefined || /rate limit|submitted too quickly|abuse/i.test(message) ? undefined : Number(digits);
}
