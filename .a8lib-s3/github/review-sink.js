import { changeThreads } from "./change-threads.js";
import { concludeCheck, startCheck } from "./check-run.js";
import { answerIn as reply, react } from "./conversation.js";
import { guarded } from "./github-error.js";
import { postReview } from "./post-review.js";
/** Writes to one pull request through Octokit. Every method throws `GitHubError`, saying what could not be done. */
export function createReviewSink(access, options) {
    const settleMs = options.settleMs ?? 5_000;
    const poster = {
        posted: async () => new Set((await options.open()).threads.flatMap((thread) => thread.fingerprints)),
        settleMs,
    };
    const writer = (headSha) => ({
        access,
        headSha,
        externalId: options.externalId(headSha),
        settleMs,
    });
    return {
        startCheck: (headSha) => startCheck(writer(headSha)),
        concludeCheck: (headSha, checkId, outcome) => concludeCheck(writer(headSha), checkId, outcome),
        postReview: (headSha, body, comments) => postReview(access, poster, headSha, body, comments),
        changeThreads: (changes) => changeThreads(access, changes),
        react: (comment, content) => guarded("react to a comment", () => react(access, comment, content)),
        reply: (comment, body) => reply(access, comment, body, settleMs),
        permissionOf: (user) => guarded("look up a permission", () => permissionOf(access, user)),
    };
}
const ROLES = ["admin", "maintain", "write", "triage", "read", "none"];
/**
 * `permission` folds triage into read and maintain into write, `role_name` does not, but may name a custom role:
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
async function permissionOf({ octokit, owner, repo }, user) {
    try {
        const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: user });
        return toRole(data.role_name) ?? toRole(data.permission) ?? "none";
    }
    catch (error) {
        if (error instanceof Error && "status" in error && error.status === 404) {
            return "none";
        }
        throw error;
    }
}
function toRole(name) {
    return ROLES.find((role) => role === name);
}
