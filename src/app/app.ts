import type { Logger } from "pino";

import type { Analyser } from "../engine/analyser.ts";
import type { Decision } from "../intake/intents.ts";
import { type DeliveryReport, webhookEndpoint } from "../intake/webhook-endpoint.ts";
import { isHandledEvent } from "../intake/handled-events.ts";
import { MemoryQueue } from "../queue/memory-queue.ts";
import type { ReviewQueue } from "../queue/review-queue.ts";
import type { RuleNote } from "../wording/rule-note.ts";
import { answerUnknownCommand } from "./commands.ts";
import { createProbot, type OctokitDefaults } from "./create-probot.ts";
import { registerHandlers } from "./handlers.ts";
import { createHttpServer, listen, stopListening } from "./http-server.ts";
import { createJobContext, type JobContext, openPorts } from "./job-context.ts";
import { createLogger } from "./logger.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { pageRoutes } from "./page-routes.ts";
import type { Settings } from "./settings.ts";
import { startWorkers } from "./worker.ts";

/** What the App is made of; what is left out is built from the settings. */
export interface AppParts {
  /** Stays the caller's: the App does not close it. */
  readonly analyser: Analyser;
  /** The rules that questions explain and link to. */
  readonly rules: readonly RuleNote[];
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
  const context = createJobContext({
    settings,
    probot,
    analyser: parts.analyser,
    rules: new Map(parts.rules.map((rule) => [rule.id, rule])),
    rulesUrl: () => rulesUrl(settings, state.url),
    metrics,
    log,
  });
  const actions = createActions(context, queue);
  registerHandlers(probot, { own: () => ownIdentity(context), act: actions.act });
  const server = createHttpServer({
    webhookPath: settings.http.webhookPath,
    webhook: webhookEndpoint({
      secret: settings.app.webhookSecret,
      draining: () => state.draining,
      report: (report) => reportDelivery(report, log, metrics),
      accept: async (delivery) => {
        if (!(await queue.firstSeen(delivery.id))) {
          return "duplicate";
        }
        // The payload was signed by GitHub; Probot's type for it is a union that only GitHub can be held to.
        await probot.receive(delivery as Parameters<typeof probot.receive>[0]);
        return actions.outcomeOf(delivery.id);
      },
    }),
    page: pageRoutes({
      queue,
      registry: metrics.registry,
      privateKey: settings.app.privateKey,
      draining: () => state.draining,
      webUrl: settings.github.webUrl,
      slug: context.identity.known,
      ruleIds: parts.rules.map((rule) => rule.id),
    }),
    onError: (error) => log.error({ err: error }, "Request failed"),
  });
  const port = await listen(server, settings.http.port, settings.http.host);
  state.url = `http://${urlHost(settings.http.host)}:${port}`;
  const workers = startWorkers(context, queue);
  log.info({ port, host: settings.http.host }, "Maestro listens");
  return {
    port,
    url: state.url,
    webhookUrl: state.url + settings.http.webhookPath,
    close: async () => {
      state.draining = true;
      await queue.close();
      await workers.drain(settings.jobs.drainMs);
      await actions.finished();
      await stopListening(server);
      log.info("Maestro stopped");
    },
  };
}

interface Actions {
  readonly act: (decision: Decision, delivery: string) => Promise<void>;
  /** What the delivery led to; asked once. */
  readonly outcomeOf: (delivery: string) => "queued" | "ignored";
  readonly finished: () => Promise<void>;
}

function createActions(context: JobContext, queue: ReviewQueue): Actions {
  const outcomes = new Map<string, "queued" | "ignored">();
  const answers = new Set<Promise<void>>();
  return {
    act: async (decision, delivery) => {
      if (decision.kind === "ignore") {
        context.log.debug({ delivery, reason: decision.reason }, "Delivery asks for nothing");
      } else if (decision.kind === "review") {
        await queue.put(decision.intent);
      } else {
        const answer = answerInBackground(context, decision).finally(() => answers.delete(answer));
        answers.add(answer);
      }
      outcomes.set(delivery, decision.kind === "ignore" ? "ignored" : "queued");
    },
    outcomeOf: (delivery) => {
      const outcome = outcomes.get(delivery) ?? "ignored";
      outcomes.delete(delivery);
      return outcome;
    },
    finished: async () => {
      await Promise.all(answers);
    },
  };
}

async function answerInBackground(
  context: JobContext,
  decision: Extract<Decision, { kind: "unknown-command" }>,
): Promise<void> {
  try {
    const { sink } = await openPorts(context, decision.key);
    await answerUnknownCommand(sink, decision.commentId, context.answered);
  } catch (error) {
    context.log.warn(
      { err: error, repository: decision.key.repositoryId, pull: decision.key.number },
      "Command could not be answered",
    );
  }
}

function ownIdentity(context: JobContext): { readonly appId: number; readonly login: string | undefined } {
  const slug = context.identity.known();
  return { appId: context.settings.app.id, login: slug === undefined ? undefined : `${slug}[bot]` };
}

/** Without a public address, links work only where the reader's browser runs beside the App: with a GitHub on this machine. */
function rulesUrl(settings: Settings, url: string): string | undefined {
  const base = settings.http.publicUrl ?? (isLoopback(new URL(settings.github.webUrl).hostname) ? url : undefined);
  return base === undefined ? undefined : `${base}/rules`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\./.test(host);
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
