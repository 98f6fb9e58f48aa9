import { createAppAnalyser } from "./app/analysis.js";
import { createLogger } from "./app/logger.js";
import { createMetrics } from "./app/metrics.js";
import { startReviewing } from "./app/reviewing.js";
import { loadSettings } from "./app/settings.js";
import { MemoryQueue } from "./queue/memory-queue.js";
import { rules } from "./rules/index.js";
/**
 * Maestro as a Probot app function, for those who run it inside their own Probot server.
 * `npm start` does not come here: it brings a listener of its own, which refuses what is too large or not signed.
 */
export default function maestro(probot) {
    const settings = loadSettings(process.env);
    const log = createLogger(settings.log);
    const queue = new MemoryQueue(settings.jobs);
    startReviewing({
        settings,
        probot,
        queue,
        rules,
        analyser: createAppAnalyser(settings, log),
        metrics: createMetrics(queue),
        log,
        rulesUrl: () => (settings.http.publicUrl === undefined ? undefined : `${settings.http.publicUrl}/rules`),
    });
}
