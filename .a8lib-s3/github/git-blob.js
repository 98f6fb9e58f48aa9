import { createHash } from "node:crypto";
/** The SHA under which git stores these bytes: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobSha(bytes) {
    return createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");
}
/** The blob of every empty file, such as most `__init__.py`. */
export const EMPTY_BLOB = blobSha(new Uint8Array(0));
