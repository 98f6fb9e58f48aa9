import { createPrivateKey } from "node:crypto";
import { respondJson } from "../intake/respond.js";
import { homePage, PAGE_HEADERS, rulePage } from "./pages.js";
/** `/health`, `/ready`, `/metrics`, `/` and `/rules/API00N`. */
export function pageRoutes(options) {
    const routes = new Map([
        ["/health", (_request, response) => respondJson(response, 200, { status: "ok" })],
        ["/ready", (_request, response) => ready(options, response)],
        ["/metrics", (_request, response) => metrics(options.registry, response)],
        [
            "/",
            (_request, response) => sendPage(response, homePage({ webUrl: options.webUrl, slug: options.slug(), ruleIds: options.ruleIds })),
        ],
    ]);
    return (path) => routes.get(path) ?? (path.startsWith("/rules/") ? (_request, response) => sendRule(path, response) : undefined);
}
async function ready(options, response) {
    const problem = await problemOf(options);
    if (problem === undefined) {
        respondJson(response, 200, { status: "ready" });
    }
    else {
        respondJson(response, 503, { status: "not ready", reason: problem });
    }
}
async function problemOf(options) {
    if (options.draining()) {
        return "stopping";
    }
    try {
        createPrivateKey(options.privateKey);
    }
    catch {
        // The reason may quote the key, and /ready is public.
        return "the private key does not parse";
    }
    const reachable = await options.queue.reachable().catch(() => false);
    return reachable ? undefined : "the queue cannot be reached";
}
async function metrics(registry, response) {
    const text = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType, "x-content-type-options": "nosniff" });
    response.end(text);
}
async function sendRule(path, response) {
    const page = await rulePage(path.slice("/rules/".length));
    if (page === undefined) {
        respondJson(response, 404, { error: "no such rule" });
    }
    else {
        sendPage(response, page);
    }
}
function sendPage(response, page) {
    response.writeHead(200, { ...PAGE_HEADERS, "content-length": Buffer.byteLength(page) });
    response.end(page);
}
