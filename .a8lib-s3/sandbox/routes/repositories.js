/** Repositories: metadata, permissions, trees, blobs, contents, commits, comparisons, archives. */
import { userJson } from "../accounts.js";
import { ApiError, notFound } from "../api-error.js";
import { diffSinceMergeBase } from "../diff.js";
import { commitsBetween, git, mergeBase, readBlob, readCommit, resolveCommit, resolveObject } from "../git.js";
import { commitJson, diffEntryJson } from "../payloads/commit.js";
import { fullRepositoryJson, repositoryApi, repositoryHtml, roleFlags } from "../payloads/repository.js";
import { nodeId, roleOf } from "../store.js";
import { contentReply } from "./contents.js";
import { found, operation } from "./operation.js";
import { treeJson } from "./trees.js";
/** Above this the platform lists no more (docs.github.com, "Compare two commits"). */
const MAX_COMPARED_FILES = 300;
const MAX_COMPARED_COMMITS = 250;
/** The four words that the older field knows. */
const LEGACY = {
    admin: "admin",
    maintain: "write",
    write: "write",
    triage: "read",
    read: "read",
    none: "none",
};
async function commitNamed(repository, ref) {
    const direct = /^[0-9a-f]{40}$/.test(ref) ? await resolveCommit(repository.gitDir, ref) : undefined;
    const sha = direct ??
        (await resolveCommit(repository.gitDir, `refs/heads/${ref.replace(/^heads\//, "")}`)) ??
        (await resolveCommit(repository.gitDir, `refs/${ref}`));
    // The platform's words for a name that is no commit.
    if (sha === undefined)
        throw new ApiError(422, `No commit found for SHA: ${ref}`);
    return sha;
}
export const repositoryOperations = [
    operation("get", "/repos/{owner}/{repo}", {
        handle: ({ world, repository }) => ({ status: 200, body: fullRepositoryJson(world, repository) }),
    }),
    operation("get", "/repos/{owner}/{repo}/collaborators/{username}/permission", {
        handle: ({ world, repository, params }) => {
            const account = found(world.state.accounts.get((params["username"] ?? "").toLowerCase()));
            const role = roleOf(repository, account.login);
            return {
                status: 200,
                body: {
                    permission: LEGACY[role],
                    role_name: role,
                    user: {
                        ...userJson(world, account.login),
                        permissions: roleFlags(role),
                        role_name: role,
                        email: null,
                        name: account.login,
                    },
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/git/trees/{tree_sha}", {
        query: ["recursive"],
        handle: async ({ world, repository, params, query }) => ({
            status: 200,
            body: await treeJson(world, repository, params["tree_sha"] ?? "", query.has("recursive")),
        }),
    }),
    operation("get", "/repos/{owner}/{repo}/git/blobs/{file_sha}", {
        handle: async ({ world, repository, params, accept }) => {
            const sha = params["file_sha"] ?? "";
            const bytes = /^[0-9a-f]{40}$/.test(sha) ? await readBlob(repository.gitDir, sha) : undefined;
            if (!bytes)
                throw notFound();
            if (accept.includes(".raw"))
                return { status: 200, raw: bytes, contentType: "application/vnd.github.raw+json" };
            return {
                status: 200,
                body: {
                    sha,
                    node_id: nodeId("B", Number.parseInt(sha.slice(0, 8), 16)),
                    size: bytes.length,
                    url: `${repositoryApi(world, repository)}/git/blobs/${sha}`,
                    content: `${bytes.toString("base64").replace(/(.{60})/g, "$1\n")}\n`,
                    encoding: "base64",
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/contents/{path}", {
        query: ["ref"],
        handle: async (context) => await contentReply(context, context.query.get("ref")),
    }),
    operation("get", "/repos/{owner}/{repo}/commits/{ref}", {
        query: ["per_page", "page"],
        handle: async ({ world, repository, params }) => {
            const sha = await commitNamed(repository, params["ref"] ?? "");
            return { status: 200, body: commitJson(world, repository, await readCommit(repository.gitDir, sha)) };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/git/commits/{commit_sha}", {
        handle: async ({ world, repository, params }) => {
            const sha = found(await resolveCommit(repository.gitDir, params["commit_sha"] ?? ""));
            const { commit, parents, html_url } = commitJson(world, repository, await readCommit(repository.gitDir, sha));
            const who = {
                name: commit.author?.name ?? "",
                email: commit.author?.email ?? "",
                date: commit.author?.date ?? "",
            };
            return {
                status: 200,
                body: {
                    sha,
                    node_id: nodeId("C", Number.parseInt(sha.slice(0, 8), 16)),
                    url: commit.url,
                    html_url,
                    author: who,
                    committer: who,
                    message: commit.message,
                    tree: commit.tree,
                    parents: parents.map((parent) => ({ ...parent, html_url: parent.html_url ?? "" })),
                    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/git/ref/{ref}", {
        handle: async ({ world, repository, params }) => {
            const name = params["ref"] ?? "";
            const sha = found(await resolveObject(repository.gitDir, `refs/${name}`));
            const api = repositoryApi(world, repository);
            return {
                status: 200,
                body: {
                    ref: `refs/${name}`,
                    node_id: nodeId("REF", Number.parseInt(sha.slice(0, 8), 16)),
                    url: `${api}/git/refs/${name}`,
                    object: { type: "commit", sha, url: `${api}/git/commits/${sha}` },
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/compare/{basehead}", {
        query: ["page", "per_page"],
        handle: async ({ world, repository, params }) => {
            const [from = "", to = ""] = (params["basehead"] ?? "").split("...");
            const [base, head] = await Promise.all([named(repository, from), named(repository, to)]);
            const ancestor = found(await mergeBase(repository.gitDir, base, head));
            const [ahead, behind, files, baseCommit, ancestorCommit] = await Promise.all([
                commitsBetween(repository.gitDir, base, head, 10_000),
                commitsBetween(repository.gitDir, head, base, 10_000),
                diffSinceMergeBase(repository.gitDir, base, head),
                readCommit(repository.gitDir, base),
                readCommit(repository.gitDir, ancestor),
            ]);
            const name = `${from}...${to}`;
            const html = `${repositoryHtml(world, repository)}/compare/${name}`;
            return {
                status: 200,
                body: {
                    url: `${repositoryApi(world, repository)}/compare/${name}`,
                    html_url: html,
                    permalink_url: html,
                    diff_url: `${html}.diff`,
                    patch_url: `${html}.patch`,
                    base_commit: commitJson(world, repository, baseCommit),
                    merge_base_commit: commitJson(world, repository, ancestorCommit),
                    status: relation(ahead.length, behind.length),
                    ahead_by: ahead.length,
                    behind_by: behind.length,
                    total_commits: ahead.length,
                    commits: ahead.slice(0, MAX_COMPARED_COMMITS).map((one) => commitJson(world, repository, one)),
                    files: files.slice(0, MAX_COMPARED_FILES).map((one) => diffEntryJson(world, repository, head, one)),
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/tarball/{ref}", {
        handle: async ({ world, repository, params }) => {
            const sha = await named(repository, params["ref"] || repository.defaultBranch);
            const location = `${world.url}/codeload/${repository.owner}/${repository.name}/legacy.tar.gz/${sha}`;
            return { status: 302, headers: { location } };
        },
    }),
];
async function named(repository, ref) {
    const name = ref.includes(":") ? ref.slice(ref.indexOf(":") + 1) : ref;
    const exact = /^[0-9a-f]{40}$/.test(name) ? name : `refs/heads/${name}`;
    return found(await resolveCommit(repository.gitDir, exact));
}
function relation(ahead, behind) {
    if (ahead > 0 && behind > 0)
        return "diverged";
    if (ahead > 0)
        return "ahead";
    return behind > 0 ? "behind" : "identical";
}
/** The archive behind a tarball link: one folder named after the commit, as the platform packs it. */
export async function archive(repository, sha) {
    const prefix = `${repository.owner}-${repository.name}-${sha.slice(0, 7)}/`;
    return await git(repository.gitDir, ["archive", "--format=tar.gz", `--prefix=${prefix}`, sha]);
}
