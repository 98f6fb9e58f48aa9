import type { Probot } from "probot";

import { createAppAnalyser } from "./app/analysis.ts";
import { createLogger } from "./app/logger.ts";
import { createMetrics } from "./app/metrics.ts";
import { startReviewing } from "./app/reviewing.ts";
import { loadSettings } from "./app/settings.ts";
import { MemoryQueue } from "./queue/memory-queue.ts";
import { rules } from "./rules/index.ts";

/**
 * Maestro as a Probot app function, for those who run it inside their own Probot server.
 * `npm start` does not come here: it brings a listener of its own, which refuses what is too large or not signed.
 */
export default function maestro(probot: Probot): void {
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
