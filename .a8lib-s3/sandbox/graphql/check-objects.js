/** Builds commits with their checks, and reactions. */
import { nodeId } from "../store.js";
import { pullCommits } from "../reading.js";
import { connection } from "./connection.js";
import { demand } from "./viewer.js";
/** The commits of a pull request, oldest first. */
export async function pullCommitsObject(viewer, repository, pull, page) {
    const commits = await pullCommits(repository, pull);
    return connection("commits", commits, page, ({ sha }) => ({
        __typename: "PullRequestCommit",
        id: nodeId("PRC", Number.parseInt(sha.slice(0, 8), 16)),
        commit: commitObject(viewer, repository, sha),
    }));
}
/** A commit; its check suites are one per App, and there is one App. */
export function commitObject(viewer, repository, sha) {
    return {
        __typename: "Commit",
        id: nodeId("C", Number.parseInt(sha.slice(0, 8), 16)),
        oid: sha,
        abbreviatedOid: sha.slice(0, 7),
        checkSuites: ({ filterBy, ...page }) => {
            demand(viewer, repository, "checks", "read");
            const wanted = filterBy?.appId ?? viewer.world.state.app.id;
            const suites = repository.checkSuites.filter((suite) => suite.headSha === sha && wanted === viewer.world.state.app.id);
            return connection("checkSuites", suites, page, (suite) => ({
                __typename: "CheckSuite",
                id: suite.nodeId,
                databaseId: suite.id,
                checkRuns: (runs) => runsObject(repository.checkRuns.filter((run) => run.suiteId === suite.id), runs),
            }));
        },
    };
}
/** Newest first; without a type only the newest of each name, as the pages show them. */
function runsObject(all, { filterBy, ...page }) {
    const name = filterBy?.checkName ?? undefined;
    const named = all.filter((run) => name === undefined || run.name === name).toReversed();
    const shown = filterBy?.checkType === "ALL"
        ? named
        : named.filter((run, index) => named.findIndex((other) => other.name === run.name) === index);
    return connection("checkRuns", shown, page, (run) => ({
        __typename: "CheckRun",
        id: run.nodeId,
        databaseId: run.id,
        name: run.name,
        externalId: run.externalId,
        status: run.status.toUpperCase(),
        conclusion: run.conclusion === null ? null : run.conclusion.toUpperCase(),
        title: run.title,
        summary: run.summary,
    }));
}
const REACTIONS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    laugh: "LAUGH",
    confused: "CONFUSED",
    heart: "HEART",
    hooray: "HOORAY",
    rocket: "ROCKET",
    eyes: "EYES",
};
export function reactionsObject(reactions, { content, ...page }, toUser) {
    const wanted = reactions.filter((one) => content === undefined || content === null || REACTIONS[one.content] === content);
    return connection("reactions", wanted, page, (reaction) => ({
        __typename: "Reaction",
        id: reaction.nodeId,
        databaseId: reaction.id,
        content: REACTIONS[reaction.content],
        user: toUser(reaction.user),
    }));
}
