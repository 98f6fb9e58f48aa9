import type { AnalysisConfiguration } from "./configuration.ts";
import type { Analysis } from "./finding.ts";

/** A file of a snapshot, named by its git blob, so that the same content is never parsed twice. */
export interface FileRef {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** The git blob's SHA: `sha1("blob " + length + "\0" + bytes)`. */
  readonly blob: string;
}

/** What a blob held: its bytes, or why they could not be had. */
export type BlobContent = { readonly bytes: Uint8Array } | { readonly unreadable: string };

/** The lines of the head (1-based) that the change added or modified, by path. */
export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** One analysis: which files the project has, and how to get at those that are not known yet. */
export interface AnalysisRequest {
  /** The Python files (and project files such as `pyproject.toml`) of the head. */
  readonly files: readonly FileRef[];
  /** With a diff: the lines it changed and the merge base's versions of the touched files. Without: the whole tree counts as changed. */
  readonly diff?: {
    readonly changed: ChangedLines;
    /** Touched files as they were at the merge base, under their head's path when renamed. */
    readonly baseFiles: readonly FileRef[];
  };
  /** Fetches the contents that no cache holds. Called at most once for the head and once for the base; keys of the answer are blob SHAs. */
  readonly load: (missing: readonly FileRef[], side: "head" | "base") => Promise<ReadonlyMap<string, BlobContent>>;
  /** Defaults apply without. */
  readonly configuration?: AnalysisConfiguration;
  /** `routes`: the API surface instead of questions. */
  readonly purpose?: "questions" | "routes";
  readonly signal?: AbortSignal;
}

/** Turns a snapshot into questions. Deterministic: the same snapshot gives the same findings. */
export interface Analyser {
  readonly analyse: (request: AnalysisRequest) => Promise<Analysis>;
  /** Ends child processes, if any. */
  readonly close: () => Promise<void>;
}
