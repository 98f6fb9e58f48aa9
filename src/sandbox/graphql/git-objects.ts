/** Builds refs, tree entries and blobs from the repository's real git content. */

import { posix } from "node:path";
import { findObject, listTree, readBlob, resolveCommit } from "../git.ts";
import type { Repository } from "../store.ts";
import { nodeId } from "../store.ts";
import type { Viewer } from "./viewer.ts";
import { demand } from "./viewer.ts";

/** Longer texts are cut. The limit is a guess; that there is one is documented ("isTruncated"). */
const MAX_TEXT_BYTES = 512_000;
/** Where git looks for a NUL byte. */
const BINARY_PROBE_BYTES = 8_000;

/** A blob with its text, or a tree without its entries. */
export async function contentObject(repository: Repository, sha: string, kind: string) {
  const id = nodeId("GIT", Number.parseInt(sha.slice(0, 8), 16));
  const shared = { id, oid: sha, abbreviatedOid: sha.slice(0, 7) };
  if (kind !== "blob") return { __typename: "Tree", ...shared };
  const bytes = (await readBlob(repository.gitDir, sha)) ?? Buffer.alloc(0);
  const isBinary = bytes.subarray(0, BINARY_PROBE_BYTES).includes(0);
  const isTruncated = bytes.length > MAX_TEXT_BYTES;
  return {
    __typename: "Blob",
    ...shared,
    byteSize: bytes.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : bytes.subarray(0, MAX_TEXT_BYTES).toString("utf8"),
  };
}

/** What stands at a path of a commit; `null` when nothing does. */
export async function treeEntry(viewer: Viewer, repository: Repository, commit: string, path: string) {
  demand(viewer, repository, "contents", "read");
  const folder = posix.dirname(path);
  const tree = folder === "." ? commit : `${commit}:${folder}`;
  if ((await findObject(repository.gitDir, tree)) === undefined) return null;
  const entry = (await listTree(repository.gitDir, tree, false)).find((one) => one.path === posix.basename(path));
  if (entry === undefined) return null;
  const { mode, type, sha } = entry;
  return {
    name: posix.basename(path),
    path,
    mode: Number.parseInt(mode, 8),
    type,
    oid: sha,
    object: async () => (type === "commit" ? null : await contentObject(repository, sha, type)),
  };
}

/** A branch, with the commit at its tip as `toCommit` makes it; `null` when there is no such branch. */
export async function refObject(repository: Repository, branch: string, toCommit: (sha: string) => object) {
  const sha = await resolveCommit(repository.gitDir, `refs/heads/${branch}`);
  if (sha === undefined) return null;
  const id = nodeId("REF", Number.parseInt(sha.slice(0, 8), 16));
  return { __typename: "Ref", id, name: branch, target: toCommit(sha) };
}
