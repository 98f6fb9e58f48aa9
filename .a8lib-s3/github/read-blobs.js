import { blobSha, EMPTY_BLOB } from "./git-blob.js";
import { readTarball } from "./read-tarball.js";
export const BLOB_LIMITS = {
    single: 1,
    batched: 100,
    totalBytes: 200 * 1024 * 1024,
    fileBytes: 1024 * 1024,
};
const BATCH = 50;
/**
 * Reads blobs with few requests: one by itself, up to a hundred in batches, more as one tarball of `commit`.
 * Every blob asked for has an entry in the answer, if only to say why it could not be read.
 */
export async function readBlobs(access, commit, files, limits = BLOB_LIMITS) {
    const contents = new Map([[EMPTY_BLOB, { bytes: new Uint8Array(0) }]]);
    let rest = unreadOf(files, contents);
    if (rest.length > limits.batched) {
        const found = await readTarball(access, commit, rest, limits);
        found.forEach((bytes, sha) => contents.set(sha, { bytes }));
        rest = unreadOf(files, contents);
    }
    // A tarball can lack files (`export-ignore`); as many as are affordable are fetched after all.
    const affordable = rest.slice(0, limits.batched);
    rest
        .slice(limits.batched)
        .forEach((file) => contents.set(file.blob, { unreadable: "it was not in the repository's archive, or beyond its first 200 MB" }));
    if (affordable.length > limits.single) {
        await readInBatches(access, affordable, contents, limits);
    }
    await readOneByOne(access, unreadOf(affordable, contents), contents, limits);
    return contents;
}
function unreadOf(files, contents) {
    const byBlob = new Map(files.map((file) => [file.blob, file]));
    return [...byBlob.values()].filter((file) => !contents.has(file.blob));
}
async function readInBatches(access, files, contents, limits) {
    for (let start = 0; start < files.length; start += BATCH) {
        const batch = files.slice(start, start + BATCH);
        const objects = await queryBlobs(access, batch);
        batch.forEach((file, index) => {
            const content = toContent(file, objects[`b${index}`], limits);
            if (content !== undefined) {
                contents.set(file.blob, content);
            }
        });
    }
}
async function queryBlobs(access, batch) {
    const { octokit, owner, repo } = access;
    const variables = Object.fromEntries(batch.map((file, index) => [`o${index}`, file.blob]));
    const declared = batch.map((_file, index) => `$o${index}: GitObjectID!`).join(", ");
    const fields = batch
        .map((_file, index) => `b${index}: object(oid: $o${index}) { ... on Blob { text isTruncated isBinary byteSize } }`)
        .join("\n");
    const query = `query ($owner: String!, $repo: String!, ${declared}) { repository(owner: $owner, name: $repo) { ${fields} } }`;
    const data = await octokit.graphql(query, {
        owner,
        repo,
        ...variables,
    });
    return data.repository ?? {};
}
/** `undefined` when the blob has to be read another way: GraphQL's text is cut, or not exactly the blob's bytes. */
function toContent(file, object, limits) {
    if (object !== undefined && object !== null && object.byteSize > limits.fileBytes) {
        return { unreadable: tooLarge(limits) };
    }
    if (object?.isBinary === true) {
        return { unreadable: "it is binary" };
    }
    if (object === undefined || object === null || object.isTruncated || object.text === null) {
        return undefined;
    }
    const bytes = Buffer.from(object.text, "utf8");
    return blobSha(bytes) === file.blob ? { bytes } : undefined;
}
async function readOneByOne(access, files, contents, limits) {
    for (let start = 0; start < files.length; start += limits.single) {
        const group = files.slice(start, start + limits.single);
        const read = await Promise.all(group.map((file) => readOne(access, file, limits)));
        group.forEach((file, index) => contents.set(file.blob, read[index] ?? { unreadable: "it could not be read" }));
    }
}
async function readOne(access, file, limits) {
    const { octokit, owner, repo } = access;
    try {
        const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: file.blob });
        if ((data.size ?? 0) > limits.fileBytes) {
            return { unreadable: tooLarge(limits) };
        }
        return { bytes: Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8") };
    }
    catch (error) {
        if (error instanceof Error &&
            "status" in error &&
            (error.status === 404 || error.status === 403) &&
            !isLimit(error)) {
            return { unreadable: `GitHub answered ${error.status}` };
        }
        throw error;
    }
}
/** A 403 can also be a rate limit, which must not pass for an unreadable file. */
function isLimit(error) {
    return /rate limit|abuse/i.test(error.message);
}
function tooLarge(limits) {
    return `it is larger than ${Math.round(limits.fileBytes / 1024 / 1024)} MB`;
}
