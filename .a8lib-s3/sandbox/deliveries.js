/** Sends webhooks: signed, with a GUID, one attempt each, as the platform does. */
import { createHmac, randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { nextId } from "./store.js";
import { announce, clock } from "./world.js";
/** An answer that takes longer counts as failed (docs.github.com, "Handling failed webhook deliveries"). */
const TIMEOUT_MS = 10_000;
/** A larger event is not delivered at all (docs.github.com, "Webhook events and payloads"). */
const MAX_PAYLOAD_BYTES = 25 * 1024 * 1024;
const MAX_KEPT_RESPONSE = 64 * 1024;
/** Starts the delivery of an event, when the App has a webhook address. Returns at once. */
export function deliver(world, outgoing) {
    const problems = world.payloadProblems?.(outgoing.event, outgoing.payload) ?? [];
    for (const message of problems) {
        world.violations.push({ kind: "webhook-schema", where: outgoing.event, message });
    }
    attempt(world, outgoing, randomUUID(), false);
}
/** Sends a delivery once more with the same GUID. */
export function redeliver(world, delivery) {
    attempt(world, delivery, delivery.guid, true);
}
function attempt(world, outgoing, guid, redelivery) {
    const url = world.state.app.webhookUrl;
    const body = Buffer.from(JSON.stringify(outgoing.payload));
    if (url === undefined || body.length > MAX_PAYLOAD_BYTES)
        return;
    const action = outgoing.payload["action"];
    const delivery = {
        id: nextId(world.state),
        guid,
        event: outgoing.event,
        action: typeof action === "string" ? action : null,
        installationId: outgoing.installationId,
        repositoryId: outgoing.repositoryId,
        redelivery,
        deliveredAt: clock(world),
        url,
        requestHeaders: headers(world, outgoing.event, guid, body),
        payload: outgoing.payload,
        status: "pending",
        statusCode: 0,
        duration: 0,
        responseHeaders: {},
        responseBody: "",
    };
    world.state.deliveries.push(delivery);
    const sending = send(delivery, body).finally(() => {
        world.pending.delete(sending);
        announce(world, "delivery");
    });
    world.pending.add(sending);
}
function headers(world, event, guid, body) {
    const { app } = world.state;
    const signature = createHmac("sha256", app.webhookSecret).update(body).digest("hex");
    return {
        accept: "*/*",
        "content-type": "application/json",
        "content-length": String(body.length),
        "user-agent": "GitHub-Hookshot/sandbox",
        "x-github-delivery": guid,
        "x-github-event": event,
        "x-github-hook-id": String(app.id),
        "x-github-hook-installation-target-id": String(app.id),
        "x-github-hook-installation-target-type": "integration",
        "x-hub-signature-256": `sha256=${signature}`,
    };
}
/** Never rejects: what went wrong is the delivery's status. The wording of the failures is a guess. */
async function send(delivery, body) {
    const start = performance.now();
    try {
        const answer = await post(delivery.url, delivery.requestHeaders, body);
        delivery.statusCode = answer.status;
        delivery.responseHeaders = answer.headers;
        delivery.responseBody = answer.body;
        const good = answer.status >= 200 && answer.status < 300;
        delivery.status = good ? "OK" : `Invalid HTTP Response: ${answer.status}`;
    }
    catch (error) {
        const timedOut = error instanceof Error && ["TimeoutError", "AbortError"].includes(error.name);
        delivery.status = timedOut ? "timed out" : "failed to connect to host";
    }
    delivery.duration = Math.round(performance.now() - start) / 1000;
}
async function post(url, requestHeaders, body) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const request = url.startsWith("https:") ? httpsRequest : httpRequest;
    return await new Promise((fulfil, reject) => {
        // A connection of its own for every delivery, so that a stopping App is not kept open by idle ones.
        const outgoing = request(url, { method: "POST", headers: requestHeaders, agent: false, signal });
        outgoing.on("error", reject);
        outgoing.on("response", (response) => {
            const chunks = [];
            let kept = 0;
            response.on("data", (chunk) => {
                if (kept < MAX_KEPT_RESPONSE)
                    chunks.push(chunk);
                kept += chunk.length;
            });
            response.on("error", reject);
            response.on("end", () => fulfil({
                status: response.statusCode ?? 0,
                headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
                body: Buffer.concat(chunks).toString("utf8"),
            }));
        });
        outgoing.end(body);
    });
}
