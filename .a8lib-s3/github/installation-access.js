import { z } from "zod";
import { MaestroError } from "../errors.js";
import { guarded } from "./github-error.js";
/** What a review needs. A token carries more only where that makes it better: `contents: write` resolves threads. */
export const TOKEN_PERMISSIONS = {
    metadata: "read",
    contents: "read",
    pull_requests: "write",
    checks: "write",
    issues: "write",
};
/** The same for what belongs to no pull request. */
export async function accessRepository(probot, key) {
    const installation = await probot.auth(key.installationId);
    const token = await guarded("sign in to the installation", () => narrowedToken(installation, key));
    const Octokit = constructorOf(installation);
    const octokit = new Octokit({ auth: { token }, throttle: { id: String(key.installationId) } });
    return { octokit, owner: key.owner, repo: key.repo };
}
/**
 * A client for one pull request whose token reaches its repository only.
 * It comes from `probot.auth(installationId)`, so that installations do not share a throttle.
 */
export async function accessPullRequest(probot, key) {
    return { ...(await accessRepository(probot, key)), number: key.number };
}
const tokenAnswer = z.object({ token: z.string(), permissions: z.record(z.string(), z.string()).default({}) });
/** What an installation may grant beyond `TOKEN_PERMISSIONS` and a token may carry: `contents: write` resolves threads. */
const TOLERATED = { contents: ["write"], merge_queues: ["read"] };
/**
 * A token for one repository with what the installation was granted, so that asking costs nothing extra. One that was
 * granted more than a review can use is exchanged for one that carries less.
 */
async function narrowedToken(installation, key) {
    const { token, permissions } = await requestToken(installation, key, undefined);
    if (Object.entries(permissions).every(([name, level]) => isUsable(name, level)))
        return token;
    const contents = permissions["contents"] === "write" ? "write" : "read";
    return (await requestToken(installation, key, { ...TOKEN_PERMISSIONS, contents })).token;
}
function isUsable(name, level) {
    const needed = TOKEN_PERMISSIONS;
    return needed[name] === level || TOLERATED[name]?.includes(level) === true;
}
async function requestToken(installation, key, permissions) {
    const answer = tokenAnswer.safeParse(await installation.auth({
        type: "installation",
        installationId: key.installationId,
        repositoryIds: [key.repositoryId],
        ...(permissions === undefined ? {} : { permissions }),
    }));
    if (!answer.success)
        throw new MaestroError("no-token", "The installation gave no token.");
    return answer.data;
}
/** Probot keeps its configured class to itself; every client is an instance of it. */
function constructorOf(octokit) {
    return octokit.constructor;
}
