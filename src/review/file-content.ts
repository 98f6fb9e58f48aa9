import type { BlobContent, FileRef } from "../engine/analyser.ts";
import { isPythonFile, maxBytesOf } from "../engine/project-files.ts";
import type { PullRequestSource, Tree } from "./ports.ts";

/** Larger files are not fetched. */
const MAX_FILE_BYTES = 1024 * 1024;

/** How a Git LFS pointer begins: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_POINTER = "version https://git-lfs.github.com/spec/v1\n";

/** Reads contents of a commit, and says of what is not source text why it was not read. */
export async function readContents(
  source: PullRequestSource,
  commit: string,
  tree: Tree,
  files: readonly FileRef[],
): Promise<ReadonlyMap<string, BlobContent>> {
  const tooLarge = new Map(
    tree.files.filter((file) => file.size > limitOf(file.path)).map((file) => [file.blob, limitOf(file.path)]),
  );
  const wanted = files.filter((file) => !tooLarge.has(file.blob));
  const contents = wanted.length === 0 ? new Map<string, BlobContent>() : await source.blobs(commit, wanted);
  const refused = files.flatMap(({ blob }): [string, BlobContent][] => {
    const limit = tooLarge.get(blob);
    return limit === undefined ? [] : [[blob, { unreadable: `it is larger than ${sizeText(limit)}` }]];
  });
  return new Map([
    ...[...contents].map(([blob, content]): [string, BlobContent] => [blob, checked(content)]),
    ...refused,
  ]);
}

function limitOf(path: string): number {
  return isPythonFile(path) ? MAX_FILE_BYTES : Math.min(MAX_FILE_BYTES, maxBytesOf(path));
}

function sizeText(bytes: number): string {
  return bytes < MAX_FILE_BYTES ? `${Math.round(bytes / 1024)} KB` : "1 MB";
}

function checked(content: BlobContent): BlobContent {
  const pointer =
    "bytes" in content && Buffer.from(content.bytes.subarray(0, LFS_POINTER.length)).toString("latin1") === LFS_POINTER;
  return pointer ? { unreadable: "it is a Git LFS pointer, and its content is stored elsewhere" } : content;
}
