import { createHash } from "node:crypto";
/** The name git gives to a file's content (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). */
export function blobSha(bytes) {
    return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
/** Stands for a content that was not read: the name of no blob, and a different one for every path. */
export function unreadBlob(path) {
    return createHash("sha1").update(`unread ${path}`).digest("hex");
}
