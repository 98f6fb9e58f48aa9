import { gzipSync } from "node:zlib";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { FileRef } from "../../src/engine/analyser.ts";
import { blobSha } from "../../src/github/git-blob.ts";
import { type BlobLimits, readBlobs } from "../../src/github/read-blobs.ts";
import { unpack } from "../../src/github/read-tarball.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

const limits: BlobLimits = { single: 2, batched: 4, totalBytes: 1_000_000, fileBytes: 1_000 };

/** A repository of `count` files with a few bytes each. */
function repository(count: number): {
  readonly files: readonly FileRef[];
  readonly bytes: ReadonlyMap<string, Buffer>;
} {
  const contents = Array.from({ length: count }, (_value, index) => Buffer.from(`# file ${index}\n`));
  const files = contents.map((content, index) => ({ path: `app/f${index}.py`, blob: blobSha(content) }));
  return { files, bytes: new Map(contents.map((content) => [blobSha(content), content])) };
}

async function tarball(
  entries: readonly { readonly name: string; readonly content: Buffer; readonly type?: "file" | "symlink" }[],
): Promise<Buffer> {
  const archive = pack();
  for (const { name, content, type = "file" } of entries) {
    archive.entry(
      { name, type, ...(type === "symlink" ? { linkname: "/etc/passwd" } : {}) },
      type === "file" ? content : Buffer.alloc(0),
    );
  }
  archive.finalize();
  return gzipSync(await buffer(archive));
}

function answerBlob(path: string, bytes: ReadonlyMap<string, Buffer>): { body: unknown } | undefined {
  const content = bytes.get(path.slice(path.lastIndexOf("/") + 1));
  return content && { body: { content: content.toString("base64"), encoding: "base64", size: content.length } };
}

function answerBatch(body: Readonly<Record<string, unknown>>, bytes: ReadonlyMap<string, Buffer>): { body: unknown } {
  const variables: object =
    typeof body["variables"] === "object" && body["variables"] !== null ? body["variables"] : {};
  const shas = Object.entries(variables).filter(([name]) => /^o\d+$/.test(name));
  const objects = shas.map(([name, sha]) => {
    const content = bytes.get(String(sha));
    return [
      name.replace("o", "b"),
      content === undefined
        ? null
        : { text: content.toString("utf8"), isTruncated: false, isBinary: false, byteSize: content.length },
    ];
  });
  return { body: { data: { repository: Object.fromEntries(objects) } } };
}

describe("readBlobs", () => {
  it("reads a few files one by one", async () => {
    const { files, bytes } = repository(2);
    github.script(({ path }) => answerBlob(path, bytes));
    const contents = await readBlobs(github.access, "c", files, limits);

    expect(files.map((file) => contents.get(file.blob))).toEqual(
      files.map((file) => ({ bytes: bytes.get(file.blob) })),
    );
    expect(github.requests).toHaveLength(2);
  });

  it("reads the same content once", async () => {
    const { files, bytes } = repository(1);
    github.script(({ path }) => answerBlob(path, bytes));
    await readBlobs(github.access, "c", [...files, ...files.map((file) => ({ ...file, path: "copy.py" }))], limits);

    expect(github.requests).toHaveLength(1);
  });

  it("reads more in batches", async () => {
    const { files, bytes } = repository(4);
    github.script(({ path, body }) => (path.endsWith("/graphql") ? answerBatch(body, bytes) : undefined));
    const contents = await readBlobs(github.access, "c", files, limits);

    expect([...contents.values()].every((content) => "bytes" in content)).toBe(true);
    expect(github.requests).toHaveLength(1);
  });

  it("does not trust text that is not exactly the blob", async () => {
    const { files } = repository(2);
    const latin = Buffer.from([0x23, 0xe9, 0x0a]);
    const all = [...files, { path: "latin.py", blob: blobSha(latin) }];
    const bytes = new Map([...repository(2).bytes, [blobSha(latin), latin]]);
    github.script(({ path, body }) => (path.endsWith("/graphql") ? answerBatch(body, bytes) : answerBlob(path, bytes)));
    const contents = await readBlobs(github.access, "c", all, limits);

    expect(contents.get(blobSha(latin))).toEqual({ bytes: latin });
    expect(github.requests).toHaveLength(2);
  });

  it("reads many out of one tarball, and fetches the few that it lacks", async () => {
    const { files, bytes } = repository(6);
    const [first, ...rest] = files;
    const archive = await tarball([
      ...rest.map((file) => ({ name: `acme-shop-abc/${file.path}`, content: bytes.get(file.blob) ?? Buffer.alloc(0) })),
      { name: `acme-shop-abc/${first?.path}`, content: Buffer.from("filtered by .gitattributes") },
      { name: "acme-shop-abc/link.py", content: Buffer.alloc(0), type: "symlink" as const },
    ]);
    github.script(({ path }) =>
      path.includes("/tarball/")
        ? { body: archive, headers: { "content-type": "application/x-gzip" } }
        : answerBlob(path, bytes),
    );
    const contents = await readBlobs(github.access, "c", files, limits);

    expect(files.map((file) => contents.get(file.blob))).toEqual(
      files.map((file) => ({ bytes: bytes.get(file.blob) })),
    );
    expect(github.requests.map(({ path }) => path.replace(/[0-9a-f]{40}/, "SHA"))).toEqual([
      "/repos/acme/shop/tarball/c",
      "/repos/acme/shop/git/blobs/SHA",
    ]);
  });

  it("says why a file could not be read", async () => {
    const { files, bytes } = repository(6);
    github.script(({ path }) =>
      path.includes("/tarball/")
        ? { body: gzipSync("") }
        : path.endsWith("/graphql")
          ? { body: { data: { repository: null } } }
          : answerBlob(path.replace(files[0]?.blob ?? "", "x"), bytes),
    );
    const contents = await readBlobs(github.access, "c", files, limits);

    expect(contents.get(files[0]?.blob ?? "")).toEqual({ unreadable: "GitHub answered 404" });
    expect(contents.get(files[5]?.blob ?? "")).toEqual({
      unreadable: "it was not in the repository's archive, or beyond its first 200 MB",
    });
    expect(files.filter((file) => !contents.has(file.blob))).toEqual([]);
  });

  it("leaves large and binary files", async () => {
    const { files } = repository(3);
    github.script(({ path }) =>
      path.endsWith("/graphql")
        ? {
            body: {
              data: {
                repository: {
                  b0: { text: null, isTruncated: true, isBinary: false, byteSize: 5_000 },
                  b1: { text: null, isTruncated: false, isBinary: true, byteSize: 5 },
                  b2: null,
                },
              },
            },
          }
        : { body: { content: "", encoding: "base64", size: 5_000 } },
    );
    const contents = await readBlobs(github.access, "c", files, limits);

    expect(files.map((file) => contents.get(file.blob))).toEqual([
      { unreadable: "it is larger than 0 MB" },
      { unreadable: "it is binary" },
      { unreadable: "it is larger than 0 MB" },
    ]);
  });

  it("does not take a rate limit for an unreadable file", async () => {
    github.script(() => ({ status: 403, body: { message: "You have exceeded a secondary rate limit" } }));

    await expect(readBlobs(github.access, "c", repository(1).files, limits)).rejects.toThrow("secondary rate limit");
  });
});

describe("unpack", () => {
  it("stops at the limit and keeps what it has", async () => {
    const { files, bytes } = repository(2);
    const archive = await tarball([
      { name: `x/${files[0]?.path}`, content: bytes.get(files[0]?.blob ?? "") ?? Buffer.alloc(0) },
      { name: "x/big.bin", content: Buffer.alloc(500_000) },
      { name: `x/${files[1]?.path}`, content: bytes.get(files[1]?.blob ?? "") ?? Buffer.alloc(0) },
    ]);
    const found = await unpack(Readable.from([archive]), files, { totalBytes: 100_000, fileBytes: 1_000 });

    expect([...found.keys()].filter((sha) => sha === files[1]?.blob)).toEqual([]);
  });

  it("rejects what is no archive", async () => {
    await expect(unpack(Readable.from([Buffer.from("hello")]), [], limits)).rejects.toThrow();
  });
});
