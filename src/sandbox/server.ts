/** Starts the embedded GitHub on loopback. */

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HttpBindings } from "@hono/node-server";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { ensureAccount } from "./accounts.ts";
import { handleApi } from "./api.ts";
import { serveGit } from "./git-http.ts";
import { resolveCommit } from "./git.ts";
import { createPeople } from "./people.ts";
import { reading } from "./reading.ts";
import { trafficWriter } from "./recorder.ts";
import type { Exchange } from "./recorder.ts";
import { archive } from "./routes/repositories.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import type { RegisteredApp } from "./registration.ts";
import type { State } from "./store.ts";
import { findRepository, nodeId, timestamp } from "./store.ts";
import { waitFor } from "./wait.ts";
import type { World } from "./world.ts";

/** What Maestro's manifest asks for. */
const PERMISSIONS = {
  metadata: "read",
  contents: "read",
  pull_requests: "write",
  checks: "write",
  issues: "write",
  merge_queues: "read",
} as const;

const EVENTS = [
  "pull_request",
  "pull_request_review_thread",
  "issue_comment",
  "pull_request_review_comment",
  "check_run",
  "merge_group",
];

const FIRST_ID = 100_000;
const SLUG = "maestro";

/** Finding a key takes a good part of a second, so all sandboxes of a process share one. */
let keys: { readonly privateKey: string; readonly publicKey: string } | undefined;

/** Starts a sandbox with nothing in it but the registered App. Everything it keeps is in memory and a temporary folder. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const root = await mkdtemp(join(tmpdir(), "maestro-sandbox-"));
  const world = await createWorld(root, options);
  const directory = options.trafficDir ?? process.env["SANDBOX_TRAFFIC_DIR"];
  const hono = new Hono<{ Bindings: HttpBindings }>();
  mountApi(hono, world, directory === undefined || directory === "" ? undefined : trafficWriter(directory));
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  world.url = `http://127.0.0.1:${port}`;
  const sandbox = facade(world, server);
  if (options.pages) hono.route("/", options.pages(sandbox));
  const listener = getRequestListener(hono.fetch);
  server.on("request", (request, response) => {
    // Another name for this address may be a foreign site that was pointed here; it must not reach local data.
    if (request.headers.host !== `127.0.0.1:${port}` && request.headers.host !== `localhost:${port}`) {
      response.writeHead(421).end("Misdirected Request\n");
      return;
    }
    const serve = async () => {
      if (!(await serveGit(world, request, response))) await listener(request, response);
    };
    serve().catch((error: unknown) => {
      world.violations.push({ kind: "unhandled-error", where: request.url ?? "", message: String(error) });
      response.destroy();
    });
  });
  return sandbox;
}

async function createWorld(root: string, options: SandboxOptions): Promise<World> {
  const now = options.now ?? (() => new Date());
  const state: State = {
    accounts: new Map(),
    repositories: new Map(),
    installations: new Map(),
    deliveries: [],
    tokens: new Map(),
    app: registerApp(options, timestamp(now())),
    lastId: FIRST_ID,
  };
  ensureAccount(state, `${SLUG}[bot]`, "Bot");
  return {
    state,
    root,
    now,
    requests: [],
    violations: [],
    faults: [],
    listeners: new Set(),
    pending: new Set(),
    locks: new Map(),
    payloadProblems: options.checkPayloads ? (await import("./validators/webhooks.ts")).payloadProblems : undefined,
    url: "",
  };
}

function registerApp(options: SandboxOptions, createdAt: string): RegisteredApp {
  keys ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const id = options.appId ?? 4242;
  return {
    id,
    nodeId: nodeId("A", id),
    slug: SLUG,
    name: "Maestro",
    clientId: `Iv1.${randomBytes(8).toString("hex")}`,
    owner: "maestro-review",
    ...keys,
    webhookSecret: options.webhookSecret ?? randomBytes(24).toString("hex"),
    createdAt,
    permissions: options.permissions ?? PERMISSIONS,
    events: options.events ?? EVENTS,
    webhookUrl: options.webhookUrl,
  };
}

function mountApi(
  hono: Hono<{ Bindings: HttpBindings }>,
  world: World,
  record: ((exchange: Exchange) => void) | undefined,
): void {
  const api = async (request: Request, bindings: HttpBindings): Promise<Response> => {
    const body = new Uint8Array(await request.arrayBuffer());
    const { method, headers, url } = request;
    const response = await handleApi(world, { method, url: new URL(url), headers, body }, record);
    if (response) return response;
    bindings.incoming.socket.destroy();
    return new Response(null, { status: 502 });
  };
  hono.all("/api/v3", async (context) => await api(context.req.raw, context.env));
  hono.all("/api/v3/*", async (context) => await api(context.req.raw, context.env));
  hono.post("/api/graphql", async (context) => await api(context.req.raw, context.env));
  hono.get("/codeload/:owner/:repo/legacy.tar.gz/:sha", async (context) => {
    const repository = findRepository(world.state, context.req.param("owner"), context.req.param("repo"));
    const sha = repository && (await resolveCommit(repository.gitDir, context.req.param("sha")));
    if (!repository || !sha) return context.notFound();
    const name = `${repository.owner}-${repository.name}-${sha.slice(0, 7)}.tar.gz`;
    return new Response(new Uint8Array(await archive(repository, sha)), {
      headers: { "content-type": "application/x-gzip", "content-disposition": `attachment; filename=${name}` },
    });
  });
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((fulfil, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", fulfil);
  });
  return (server.address() as AddressInfo).port;
}

function facade(world: World, server: Server): Sandbox {
  return {
    ...createPeople(world),
    url: world.url,
    host: world.url.slice("http://".length),
    apiUrl: `${world.url}/api/v3`,
    graphqlUrl: `${world.url}/api/graphql`,
    state: world.state,
    reading,
    setWebhookUrl: (url) => {
      world.state.app.webhookUrl = url;
    },
    deliveries: () => [...world.state.deliveries],
    requests: () => [...world.requests],
    violations: () => [...world.violations],
    resetRecording: () => {
      world.requests.length = 0;
      world.violations.length = 0;
    },
    addFault: (rule) => {
      const fault = { rule, skip: rule.after ?? 0, left: rule.times ?? 1 };
      world.faults.push(fault);
      return () => {
        const index = world.faults.indexOf(fault);
        if (index >= 0) world.faults.splice(index, 1);
      };
    },
    onChange: (listener) => {
      world.listeners.add(listener);
      return () => world.listeners.delete(listener);
    },
    waitFor: async (condition, timeoutMs) => await waitFor(world, condition, timeoutMs),
    settled: async () => {
      while (world.pending.size > 0) await Promise.all(world.pending);
    },
    close: async () => {
      const closed = new Promise<void>((fulfil) => server.close(() => fulfil()));
      server.closeAllConnections();
      await closed;
      await Promise.allSettled(world.locks.values());
      await rm(world.root, { recursive: true, force: true });
    },
  };
}
