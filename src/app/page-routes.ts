import { createPrivateKey } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Registry } from "prom-client";

import { respondJson } from "../intake/respond.ts";
import type { ReviewQueue } from "../queue/review-queue.ts";
import type { HttpHandler } from "./http-server.ts";
import { homePage, PAGE_HEADERS, rulePage } from "./pages.ts";

export interface PageRoutesOptions {
  readonly queue: ReviewQueue;
  readonly registry: Registry;
  readonly privateKey: string;
  readonly draining: () => boolean;
  readonly webUrl: string;
  readonly slug: () => string | undefined;
  readonly rules: readonly { readonly id: string; readonly title: string }[];
}

/** `/health`, `/ready`, `/metrics`, `/` and `/rules/API00N`. */
export function pageRoutes(options: PageRoutesOptions): (path: string) => HttpHandler | undefined {
  const routes: ReadonlyMap<string, HttpHandler> = new Map<string, HttpHandler>([
    ["/health", (_request, response) => respondJson(response, 200, { status: "ok" })],
    ["/ready", (_request, response) => ready(options, response)],
    ["/metrics", (_request, response) => metrics(options.registry, response)],
    [
      "/",
      (_request, response) =>
        sendPage(response, homePage({ webUrl: options.webUrl, slug: options.slug(), rules: options.rules })),
    ],
  ]);
  return (path) =>
    routes.get(path) ?? (path.startsWith("/rules/") ? (_request, response) => sendRule(path, response) : undefined);
}

async function ready(options: PageRoutesOptions, response: ServerResponse): Promise<void> {
  const problem = await problemOf(options);
  if (problem === undefined) {
    respondJson(response, 200, { status: "ready" });
  } else {
    respondJson(response, 503, { status: "not ready", reason: problem });
  }
}

async function problemOf(options: PageRoutesOptions): Promise<string | undefined> {
  if (options.draining()) {
    return "stopping";
  }
  try {
    createPrivateKey(options.privateKey);
  } catch {
    // The reason may quote the key, and /ready is public.
    return "the private key does not parse";
  }
  const reachable = await options.queue.reachable().catch(() => false);
  return reachable ? undefined : "the queue cannot be reached";
}

async function metrics(registry: Registry, response: ServerResponse): Promise<void> {
  const text = await registry.metrics();
  response.writeHead(200, { "content-type": registry.contentType, "x-content-type-options": "nosniff" });
  response.end(text);
}

async function sendRule(path: string, response: ServerResponse): Promise<void> {
  const page = await rulePage(path.slice("/rules/".length));
  if (page === undefined) {
    respondJson(response, 404, { error: "no such rule" });
  } else {
    sendPage(response, page);
  }
}

function sendPage(response: ServerResponse, page: string): void {
  response.writeHead(200, { ...PAGE_HEADERS, "content-length": Buffer.byteLength(page) });
  response.end(page);
}
