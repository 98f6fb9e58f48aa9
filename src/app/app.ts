import type { Logger } from "pino";
import type { Probot } from "probot";

import type { Analyser } from "../engine/analyser.ts";
import type { Rule } from "../engine/rule.ts";
import { isHandledEvent } from "../intake/handled-events.ts";
import { type Delivery, type DeliveryReport, webhookEndpoint } from "../intake/webhook-endpoint.ts";
import { MemoryQueue } from "../queue/memory-queue.ts";
import type { ReviewQueue } from "../queue/review-queue.ts";
import { createProbot, type OctokitDefaults } from "./create-probot.ts";
import { createHttpServer, listen, stopListening } from "./http-server.ts";
import { createLogger } from "./logger.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { pageRoutes } from "./page-routes.ts";
import { type Reviewing, startReviewing } from "./reviewing.ts";
import type { Settings } from "./settings.ts";

/** What the App is made of; what is left out is built from the settings. */
export interface AppParts {
  /** Stays the caller's: the App does not close it. */
  readonly analyser: Analyser;
  /** The rules that questions explain and link to, and that configuration names. */
  readonly rules: readonly Rule[];
  readonly queue?: ReviewQueue;
  readonly log?: Logger;
  readonly octokitDefaults?: OctokitDefaults;
}

export interface RunningApp {
  readonly port: number;
  /** Where the App listens, without a final slash. */
  readonly url: string;
  readonly webhookUrl: string;
  /** Takes no more work, lets reviews finish for `jobs.drainMs`, then stops listening. */
  readonly close: () => Promise<void>;
}

/** Starts the App: listener, queue and workers. Rejects when it cannot listen. */
export async function startApp(settings: Settings, parts: AppParts): Promise<RunningApp> {
  const log = parts.log ?? createLogger(settings.log);
  const queue = parts.queue ?? new MemoryQueue(settings.jobs);
  const metrics = createMetrics(queue);
  const probot = await createProbot(settings, log, parts.octokitDefaults).ready();
  const state = { draining: false, url: "" };
  const reviewing = startReviewing({
    ...parts,
    settings,
    probot,
    queue,
    metrics,
    log,
    rulesUrl: () => rulesUrl(settings, state.url),
  });
  const draining = (): boolean => state.draining;
  const server = createHttpServer({
    webhookPath: settings.http.webhookPath,
    webhook: webhookEndpoint({
      secret: settings.app.webhookSecret,
      draining,
      report: (report) => reportDelivery(report, log, metrics),
      accept: (delivery) => accept(delivery, probot, queue, reviewing),
    }),
    page: pageRoutes({
      queue,
      registry: metrics.registry,
      privateKey: settings.app.privateKey,
      draining,
      webUrl: settings.github.webUrl,
      slug: () => reviewing.context.identity.login?.replace(/\[bot\]$/, ""),
      rules: parts.rules,
    }),
    onError: (error) => log.error({ err: error }, "Request failed"),
  });
  const port = await listen(server, settings.http.port, settings.http.host);
  state.url = `http://${urlHost(settings.http.host)}:${port}`;
  log.info({ port, host: settings.http.host }, "Maestro listens");
  return {
    port,
    url: state.url,
    webhookUrl: state.url + settings.http.webhookPath,
    close: async () => {
      state.draining = true;
      await reviewing.drain();
      await stopListening(server);
      log.info("Maestro stopped");
    },
  };
}

async function accept(
  delivery: Delivery,
  probot: Probot,
  queue: ReviewQueue,
  reviewing: Reviewing,
): Promise<"queued" | "ignored" | "duplicate"> {
  if (!(await queue.firstSeen(delivery.id))) {
    return "duplicate";
  }
  // GitHub signed the payload; Probot's type for it is a union that only GitHub can be held to.
  await probot.receive(delivery as Parameters<typeof probot.receive>[0]);
  return reviewing.outcomeOf(delivery.id);
}

/** Without a public address, links work only where the reader's browser runs beside the App: with a GitHub on this machine. */
function rulesUrl(settings: Settings, url: string): string | undefined {
  const base = settings.http.publicUrl ?? (isLoopback(new URL(settings.github.webUrl).hostname) ? url : undefined);
  return base === undefined ? undefined : `${base}/rules`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
}

function reportDelivery(report: DeliveryReport, log: Logger, metrics: Metrics): void {
  const { outcome, status, reason, event, delivery, seconds, error } = report;
  metrics.deliveries.inc({ event: event !== undefined && isHandledEvent(event) ? event : "other", outcome });
  metrics.ackSeconds.observe(seconds);
  const level = outcome === "failed" ? "error" : outcome === "refused" ? "warn" : "info";
  log[level](
    { event: { name: event }, delivery, status, outcome, reason, ...(error === undefined ? {} : { err: error }) },
    "Delivery answered",
  );
}
