import { analyseSnapshot } from "./engine/analyse-snapshot.js";
import { createMemoryCache } from "./engine/facts-cache.js";
import { chooseBackend } from "./python/choose-backend.js";
import { rules } from "./rules/index.js";
const DEFAULT_CACHE_BYTES = 512 * 1024 * 1024;
/** The analyser with all rules, running in this process. */
export async function createAnalyser(options = {}) {
    const { backend, fallbackReason } = await chooseBackend(options.backend);
    if (fallbackReason !== undefined)
        options.onFallback?.(fallbackReason);
    const engine = { backend, cache: createMemoryCache(options.cacheBytes ?? DEFAULT_CACHE_BYTES), rules };
    return {
        analyse: (request) => analyseSnapshot(engine, request),
        close: () => Promise.resolve(),
    };
}
