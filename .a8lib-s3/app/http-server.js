import { createServer } from "node:http";
import { respondJson } from "../intake/respond.js";
/**
 * The App's listener. Slow clients are cut off: ten seconds for the headers, fifteen for the whole request.
 * What goes wrong inside a handler never reaches the client.
 */
export function createHttpServer(routes) {
    return createServer({ headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 16 * 1024 }, (request, response) => {
        route(routes, request, response).catch((error) => {
            routes.onError(error);
            if (!response.headersSent) {
                respondJson(response, 500, { error: "internal error" });
            }
            else {
                response.destroy();
            }
        });
    });
}
async function route(routes, request, response) {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (path === routes.webhookPath) {
        return routes.webhook(request, response);
    }
    const page = routes.page(path);
    if (page === undefined) {
        return respondJson(response, 404, { error: "not found" });
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("allow", "GET, HEAD");
        return respondJson(response, 405, { error: "only GET is answered here" });
    }
    return page(request, response);
}
/** Listens and returns the port that was taken. */
export async function listen(server, port, host) {
    await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
            server.off("error", reject);
            resolve();
        });
    });
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
}
/** Stops listening and ends idle connections; answers under way are finished. */
export async function stopListening(server) {
    const closed = new Promise((resolve) => {
        server.close(() => resolve());
    });
    server.closeIdleConnections();
    await closed;
}
