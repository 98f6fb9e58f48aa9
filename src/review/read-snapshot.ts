import type { AnalysisRequest, BlobContent, ChangedLines, FileRef } from "../engine/analyser.ts";
import type { AnalysisConfiguration } from "../engine/configuration.ts";
import type { Unread } from "../engine/finding.ts";
import { isInfrastructureFile, isProjectFile, isPythonFile } from "../engine/project-files.ts";
import { changedLines } from "./anchors.ts";
import { deriveHeadTree } from "./derive-tree.ts";
import { readContents } from "./file-content.ts";
import { addedLines } from "./line-diff.ts";
import type { ChangedFile, Diff, PullRequest, PullRequestSource, Tree } from "./ports.ts";

/** What the analysis is given, and what is known to be outside its reach. */
export interface Snapshot {
  readonly request: AnalysisRequest;
  readonly head: Tree;
  readonly unread: readonly Unread[];
  readonly unseen: readonly string[];
  /** Sentences about files that were read although GitHub gave no patch for them. */
  readonly remarks: readonly string[];
}

/** Whether the pull request touches what questions are about: Python, or how the service is built, run and reached. */
export function touchesService(files: readonly ChangedFile[]): boolean {
  const concerns = (path: string): boolean => isPythonFile(path) || isInfrastructureFile(path);
  return files.some((file) => concerns(file.path) || (file.previousPath !== undefined && concerns(file.previousPath)));
}

/** Whether a snapshot has Python before or after the change. A Dockerfile of another language is nobody's question. */
export function hasPython({ request }: Snapshot): boolean {
  return [...request.files, ...(request.diff?.baseFiles ?? [])].some((file) => isPythonFile(file.path));
}

/** Lists the head and, for the touched files, the merge base; contents are fetched when the analysis asks for them. */
export async function readSnapshot(
  source: PullRequestSource,
  pull: PullRequest,
  diff: Diff,
  configuration: AnalysisConfiguration,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { files, mergeBase } = diff;
  const base = await source.tree(mergeBase);
  const head = deriveHeadTree(base, diff, pull.changedFiles) ?? (await source.tree(pull.headSha));
  const sides: Sides = { source, head, base, headSha: pull.headSha, mergeBase };
  const baseFiles = baseFilesOf(base, files);
  const own = await diffByHand(sides, files);
  const request: AnalysisRequest = {
    files: regularFiles(head),
    diff: { changed: new Map([...changedLines(files), ...own.lines]), baseFiles },
    load: (missing, side) =>
      side === "head"
        ? readContents(source, pull.headSha, head, missing)
        : readContents(source, mergeBase, base, missing),
    configuration,
    signal,
  };
  return {
    request,
    head,
    unread: [...links(files, head), ...own.unread],
    unseen: unseenOf(pull, files, head),
    remarks:
      own.lines.size === 0
        ? []
        : [
            `GitHub gave no patch for ${own.lines.size === 1 ? "one file" : `${own.lines.size} files`}, so questions about their lines stand below.`,
          ],
  };
}

interface Sides {
  readonly source: PullRequestSource;
  readonly head: Tree;
  readonly base: Tree;
  readonly headSha: string;
  readonly mergeBase: string;
}

function baseFilesOf(tree: Tree, files: readonly ChangedFile[]): readonly FileRef[] {
  const blobs = new Map(regularFiles(tree).map((file) => [file.path, file.blob]));
  return files
    .filter((file) => isProjectFile(file.path) && file.status !== "added" && file.status !== "removed")
    .flatMap((file) => {
      const blob = blobs.get(file.previousPath ?? file.path);
      return blob === undefined ? [] : [{ path: file.path, blob }];
    });
}

function regularFiles(tree: Tree): readonly FileRef[] {
  return tree.files
    .filter((file) => file.kind === "file" && isProjectFile(file.path))
    .map(({ path, blob }) => ({ path, blob }));
}

/** Changed lines of Python files that came without a patch, by comparing both contents here. */
async function diffByHand(
  sides: Sides,
  files: readonly ChangedFile[],
): Promise<{ readonly lines: ChangedLines; readonly unread: readonly Unread[] }> {
  const heads = new Map(sides.head.files.map((file) => [file.path, file]));
  const bases = new Map(sides.base.files.map((file) => [file.path, file]));
  const pairs = files.flatMap((file) => {
    const head = heads.get(file.path);
    const base = bases.get(file.previousPath ?? file.path);
    const wanted = isPythonFile(file.path) && file.hunks === undefined && file.noPatch !== "unchanged";
    // A change of the file's mode alone has no patch and needs none.
    return wanted && head?.kind === "file" && head.blob !== base?.blob ? [{ head, base }] : [];
  });
  if (pairs.length === 0) return { lines: new Map(), unread: [] };
  const { source, headSha, mergeBase } = sides;
  const after = await readContents(
    source,
    headSha,
    sides.head,
    pairs.map(({ head }) => head),
  );
  const before = await readContents(
    source,
    mergeBase,
    sides.base,
    pairs.flatMap(({ base }) => base ?? []),
  );
  const lines = new Map<string, ReadonlySet<number>>();
  const unread: Unread[] = [];
  for (const { head, base } of pairs) {
    const added = compare(
      base === undefined ? { bytes: new Uint8Array(0) } : before.get(base.blob),
      after.get(head.blob),
    );
    if (added === undefined) unread.push({ path: head.path, reason: NO_PATCH });
    else lines.set(head.path, added);
  }
  return { lines, unread };
}

const NO_PATCH =
  "GitHub gave no patch for it (it is binary, or the change is too large), so I could ask nothing about its lines";

function compare(base: BlobContent | undefined, head: BlobContent | undefined): ReadonlySet<number> | undefined {
  return base !== undefined && head !== undefined && "bytes" in base && "bytes" in head && !head.bytes.includes(0)
    ? addedLines(base.bytes, head.bytes)
    : undefined;
}

function links(files: readonly ChangedFile[], head: Tree): readonly Unread[] {
  const kinds = new Map(head.files.map((file) => [file.path, file.kind]));
  return files.flatMap(({ path }) => {
    const kind = isPythonFile(path) ? kinds.get(path) : undefined;
    if (kind === "symlink") return [{ path, reason: "it is a symbolic link" }];
    return kind === "submodule" ? [{ path, reason: "it is a submodule" }] : [];
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
