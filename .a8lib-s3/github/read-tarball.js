import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { blobSha } from "./git-blob.js";
/**
 * Reads wanted files of a commit out of its tarball, as a stream: nothing touches the disk.
 *
 * A file is taken for what its bytes are: only content whose blob SHA was asked for is returned, so neither paths in the
 * archive nor links nor `.gitattributes` filters can pass something off for something else.
 * Stops quietly at the limit; what is absent from the answer was not read.
 */
export async function readTarball(access, commit, files, limits) {
    const { octokit, owner, repo } = access;
    // The address answers with a redirect that is valid for minutes: https://docs.github.com/rest/repos/contents#download-a-repository-archive-tar
    const response = await octokit.request("GET /repos/{owner}/{repo}/tarball/{ref}", {
        owner,
        repo,
        ref: commit,
        request: { parseSuccessResponseBody: false },
    });
    const body = response.data;
    if (!(body instanceof ReadableStream)) {
        throw new TypeError("The tarball did not come as a stream.");
    }
    return unpack(Readable.fromWeb(body), files, limits);
}
/** Unpacks a gzipped tar stream; exported for tests. */
export async function unpack(archive, files, limits) {
    const paths = new Set(files.map((file) => file.path));
    const wanted = new Set(files.map((file) => file.blob));
    const found = new Map();
    const budget = limitBytes(limits.totalBytes);
    const reading = readEntries(extractor(), paths, limits.fileBytes, (bytes) => {
        const sha = blobSha(bytes);
        if (wanted.has(sha)) {
            found.set(sha, bytes);
        }
    });
    try {
        await Promise.all([pipeline(archive, createGunzip(), budget.stream, reading.sink), reading.done]);
    }
    catch (error) {
        if (!budget.spent()) {
            throw error;
        }
    }
    return found;
}
function extractor() {
    return extract();
}
function readEntries(sink, paths, fileBytes, take) {
    const done = (async () => {
        for await (const entry of sink) {
            const { type, name, size } = entry.header;
            // GitHub puts everything below one folder named after repository and commit.
            const path = name.slice(name.indexOf("/") + 1);
            if (type === "file" && paths.has(path) && (size ?? 0) <= fileBytes) {
                take(await buffer(entry));
            }
            else {
                entry.resume();
            }
        }
    })();
    return { sink, done };
}
function limitBytes(limit) {
    let total = 0;
    async function* stream(source) {
        for await (const chunk of source) {
            total += chunk.byteLength;
            if (total > limit) {
                throw new RangeError("The archive is larger than the limit.");
            }
            yield chunk;
        }
    }
    return { stream, spent: () => total > limit };
}
