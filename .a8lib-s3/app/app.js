import { isHandledEvent } from "../intake/handled-events.js";
import { webhookEndpoint } from "../intake/webhook-endpoint.js";
import { MemoryQueue } from "../queue/memory-queue.js";
import { createProbot } from "./create-probot.js";
import { createHttpServer, listen, stopListening } from "./http-server.js";
import { createLogger } from "./logger.js";
import { createMetrics } from "./metrics.js";
import { pageRoutes } from "./page-routes.js";
import { startReviewing } from "./reviewing.js";
/** Starts the App: listener, queue and workers. Rejects when it cannot listen. */
export async function startApp(settings, parts) {
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
    const draining = () => state.draining;
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
            ruleIds: parts.rules.map((rule) => rule.id),
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
async function accept(delivery, probot, queue, reviewing) {
    if (!(await queue.firstSeen(delivery.id))) {
        return "duplicate";
    }
    // GitHub signed the payload; Probot's type for it is a union that only GitHub can be held to.
    await probot.receive(delivery);
    return reviewing.outcomeOf(delivery.id);
}
/** Without a public address, links work only where the reader's browser runs beside the App: with a GitHub on this machine. */
function rulesUrl(settings, url) {
    const base = settings.http.publicUrl ?? (isLoopback(new URL(settings.github.webUrl).hostname) ? url : undefined);
    return base === undefined ? undefined : `${base}/rules`;
}
function isLoopback(host) {
    return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
function urlHost(host) {
    return host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
}
function reportDelivery(report, log, metrics) {
    const { outcome, status, reason, event, delivery, seconds, error } = report;
    metrics.deliveries.inc({ event: event !== undefined && isHandledEvent(event) ? event : "other", outcome });
    metrics.ackSeconds.observe(seconds);
    const level = outcome === "failed" ? "error" : outcome === "refused" ? "warn" : "info";
    log[level]({ event: { name: event }, delivery, status, outcome, reason, ...(error === undefined ? {} : { err: error }) }, "Delivery answered");
}
