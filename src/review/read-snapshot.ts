import type { AnalysisRequest, BlobContent, FileRef } from "../engine/analyser.ts";
import type { Unread } from "../engine/finding.ts";
import { isProjectFile, isPythonFile } from "../engine/project-files.ts";
import { changedLines } from "./anchors.ts";
import type { ChangedFile, PullRequest, PullRequestSource, Tree } from "./ports.ts";

/** Larger files are not fetched. */
const MAX_FILE_BYTES = 1024 * 1024;

/** What the analysis is given, and what is known to be outside its reach. */
export interface Snapshot {
  readonly request: AnalysisRequest;
  readonly unread: readonly Unread[];
  readonly unseen: readonly string[];
}

/** Whether the pull request touches Python at all. */
export function touchesPython(files: readonly ChangedFile[]): boolean {
  return files.some(
    (file) => isPythonFile(file.path) || (file.previousPath !== undefined && isPythonFile(file.previousPath)),
  );
}

/** Lists the head and, for the touched files, the merge base; contents are fetched when the analysis asks for them. */
export async function readSnapshot(
  source: PullRequestSource,
  pull: PullRequest,
  files: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<Snapshot> {
  const mergeBase = await source.mergeBase(pull);
  const head = await source.tree(pull.headSha);
  const base = await baseFilesOf(source, mergeBase, files);
  const request: AnalysisRequest = {
    files: regularFiles(head),
    diff: { changed: changedLines(files), baseFiles: base.files },
    load: (missing, side) =>
      load(source, side === "head" ? pull.headSha : mergeBase, missing, side === "head" ? head : base.tree),
    signal,
  };
  return { request, unread: unreadOf(files, head, base.files), unseen: unseenOf(pull, files, head) };
}

const EMPTY_TREE: Tree = { files: [], truncated: false };

async function baseFilesOf(
  source: PullRequestSource,
  mergeBase: string,
  files: readonly ChangedFile[],
): Promise<{ readonly tree: Tree; readonly files: readonly FileRef[] }> {
  const touched = files.filter(
    (file) => isProjectFile(file.path) && file.status !== "added" && file.status !== "removed",
  );
  if (touched.length === 0) {
    return { tree: EMPTY_TREE, files: [] };
  }
  const tree = await source.tree(mergeBase);
  const blobs = new Map(regularFiles(tree).map((file) => [file.path, file.blob]));
  const refs = touched.flatMap((file) => {
    const blob = blobs.get(file.previousPath ?? file.path);
    return blob === undefined ? [] : [{ path: file.path, blob }];
  });
  return { tree, files: refs };
}

function regularFiles(tree: Tree): readonly FileRef[] {
  return tree.files
    .filter((file) => file.kind === "file" && isProjectFile(file.path))
    .map(({ path, blob }) => ({ path, blob }));
}

async function load(
  source: PullRequestSource,
  commit: string,
  missing: readonly FileRef[],
  tree: Tree,
): Promise<ReadonlyMap<string, BlobContent>> {
  const tooLarge = new Set(tree.files.filter((file) => file.size > MAX_FILE_BYTES).map((file) => file.blob));
  const wanted = missing.filter((file) => !tooLarge.has(file.blob));
  const contents = wanted.length === 0 ? new Map<string, BlobContent>() : await source.blobs(commit, wanted);
  const refused = missing
    .filter((file) => tooLarge.has(file.blob))
    .map((file): [string, BlobContent] => [file.blob, { unreadable: "it is larger than 1 MB" }]);
  return new Map([...contents, ...refused]);
}

/** Touched Python files on whose lines nothing can be asked, each with the reason. */
function unreadOf(files: readonly ChangedFile[], head: Tree, baseFiles: readonly FileRef[]): readonly Unread[] {
  const kinds = new Map(head.files.map((file) => [file.path, file.kind]));
  const before = new Map(baseFiles.map((file) => [file.path, file.blob]));
  return files
    .filter((file) => isPythonFile(file.path) && file.status !== "removed")
    .flatMap((file) => {
      if (kinds.get(file.path) === "symlink") {
        return [{ path: file.path, reason: "it is a symbolic link" }];
      }
      // A change of the file's mode alone has no patch and needs none.
      if (file.hunks === undefined && file.noPatch !== "unchanged" && before.get(file.path) !== file.blob) {
        return [
          {
            path: file.path,
            reason:
              "GitHub gave no patch for it (it is binary, or the change is too large), so I could ask nothing about its lines",
          },
        ];
      }
      return [];
    });
}

function unseenOf(pull: PullRequest, files: readonly ChangedFile[], head: Tree): readonly string[] {
  const hidden = pull.changedFiles - files.length;
  return [
    ...(hidden > 0
      ? [`GitHub listed ${files.length} of the ${pull.changedFiles} changed files; I did not see the other ${hidden}.`]
      : []),
    ...(head.truncated ? ["GitHub did not list all files of this repository; what is not listed I did not see."] : []),
  ];
}
