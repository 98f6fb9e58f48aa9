/** How many folders are listed one by one when GitHub could not list the whole tree at once. */
const MAX_FOLDERS = 200;
/**
 * Lists a commit's files. GitHub cuts the recursive listing at 100,000 entries or 7 MB
 * (https://docs.github.com/rest/git/trees#get-a-tree); then the folders are walked, up to a bound.
 */
export async function readTree(access, commit) {
    const whole = await listFolder(access, commit, true);
    if (!whole.truncated) {
        return { files: whole.entries.flatMap((entry) => toFile(entry, "")), truncated: false };
    }
    return walk(access, commit);
}
async function walk(access, commit) {
    const files = [];
    const folders = [{ path: "", sha: commit }];
    let truncated = false;
    for (let listed = 0; folders.length > 0 && listed < MAX_FOLDERS; listed += 1) {
        const folder = folders.shift() ?? { path: "", sha: commit };
        const listing = await listFolder(access, folder.sha, false);
        truncated ||= listing.truncated;
        files.push(...listing.entries.flatMap((entry) => toFile(entry, folder.path)));
        const below = listing.entries.filter((entry) => entry.type === "tree");
        folders.push(...below.map((entry) => ({ path: `${folder.path}${entry.path}/`, sha: entry.sha })));
    }
    return { files, truncated: truncated || folders.length > 0 };
}
async function listFolder(access, sha, recursive) {
    const { octokit, owner, repo } = access;
    const { data } = await octokit.rest.git.getTree({
        owner,
        repo,
        tree_sha: sha,
        ...(recursive ? { recursive: "1" } : {}),
    });
    return { entries: data.tree, truncated: data.truncated };
}
const SYMLINK = "120000";
function toFile(entry, folder) {
    const file = { path: folder + entry.path, blob: entry.sha, size: entry.size ?? 0 };
    if (entry.type === "blob") {
        return [{ ...file, kind: entry.mode === SYMLINK ? "symlink" : "file" }];
    }
    return entry.type === "commit" ? [{ ...file, kind: "submodule" }] : [];
}
