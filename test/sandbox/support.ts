import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Probot, ProbotOctokit } from "probot";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import type { Pull } from "../../src/sandbox/store.ts";

export const SHOP = { owner: "acme", repo: "shop" } as const;

const BASE = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join("\n");

/** `app/main.py` has 40 lines; the pull request changes line 10 and line 35 and adds `app/new.py`. */
export const FILES = { "app/main.py": `${BASE}\n`, "app/old.py": "a = 1\nb = 2\nc = 3\n", "README.md": "# Shop\n" };

export const CHANGED = {
  "app/main.py": `${BASE.replace("line 10\n", "changed 10\n").replace("line 35\n", "changed 35\n")}\n`,
  "app/new.py": "import requests\n\nrequests.get('/')\n",
};

/** A sandbox with `acme/shop`, whose collaborators are `ada` (write) and `tess` (triage). */
export async function startShop(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ checkPayloads: true, ...options });
  await sandbox.createRepository({ owner: SHOP.owner, name: SHOP.repo, files: FILES });
  sandbox.addUser("ada", { on: SHOP, role: "write" });
  sandbox.addUser("tess", { on: SHOP, role: "triage" });
  return sandbox;
}

/** Pushes the change to `feature` and opens the pull request as `ada`. */
export async function openShopPull(sandbox: Sandbox): Promise<Pull> {
  await sandbox.pushFiles({ ...SHOP, branch: "feature", files: CHANGED, author: "ada", message: "Change lines" });
  return await sandbox.openPullRequest({ ...SHOP, head: "feature", title: "Change lines", author: "ada" });
}

/** The client as Probot makes it, without its pauses between writes and without retries. */
export function probotFor(sandbox: Sandbox): Probot {
  const { app } = sandbox.state;
  return new Probot({
    appId: app.id,
    privateKey: app.privateKey,
    secret: app.webhookSecret,
    logLevel: "fatal",
    baseUrl: sandbox.apiUrl,
    Octokit: ProbotOctokit.defaults((options: Record<string, unknown>) => ({
      ...options,
      throttle: { ...Object(options["throttle"]), enabled: false },
      retry: { enabled: false },
    })),
  });
}

/** Probot's client with a token of the installation on `acme`. */
export async function installationClient(sandbox: Sandbox): Promise<ProbotOctokit> {
  const [id] = sandbox.state.installations.keys();
  return await probotFor(sandbox).auth(id ?? 0);
}

/** An HTTP server that answers webhooks as told and remembers them. */
export interface Hook {
  readonly url: string;
  readonly received: { readonly headers: Record<string, string | string[] | undefined>; readonly body: string }[];
  status: number;
  readonly close: () => Promise<void>;
}

export async function startHook(): Promise<Hook> {
  const received: Hook["received"] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(hook.status).end("answer");
    });
  });
  await new Promise<void>((fulfil) => server.listen(0, "127.0.0.1", fulfil));
  const hook: Hook = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    status: 200,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((fulfil) => server.close(() => fulfil()));
    },
  };
  return hook;
}
