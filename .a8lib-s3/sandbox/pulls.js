/** Opens pull requests and keeps them in step with their branches. */
import { ensureAccount } from "./accounts.js";
import { diffSinceMergeBase, findLine, followLine, patchLines } from "./diff.js";
import { pullChanged } from "./events.js";
import { branches, git, mergeBase, resolveCommit, updateRef } from "./git.js";
import { fullName, nextId, nodeId } from "./store.js";
import { announce, clock } from "./world.js";
/** Opens a pull request. Rejects when a branch does not exist or the head brings nothing new. */
export async function openPull(world, repository, options) {
    const headSha = await tip(options.headRepository, options.headRef);
    const baseSha = await tip(repository, options.baseRef);
    const number = Math.max(0, ...repository.pulls.keys()) + 1;
    const id = nextId(world.state);
    const issueId = nextId(world.state);
    const now = clock(world);
    ensureAccount(world.state, options.author);
    const pull = {
        id,
        nodeId: nodeId("PR", id),
        issueId,
        issueNodeId: nodeId("I", issueId),
        number,
        author: options.author,
        createdAt: now,
        headRepository: fullName(options.headRepository),
        headRef: options.headRef,
        baseRef: options.baseRef,
        reviews: [],
        threads: [],
        issueComments: [],
        pushes: [],
        title: options.title,
        body: options.body,
        state: "open",
        merged: false,
        draft: options.draft,
        locked: false,
        headSha,
        baseSha,
        updatedAt: now,
        closedAt: null,
    };
    await keepHead(repository, options.headRepository, pull);
    if ((await mergeBase(repository.gitDir, baseSha, headSha)) === headSha) {
        throw new Error(`No commits between ${options.baseRef} and ${options.headRef}`);
    }
    repository.pulls.set(number, pull);
    await pullChanged(world, repository, pull, pull.author, "opened");
    announce(world, "pull");
    return pull;
}
async function tip(repository, branch) {
    const sha = await resolveCommit(repository.gitDir, `refs/heads/${branch}`);
    if (sha === undefined)
        throw new Error(`${fullName(repository)} has no branch ${branch}`);
    return sha;
}
/** Keeps the head readable in the base repository as `refs/pull/N/head`, also when it comes from a fork. */
async function keepHead(repository, headRepository, pull) {
    const ref = `refs/pull/${pull.number}/head`;
    if (headRepository === repository) {
        await updateRef(repository.gitDir, ref, pull.headSha);
        return;
    }
    const from = `refs/heads/${pull.headRef}`;
    await git(repository.gitDir, ["fetch", "--quiet", "--no-tags", headRepository.gitDir, `+${from}:${ref}`]);
}
/** Follows a push: every open pull request from a moved branch gets the new head. */
export async function followPush(world, pushed, before, actor) {
    const after = await branches(pushed.gitDir);
    const moved = new Set([...before.keys(), ...after.keys()].filter((name) => before.get(name) !== after.get(name)));
    if (moved.size === 0)
        return;
    pushed.pushedAt = clock(world);
    const name = fullName(pushed).toLowerCase();
    for (const repository of world.state.repositories.values()) {
        for (const pull of repository.pulls.values()) {
            if (pull.state !== "open" || pull.headRepository.toLowerCase() !== name || !moved.has(pull.headRef))
                continue;
            await moveHead(world, repository, pushed, pull, after.get(pull.headRef), actor);
        }
    }
    announce(world, "repository");
}
async function moveHead(world, repository, headRepository, pull, head, actor) {
    if (head === undefined) {
        await setPullState(world, repository, pull, "closed", actor);
        return;
    }
    const before = pull.headSha;
    pull.headSha = head;
    pull.updatedAt = clock(world);
    pull.baseSha = (await resolveCommit(repository.gitDir, `refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
    pull.pushes.push({ before, after: head, actor, at: pull.updatedAt });
    await keepHead(repository, headRepository, pull);
    await replaceThreads(repository, pull);
    await pullChanged(world, repository, pull, actor, "synchronize", { before, after: head });
    announce(world, "pull");
}
/** Closes or reopens. */
export async function setPullState(world, repository, pull, state, actor) {
    if (pull.state === state)
        return;
    pull.state = state;
    pull.updatedAt = clock(world);
    pull.closedAt = state === "closed" ? pull.updatedAt : null;
    await pullChanged(world, repository, pull, actor, state === "closed" ? "closed" : "reopened");
    announce(world, "pull");
}
/**
 * Puts threads where their lines are now. A thread whose line was changed, or left the diff, is outdated.
 * The real platform's rules are finer; this is what can be known from the outside.
 */
async function replaceThreads(repository, pull) {
    const files = await diffSinceMergeBase(repository.gitDir, pull.baseSha, pull.headSha);
    for (const thread of pull.threads) {
        const patch = files.find((file) => file.path === thread.path)?.patch;
        const lines = patch === undefined ? [] : patchLines(patch);
        const line = await currentLine(repository, pull, thread, thread.originalLine);
        const placed = line !== undefined && findLine(lines, thread.side, line) !== undefined;
        thread.line = placed ? line : null;
        thread.startLine = null;
        if (!placed)
            continue;
        thread.commitId = pull.headSha;
        if (thread.originalStartLine === null)
            continue;
        thread.startLine = (await currentLine(repository, pull, thread, thread.originalStartLine)) ?? null;
    }
}
async function currentLine(repository, pull, thread, line) {
    const original = thread.comments[0]?.originalCommitId;
    if (original === undefined)
        return undefined;
    // Lines of the base side belong to the merge base, which a push to the head seldom moves.
    if (thread.side === "LEFT")
        return line;
    return await followLine(repository.gitDir, original, pull.headSha, { path: thread.path, line });
}
