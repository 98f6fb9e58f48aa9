import { setTimeout as pause } from "node:timers/promises";
import { GitHubError } from "../errors.js";
import { guarded, RateLimited } from "./github-error.js";
/** GitHub takes about this many comments in one review. */
const MAX_COMMENTS = 30;
/** How often a refused review is split before what is left counts as refused. */
const MAX_CALLS = 16;
/**
 * Posts comments as reviews with the event COMMENT, each comment exactly once. Returns those that GitHub refused to anchor.
 *
 * GitHub accepts or refuses a review as a whole, so a refused one is halved until the culprits stand alone;
 * and it may fail after having created one, so after a failure the threads are read before anything is sent again.
 */
export async function postReview(access, poster, headSha, body, comments) {
    const refused = [];
    const parts = inParts(comments);
    for (let calls = 0; parts.length > 0; calls += 1) {
        const part = parts.shift() ?? [];
        if (calls >= MAX_CALLS) {
            refused.push(...part);
        }
        else if ((await postPart(access, poster, headSha, body, part)) === "refused") {
            if (part.length === 1) {
                refused.push(...part);
            }
            else {
                const middle = Math.ceil(part.length / 2);
                parts.unshift(part.slice(0, middle), part.slice(middle));
            }
        }
    }
    return refused;
}
function inParts(comments) {
    const parts = [];
    for (let start = 0; start < comments.length; start += MAX_COMMENTS) {
        parts.push(comments.slice(start, start + MAX_COMMENTS));
    }
    return parts;
}
async function postPart(access, poster, headSha, body, part, cleared = false) {
    try {
        await create(access, headSha, body, part);
        return "posted";
    }
    catch (error) {
        if (isPendingConflict(error) && !cleared) {
            // A review that was never submitted stands in the way; only this App can see it.
            await deletePending(access);
            return postPart(access, poster, headSha, body, part, true);
        }
        if (isRefusal(error)) {
            return "refused";
        }
        if (!(error instanceof GitHubError) || error instanceof RateLimited || !error.retryable) {
            throw error;
        }
    }
    await pause(poster.settleMs);
    const posted = await poster.posted();
    const absent = part.filter((comment) => !comment.fingerprints.every((fingerprint) => posted.has(fingerprint)));
    return absent.length === 0 ? "posted" : createAgain(access, headSha, body, absent);
}
/** The last try: what GitHub refuses now is halved like any other refused review. */
async function createAgain(access, headSha, body, comments) {
    try {
        await create(access, headSha, body, comments);
        return "posted";
    }
    catch (error) {
        if (isRefusal(error))
            return "refused";
        throw error;
    }
}
function isPendingConflict(error) {
    return (isRefusal(error) &&
        error instanceof Error &&
        error.cause instanceof Error &&
        /pending review/i.test(error.cause.message));
}
async function deletePending({ octokit, owner, repo, number }) {
    await guarded("clear away a review that was never submitted", async () => {
        const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
            owner,
            repo,
            pull_number: number,
            per_page: 100,
        });
        // GitHub shows pending reviews to their authors only: https://docs.github.com/rest/pulls/reviews
        for (const review of reviews.filter(({ state }) => state === "PENDING")) {
            await octokit.rest.pulls.deletePendingReview({ owner, repo, pull_number: number, review_id: review.id });
        }
    });
}
function isRefusal(error) {
    return error instanceof GitHubError && !(error instanceof RateLimited) && error.status === 422;
}
async function create(access, headSha, body, comments) {
    const { octokit, owner, repo, number } = access;
    await guarded("post the review", () => octokit.rest.pulls.createReview({
        owner,
        repo,
        pull_number: number,
        commit_id: headSha,
        event: "COMMENT",
        body,
        comments: comments.map(toReviewComment),
        // GitHub can fail after creating the review; a blind repetition would post everything twice.
        request: { retries: 0 },
    }));
}
function toReviewComment(comment) {
    const { path, line, startLine, body } = comment;
    const range = startLine === undefined || startLine >= line ? {} : { start_line: startLine, start_side: "RIGHT" };
    return { path, line, side: "RIGHT", ...range, body };
}
