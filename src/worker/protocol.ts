import type { BlobContent, FileRef } from "../engine/analyser.ts";
import type { AnalysisConfiguration } from "../engine/configuration.ts";
import type { Analysis } from "../engine/finding.ts";

/** An analysis as it crosses the process border. Maps and sets survive: the channel uses structured cloning. */
export interface PortableRequest {
  readonly files: readonly FileRef[];
  readonly diff?: {
    readonly changed: ReadonlyMap<string, ReadonlySet<number>>;
    readonly baseFiles: readonly FileRef[];
  };
  readonly configuration?: AnalysisConfiguration;
  readonly purpose?: "questions" | "routes";
  /** Blobs that ended a process before, with what is said about them. */
  readonly refused: ReadonlyMap<string, string>;
}

/** What the keeper tells the analysis process. */
export type ToChild =
  | { readonly k: "analyse"; readonly run: number; readonly request: PortableRequest }
  | { readonly k: "content"; readonly run: number; readonly content: ReadonlyMap<string, BlobContent> }
  | { readonly k: "content failed"; readonly run: number; readonly message: string };

/** What the analysis process tells its keeper. */
export type ToKeeper =
  | { readonly k: "ready"; readonly fallbackReason?: string; readonly cacheProblem?: string }
  | { readonly k: "load"; readonly run: number; readonly side: "head" | "base"; readonly missing: readonly FileRef[] }
  | { readonly k: "parsing"; readonly run: number; readonly file: FileRef }
  | { readonly k: "parsed"; readonly run: number }
  | { readonly k: "done"; readonly run: number; readonly analysis: Analysis }
  | { readonly k: "failed"; readonly run: number; readonly message: string };

/** How a process is set up, given as its only argument in JSON. */
export interface ChildSetup {
  readonly backend?: "native" | "wasm";
  readonly cacheBytes?: number;
  readonly cacheFolder?: string;
}
