/** Trees as the API lists them. */
import { notFound } from "../api-error.js";
import { listTree, resolveObject } from "../git.js";
import { repositoryApi } from "../payloads/repository.js";
/** Longer listings are cut (docs.github.com, "Get a tree"); tests cut earlier with a fault. */
const MAX_ENTRIES = 100_000;
/** A tree, by its SHA or by anything that has one. */
export async function treeJson(world, repository, name, recursive) {
    const hash = /^[0-9a-f]{40}$/.test(name);
    const sha = await resolveObject(repository.gitDir, hash ? `${name}^{tree}` : `refs/heads/${name}^{tree}`);
    if (sha === undefined)
        throw notFound();
    const api = repositoryApi(world, repository);
    const entries = await listTree(repository.gitDir, sha, recursive);
    return {
        sha,
        url: `${api}/git/trees/${sha}`,
        truncated: entries.length > MAX_ENTRIES,
        tree: entries.slice(0, MAX_ENTRIES).map((entry) => ({
            path: entry.path,
            mode: entry.mode,
            type: entry.type,
            sha: entry.sha,
            ...(entry.size === undefined ? {} : { size: entry.size }),
            ...(entry.type === "commit" ? {} : { url: `${api}/git/${entry.type}s/${entry.sha}` }),
        })),
    };
}
