/** Pull requests and their reviews. */
import { ApiError } from "../api-error.js";
import { pullChanged } from "../events.js";
import { git, mergeBase } from "../git.js";
import { commitJson, diffEntryJson } from "../payloads/commit.js";
import { listedPullJson, pullJson } from "../payloads/pull.js";
import { commentOfReviewJson, reviewJson } from "../payloads/review.js";
import { pullCommits, pullFiles } from "../reading.js";
import { createReview, deletePendingReview, submitReview } from "../reviews.js";
import { createReview as createReviewBody, submitReview as submitReviewBody } from "../validators/bodies.js";
import { announce, clock } from "../world.js";
import { found, numberParam, operation, paged, refuseIfArchived } from "./operation.js";
/** The platform lists no more files than this (docs.github.com, "List pull requests files"). */
const MAX_FILES = 3000;
const PULL = "/repos/{owner}/{repo}/pulls/{pull_number}";
/** The pull request that the path names. */
export function pullOf(context) {
    return found(context.repository.pulls.get(numberParam(context, "pull_number")));
}
function reviewOf(context) {
    const id = numberParam(context, "review_id");
    return found(pullOf(context).reviews.find((one) => one.id === id));
}
async function diffText(context, pull) {
    const { gitDir } = context.repository;
    const ancestor = found(await mergeBase(gitDir, pull.baseSha, pull.headSha));
    const diff = await git(gitDir, ["diff-tree", "-r", "-p", "-M", "--no-ext-diff", ancestor, pull.headSha]);
    if (diff.toString().split("\n").length > 20_000) {
        throw new ApiError(406, "Sorry, the diff exceeded the maximum number of lines (20000)", {
            errors: [{ resource: "PullRequest", field: "diff", code: "too_large" }],
        });
    }
    return diff;
}
export const pullOperations = [
    operation("get", "/repos/{owner}/{repo}/pulls", {
        query: ["state", "head", "base", "sort", "direction", "per_page", "page"],
        handle: (context) => {
            const { world, repository, query } = context;
            const state = query.get("state") ?? "open";
            const head = query.get("head");
            const base = query.get("base");
            const all = [...repository.pulls.values()]
                .filter((one) => state === "all" || one.state === state)
                .filter((one) => base === null || one.baseRef === base)
                .filter((one) => head === null || `${one.headRepository.split("/")[0]}:${one.headRef}` === head)
                .toReversed();
            return {
                status: 200,
                ...paged(context, all.map((one) => listedPullJson(world, repository, one))),
            };
        },
    }),
    operation("get", PULL, {
        handle: async (context) => {
            const pull = pullOf(context);
            if (context.accept.includes(".diff")) {
                return {
                    status: 200,
                    raw: await diffText(context, pull),
                    contentType: "application/vnd.github.diff; charset=utf-8",
                };
            }
            return { status: 200, body: await pullJson(context.world, context.repository, pull) };
        },
    }),
    operation("get", `${PULL}/files`, {
        query: ["per_page", "page"],
        handle: async (context) => {
            const pull = pullOf(context);
            const files = (await pullFiles(context.repository, pull)).slice(0, MAX_FILES);
            const { body, headers } = paged(context, files);
            const entries = body.map((file) => diffEntryJson(context.world, context.repository, pull.headSha, file));
            return { status: 200, headers, body: entries };
        },
    }),
    operation("get", `${PULL}/commits`, {
        query: ["per_page", "page"],
        handle: async (context) => {
            const commits = await pullCommits(context.repository, pullOf(context));
            const { body, headers } = paged(context, commits);
            return { status: 200, headers, body: body.map((one) => commitJson(context.world, context.repository, one)) };
        },
    }),
    operation("get", `${PULL}/reviews`, {
        query: ["per_page", "page"],
        handle: (context) => {
            const pull = pullOf(context);
            const { body, headers } = paged(context, pull.reviews);
            return {
                status: 200,
                headers,
                body: body.map((one) => reviewJson(context.world, context.repository, pull, one)),
            };
        },
    }),
    operation("post", `${PULL}/reviews`, {
        body: createReviewBody,
        handle: async (context) => {
            const { world, repository, body } = context;
            refuseIfArchived(repository);
            const pull = pullOf(context);
            const review = await createReview(world, repository, pull, {
                author: context.actor(),
                commitId: body.commit_id,
                body: body.body ?? "",
                event: body.event,
                comments: body.comments ?? [],
            });
            return { status: 200, body: reviewJson(world, repository, pull, review) };
        },
    }),
    operation("get", `${PULL}/reviews/{review_id}`, {
        handle: (context) => ({
            status: 200,
            body: reviewJson(context.world, context.repository, pullOf(context), reviewOf(context)),
        }),
    }),
    operation("delete", `${PULL}/reviews/{review_id}`, {
        handle: (context) => {
            const review = reviewOf(context);
            deletePendingReview(context.world, pullOf(context), review);
            return { status: 200, body: reviewJson(context.world, context.repository, pullOf(context), review) };
        },
    }),
    operation("post", `${PULL}/reviews/{review_id}/events`, {
        body: submitReviewBody,
        handle: (context) => {
            const review = reviewOf(context);
            const { event, body } = context.body;
            submitReview(context.world, context.repository, pullOf(context), review, event, body);
            return { status: 200, body: reviewJson(context.world, context.repository, pullOf(context), review) };
        },
    }),
    operation("get", `${PULL}/reviews/{review_id}/comments`, {
        query: ["per_page", "page"],
        handle: (context) => {
            const pull = pullOf(context);
            const review = reviewOf(context);
            const all = pull.threads.flatMap((thread) => thread.comments
                .filter((comment) => comment.reviewId === review.id)
                .map((comment) => commentOfReviewJson(context.world, context.repository, pull, thread, comment)));
            return { status: 200, ...paged(context, all) };
        },
    }),
];
/** Changes a pull request on behalf of a person; used by the programmatic interface. */
export async function setDraft(context, pull, actor, draft) {
    if (pull.draft === draft)
        return;
    pull.draft = draft;
    pull.updatedAt = clock(context.world);
    const action = draft ? "converted_to_draft" : "ready_for_review";
    await pullChanged(context.world, context.repository, pull, actor, action);
    announce(context.world, "pull");
}
