import { buildThread, countReactions, isBot } from "./build-thread.js";
import { diffLines } from "./diff-lines.js";
const DELIVERIES_SHOWN = 50;
/** Everything that the tabs of one pull request show. `version` is the state's version from before the call. */
export async function buildPull(sandbox, repository, pull, version) {
    const { state, reading } = sandbox;
    const [threads, files, commits] = await Promise.all([
        Promise.all(pull.threads.map((thread) => buildThread(state, reading, repository, thread))),
        reading.pullFiles(repository, pull),
        reading.pullCommits(repository, pull),
    ]);
    return {
        owner: repository.owner,
        repo: repository.name,
        number: pull.number,
        title: pull.title,
        body: pull.body,
        author: pull.author,
        state: pullState(pull),
        at: pull.createdAt,
        baseRef: pull.baseRef,
        headRef: pull.headRef,
        headSha: pull.headSha,
        cloneUrl: cloneUrl(sandbox, pull.headRepository),
        actingAs: pull.author,
        version,
        timeline: timeline(state, pull, threads, commits),
        files: files.map((file) => {
            const own = threads.filter((thread) => thread.path === file.path);
            const { path, status, additions, deletions } = file;
            const lines = file.patch === undefined ? [] : diffLines(file.patch);
            const previous = file.previousPath === undefined ? {} : { previousPath: file.previousPath };
            return { path, ...previous, status, additions, deletions, lines, threads: own };
        }),
        checks: pullRuns(repository, pull).map((run, index, runs) => buildCheck(run, isCurrent(run, index, runs, pull))),
        deliveries: state.deliveries
            .filter((delivery) => delivery.repositoryId === repository.id)
            .slice(-DELIVERIES_SHOWN)
            .toReversed()
            .map((delivery) => buildDelivery(delivery)),
    };
}
/** The list of repositories for the first page. */
export function buildHome(sandbox) {
    return [...sandbox.state.repositories.values()].map((repository) => ({
        owner: repository.owner,
        repo: repository.name,
        cloneUrl: cloneUrl(sandbox, `${repository.owner}/${repository.name}`),
        pulls: [...repository.pulls.values()].toReversed().map((pull) => {
            const run = pullRuns(repository, pull)[0];
            return {
                number: pull.number,
                title: pull.title,
                state: pullState(pull),
                author: pull.author,
                questions: pull.threads.filter((thread) => thread.resolvedBy === null && thread.line !== null).length,
                check: run === undefined ? "not started" : (run.conclusion ?? run.status).replaceAll("_", " "),
            };
        }),
    }));
}
function cloneUrl(sandbox, fullName) {
    return `${sandbox.url}/${fullName}.git`;
}
function pullState(pull) {
    if (pull.merged)
        return "merged";
    if (pull.state === "closed")
        return "closed";
    return pull.draft ? "draft" : "open";
}
function pullRuns(repository, pull) {
    const heads = new Set([pull.headSha, ...pull.pushes.flatMap((push) => [push.before, push.after])]);
    return repository.checkRuns.filter((run) => heads.has(run.headSha)).toReversed();
}
/** `runs` are newest first; of several with one name only the newest counts. */
function isCurrent(run, index, runs, pull) {
    return run.headSha === pull.headSha && runs.findIndex((each) => each.name === run.name) === index;
}
function buildCheck(run, current) {
    return {
        id: run.id,
        name: run.name,
        headSha: run.headSha,
        status: run.status,
        conclusion: run.conclusion ?? undefined,
        title: run.title ?? "",
        summary: run.text === null ? (run.summary ?? "") : `${run.summary ?? ""}\n\n${run.text}`,
        annotations: run.annotations.map(({ path, startLine, level, title, message }) => ({
            path,
            startLine,
            level,
            title: title ?? "",
            message,
        })),
        current,
    };
}
function buildDelivery(delivery) {
    const { guid, event, statusCode, status, redelivery } = delivery;
    return {
        guid,
        event,
        action: delivery.action ?? undefined,
        at: delivery.deliveredAt,
        statusCode,
        status,
        redelivery,
    };
}
function timeline(state, pull, threads, commits) {
    const pushes = pull.pushes.map((push) => {
        const commit = commits.find((each) => each.sha === push.after);
        const message = firstLine(commit?.message ?? "");
        return {
            at: push.at,
            item: { kind: "commit", sha: push.after, message, author: push.actor, at: push.at },
        };
    });
    // The pull request was opened with these; what came later is a push.
    const opening = commits.findIndex((commit) => commit.sha === (pull.pushes[0]?.before ?? pull.headSha));
    const opened = commits.slice(0, opening + 1).map(({ sha, message }) => ({
        at: pull.createdAt,
        item: { kind: "commit", sha, message: firstLine(message), author: pull.author, at: pull.createdAt },
    }));
    const comments = pull.issueComments.map((comment) => {
        const view = said(state, `issuecomment-${comment.id}`, comment, comment.createdAt);
        return { at: comment.createdAt, item: { kind: "comment", comment: view } };
    });
    const reviews = pull.reviews.flatMap((review) => {
        const own = threads.filter((_thread, index) => pull.threads[index]?.comments[0]?.reviewId === review.id);
        // An answer in a thread is a review of its own on GitHub; it is shown in the thread that it answers.
        if (review.submittedAt === null || (review.body === "" && own.length === 0))
            return [];
        const view = said(state, `pullrequestreview-${review.id}`, { ...review, reactions: [] }, review.submittedAt);
        return [{ at: review.submittedAt, item: { kind: "review", review: view, threads: own } }];
    });
    return [...opened, ...pushes, ...reviews, ...comments]
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map((each) => each.item);
}
function firstLine(message) {
    return message.split("\n", 1)[0] ?? "";
}
function said(state, anchor, from, at) {
    const { author, body } = from;
    return {
        anchor,
        author,
        bot: isBot(state, author),
        at,
        body,
        minimized: from.minimized !== null,
        reactions: countReactions(from.reactions),
    };
}
