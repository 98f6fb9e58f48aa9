/** What people do around a review besides talking: reactions, hidden comments, buttons, the merge queue. */
import { react } from "./comments.js";
import { actionRequested, mergeGroupRequested } from "./events.js";
import { commitFiles, readCommit, resolveCommit } from "./git.js";
import { ensureAccount } from "./accounts.js";
import { announce } from "./world.js";
export function createMaintainers(world, at, pullAt) {
    return {
        requestAction: async (options) => {
            const repository = at(options);
            const run = repository.checkRuns.find((one) => one.id === options.checkRunId);
            if (!run?.actions.some((action) => action.identifier === options.identifier)) {
                throw new Error(`check run ${options.checkRunId} has no button ${options.identifier}`);
            }
            await Promise.resolve(actionRequested(world, repository, run, options.actor, options.identifier));
        },
        reactInThread: async (options) => {
            ensureAccount(world.state, options.author);
            const comment = commentOf(pullAt(options).pull, options.commentId);
            await Promise.resolve(react(world, comment.reactions, options.author, options.content));
        },
        hideComment: async (options) => {
            commentOf(pullAt(options).pull, options.commentId).minimized = options.reason ?? null;
            await Promise.resolve(announce(world, "comment"));
        },
        enqueue: async (options) => {
            const { repository, pull } = pullAt(options);
            return await enqueue(world, repository, pull, options.actor);
        },
        archive: (options) => {
            at(options).archived = options.archived;
        },
    };
}
function commentOf(pull, id) {
    const comment = pull.threads.flatMap((thread) => thread.comments).find((one) => one.id === id);
    if (!comment)
        throw new Error(`no review comment ${id}`);
    return comment;
}
/** The platform builds the merge on a branch of its own and asks for checks of that commit. */
async function enqueue(world, repository, pull, actor) {
    const base = (await resolveCommit(repository.gitDir, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
    const branch = `gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${base}`;
    const sha = await commitFiles(repository.gitDir, {
        branch,
        parent: pull.headSha,
        merge: base,
        files: {},
        message: `Merge pull request #${pull.number}`,
        authorName: actor,
        authorEmail: `${actor}@users.noreply.example`,
        date: world.now(),
    });
    const commit = await readCommit(repository.gitDir, sha);
    mergeGroupRequested(world, repository, actor, { commit, branch, baseRef: pull.baseRef, baseSha: base });
    return sha;
}
