import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createProcessAnalyser } from "../worker/process-analyser.js";
import { reportFallback } from "./logger.js";
/** The App's analyser: in processes of its own, so that no file under review can stop the App, with the facts of earlier reviews on disk. */
export function createAppAnalyser(settings, log) {
    return createProcessAnalyser({
        processes: Math.max(1, availableParallelism() - 1),
        ...(settings.dataDir === undefined ? {} : { cacheFolder: join(settings.dataDir, "cache") }),
        onFallback: (reason) => reportFallback(log, reason),
        onCacheProblem: (reason) => log.warn({ reason }, "The cache on disk cannot be used, so facts are kept in memory only"),
        onProcessEnded: (error) => log.warn({ err: error, path: error.file?.path }, "An analysis process ended in the middle of a run"),
    });
}
