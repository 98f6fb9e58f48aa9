import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { respondJson } from "../intake/respond.ts";

/** Writes the whole answer. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface HttpRoutes {
  readonly webhookPath: string;
  readonly webhook: HttpHandler;
  /** GET routes by path; `undefined` says that there is no such page. */
  readonly page: (path: string) => HttpHandler | undefined;
  readonly onError: (error: unknown) => void;
}

/**
 * The App's listener. Slow clients are cut off: ten seconds for the headers, fifteen for the whole request.
 * What goes wrong inside a handler never reaches the client.
 */
export function createHttpServer(routes: HttpRoutes): Server {
  return createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, maxHeaderSize: 16 * 1024 },
    (request, response) => {
      route(routes, request, response).catch((error: unknown) => {
        routes.onError(error);
        if (!response.headersSent) {
          respondJson(response, 500, { error: "internal error" });
        } else {
          response.destroy();
        }
      });
    },
  );
}

async function route(routes: HttpRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
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
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await closed;
}
