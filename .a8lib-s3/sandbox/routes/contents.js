/** Files and folders by path. */
import { notFound } from "../api-error.js";
import { listTree, readBlob, resolveCommit, resolveObject } from "../git.js";
import { repositoryApi, repositoryHtml } from "../payloads/repository.js";
/** Larger files come only in the raw form (docs.github.com, "Get repository content"). */
const MAX_JSON_BYTES = 1024 * 1024;
const KIND = { blob: "file", tree: "dir", commit: "submodule" };
/** Answers `GET /repos/{owner}/{repo}/contents/{path}`. */
export async function contentReply(context, ref) {
    const { world, repository, params, accept } = context;
    const path = (params["path"] ?? "").replace(/^\/+|\/+$/g, "");
    const wanted = ref ?? repository.defaultBranch;
    const exact = /^[0-9a-f]{40}$/.test(wanted) ? wanted : `refs/heads/${wanted}`;
    const commit = await resolveCommit(repository.gitDir, exact);
    const sha = commit && (await resolveObject(repository.gitDir, `${commit}:${path}`));
    if (!commit || !sha)
        throw notFound();
    const bytes = path === "" ? undefined : await readBlob(repository.gitDir, sha);
    if (!bytes)
        return { status: 200, body: await directory(world, repository, commit, path, wanted) };
    if (accept.includes(".raw")) {
        return { status: 200, raw: bytes, contentType: "application/vnd.github.raw+json; charset=utf-8" };
    }
    const inline = bytes.length <= MAX_JSON_BYTES;
    return {
        status: 200,
        body: {
            type: "file",
            encoding: inline ? "base64" : "none",
            content: inline ? `${bytes.toString("base64").replace(/(.{60})/g, "$1\n")}\n` : "",
            ...shared(world, repository, { path, sha, size: bytes.length }, commit, wanted, "blob"),
        },
    };
}
async function directory(world, repository, commit, path, ref) {
    const entries = await listTree(repository.gitDir, `${commit}:${path}`, false);
    return entries.map((entry) => {
        const full = path === "" ? entry.path : `${path}/${entry.path}`;
        const kind = entry.mode === "120000" ? "symlink" : KIND[entry.type];
        return {
            type: kind,
            ...shared(world, repository, { path: full, sha: entry.sha, size: entry.size ?? 0 }, commit, ref, entry.type),
        };
    });
}
function shared(world, repository, item, commit, ref, type) {
    const encoded = item.path.split("/").map(encodeURIComponent).join("/");
    const api = repositoryApi(world, repository);
    const self = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
    const git = type === "commit" ? null : `${api}/git/${type}s/${item.sha}`;
    const html = `${repositoryHtml(world, repository)}/${type}/${ref}/${encoded}`;
    return {
        size: item.size,
        name: item.path.slice(item.path.lastIndexOf("/") + 1),
        path: item.path,
        sha: item.sha,
        url: self,
        git_url: git,
        html_url: html,
        download_url: type === "blob" ? `${repositoryHtml(world, repository)}/raw/${commit}/${encoded}` : null,
        _links: { self, git, html },
    };
}
