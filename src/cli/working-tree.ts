import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";

import type { BlobContent, FileRef } from "../engine/analyser.ts";
import { isProjectFile } from "../engine/project-files.ts";
import { ConfigError } from "../errors.ts";
import { MAX_FILE_BYTES } from "../python/decode.ts";
import { blobSha, unreadBlob } from "./blob-sha.ts";
import { walkDirectory } from "./directory-walk.ts";
import { gitOutput, runGit, splitNul } from "./git.ts";

/** The project's files as they lie on disk. */
export interface WorkingTree {
  /** Absolute, with symbolic links resolved. All paths are relative to it. */
  readonly root: string;
  readonly inGit: boolean;
  readonly files: readonly FileRef[];
  readonly contents: ReadonlyMap<string, BlobContent>;
  readonly untracked: ReadonlySet<string>;
}

/** Reads the project under `path`: what git tracks and what it does not ignore, or every file where there is no git. */
export async function readWorkingTree(path: string): Promise<WorkingTree> {
  const root = await projectRoot(path);
  const inside = await runGit(root, ["rev-parse", "--is-inside-work-tree"]);
  const inGit = inside.status === 0 && inside.stdout.toString("utf8").trim() === "true";
  if (!inGit && !/not a git repository/.test(inside.stderr) && inside.status !== 0) {
    throw new ConfigError([`git cannot read ${path}: ${inside.stderr.split("\n")[0] ?? ""}`]);
  }
  const untracked = new Set(inGit ? await gitFiles(root, ["--others", "--exclude-standard"]) : []);
  const listed = inGit ? [...(await gitFiles(root, ["--cached"])), ...untracked] : await walkDirectory(root);
  const paths = [...new Set(listed)].filter(isProjectFile).toSorted();
  const files: FileRef[] = [];
  const contents = new Map<string, BlobContent>();
  const insideRoot = folderGuard(root);
  for (const each of paths) {
    const content = await readProjectFile(root, each, insideRoot);
    if (content === undefined) continue;
    const blob = "bytes" in content ? blobSha(content.bytes) : unreadBlob(each);
    files.push({ path: each, blob });
    contents.set(blob, content);
  }
  return { root, inGit, files, contents, untracked };
}

/** The folder's absolute path, with symbolic links resolved. */
export async function projectRoot(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    if ((await stat(absolute)).isDirectory()) return await realpath(absolute);
  } catch (error) {
    throw new ConfigError([`${path} cannot be opened (${errorCode(error)}).`]);
  }
  throw new ConfigError([`${path} is a file. Name the project's folder: a question needs to see how a file is used.`]);
}

async function gitFiles(root: string, which: readonly string[]): Promise<string[]> {
  return splitNul(await gitOutput(root, ["ls-files", "-z", ...which], `git cannot list the files of ${root}`));
}

/** The file's bytes, why they could not be had, or `undefined` for what is no file of the project: deleted, a link, a submodule. */
async function readProjectFile(
  root: string,
  path: string,
  insideRoot: (folder: string) => Promise<boolean>,
): Promise<BlobContent | undefined> {
  const absolute = join(root, path);
  try {
    const found = await lstat(absolute);
    if (!found.isFile()) return undefined;
    if (!(await insideRoot(dirname(absolute))))
      return { unreadable: "it lies behind a symbolic link that leaves the folder" };
    if (found.size > MAX_FILE_BYTES) return { unreadable: `it is larger than ${MAX_FILE_BYTES / 1_000_000} MB` };
    return { bytes: await readFile(absolute) };
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return { unreadable: `it cannot be opened (${code})` };
  }
}

/** A tracked folder can have been replaced by a link to anywhere: tells whether a folder really lies under the root. */
function folderGuard(root: string): (folder: string) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const real = await realpath(folder);
    const inside = real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
    known.set(folder, inside);
    return inside;
  };
}

function errorCode(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  throw error;
}
