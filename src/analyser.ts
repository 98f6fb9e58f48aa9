import type { Analyser } from "./engine/analyser.ts";
import { analyseSnapshot, type Engine } from "./engine/analyse-snapshot.ts";
import { createMemoryCache } from "./engine/facts-cache.ts";
import { chooseBackend } from "./python/choose-backend.ts";
import { rules } from "./rules/index.ts";

/** How the analyser is set up; everything has a default. */
export interface AnalyserOptions {
  /** The parser to use; by default the native one where it loads, else the WebAssembly build. */
  readonly backend?: "native" | "wasm";
  /** Told once when the native parser could not be loaded, with the reason. */
  readonly onFallback?: (reason: string) => void;
  /** Memory for facts of files seen before, in bytes. */
  readonly cacheBytes?: number;
}

const DEFAULT_CACHE_BYTES = 512 * 1024 * 1024;

/** The analyser with all rules, running in this process. */
export async function createAnalyser(options: AnalyserOptions = {}): Promise<Analyser> {
  const { backend, fallbackReason } = await chooseBackend(options.backend);
  if (fallbackReason !== undefined) options.onFallback?.(fallbackReason);
  const engine: Engine = { backend, cache: createMemoryCache(options.cacheBytes ?? DEFAULT_CACHE_BYTES), rules };
  return {
    analyse: (request) => analyseSnapshot(engine, request),
    close: () => Promise.resolve(),
  };
}
