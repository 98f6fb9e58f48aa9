import { setTimeout as pause } from "node:timers/promises";

import { createAnalyser } from "../../src/analyser.ts";
import { type RunningApp, startApp } from "../../src/app/app.ts";
import { createLogger } from "../../src/app/logger.ts";
import { defaultJobSettings, type JobSettings, type Settings } from "../../src/app/settings.ts";
import type { Analyser } from "../../src/engine/analyser.ts";
import { MemoryQueue } from "../../src/queue/memory-queue.ts";
import { rules } from "../../src/rules/index.ts";
import type { PullName, Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import type { CheckRun, Pull } from "../../src/sandbox/store.ts";

/** The real App against the embedded GitHub. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly app: RunningApp;
  /** What the App logged, one object per line. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Resolves when nothing is being delivered, waiting or under review. */
  readonly idle: () => Promise<void>;
  /** Ends the App and starts another one that knows nothing. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly analyser?: Analyser;
  readonly jobs?: Partial<JobSettings>;
  /** What the installation grants; the default is what the manifest asks for. */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  /** Space out and repeat requests as in production. */
  readonly unhurried?: boolean;
}

export const repository = { owner: "acme", repo: "shop" };

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox({
    checkPayloads: true,
    ...(options.permissions === undefined ? {} : { permissions: options.permissions }),
  });
  const analyser = options.analyser ?? (await createAnalyser());
  const settings = settingsFor(sandbox, {
    ...defaultJobSettings(),
    debounceMs: 0,
    maxDebounceMs: 0,
    retryDelaysMs: [],
    settleMs: 0,
    ...options.jobs,
  });
  const log: Readonly<Record<string, unknown>>[] = [];
  const start = async (): Promise<{ readonly app: RunningApp; readonly queue: MemoryQueue }> => {
    const queue = new MemoryQueue(settings.jobs);
    const app = await startApp(settings, {
      analyser,
      rules,
      queue,
      log: createLogger(settings.log, { write: (line) => void log.push(JSON.parse(line)) }),
      octokitDefaults: { throttle: options.unhurried === true, retry: options.unhurried === true },
    });
    sandbox.setWebhookUrl(app.webhookUrl);
    return { app, queue };
  };
  let running = await start();
  return {
    sandbox,
    get app() {
      return running.app;
    },
    log,
    idle: async () => {
      for (;;) {
        await sandbox.settled();
        const { waiting, active } = await running.queue.stats();
        if (waiting + active === 0) {
          return;
        }
        await pause(5);
      }
    },
    restart: async () => {
      await running.app.close();
      running = await start();
    },
    close: async () => {
      await running.app.close();
      await analyser.close();
      await sandbox.close();
    },
  };
}

function settingsFor(sandbox: Sandbox, jobs: JobSettings): Settings {
  const { id, privateKey, webhookSecret } = sandbox.state.app;
  return {
    app: { id, privateKey, webhookSecret },
    github: { apiUrl: sandbox.apiUrl, webUrl: sandbox.url },
    http: { host: "127.0.0.1", port: 0, webhookPath: "/api/github/webhooks", publicUrl: undefined },
    log: { level: "info", format: "json" },
    jobs,
  };
}

const MAIN = `from fastapi import FastAPI

from app import billing

app = FastAPI()
app.include_router(billing.router)
`;

const BILLING = `from fastapi import APIRouter

router = APIRouter()


@router.get("/prices")
async def prices() -> dict[str, int]:
    return {"basic": 1}
`;

/** A change with one question, on line 16. */
export const CHARGE = `import requests
from fastapi import APIRouter

router = APIRouter()


@router.get("/prices")
async def prices() -> dict[str, int]:
    return {"basic": 1}


@router.post("/charge")
async def charge() -> dict[str, bool]:
    # The line below waits for the network.
    url = "https://pay.example"
    answer = requests.post(url, timeout=5)
    return {"ok": answer.ok}
`;

export const CLEAN = BILLING.replace("1}", "2}");

/** A small FastAPI repository, of which \`ann\` writes pull requests. */
export async function createShop(sandbox: Sandbox): Promise<void> {
  sandbox.addUser("ann");
  await sandbox.createRepository({
    owner: repository.owner,
    name: repository.repo,
    files: { "README.md": "# Shop\n", "app/__init__.py": "", "app/main.py": MAIN, "app/billing.py": BILLING },
  });
}

/** Opens a pull request of `ann` that makes the given changes. */
export async function openPull(
  sandbox: Sandbox,
  files: Readonly<Record<string, string | Uint8Array | null>>,
  options: { readonly draft?: boolean; readonly branch?: string } = {},
): Promise<Pull> {
  const branch = options.branch ?? "change";
  await sandbox.pushFiles({ ...repository, branch, files, author: "ann" });
  return sandbox.openPullRequest({
    ...repository,
    head: branch,
    title: "Change",
    author: "ann",
    ...(options.draft === undefined ? {} : { draft: options.draft }),
  });
}

export function nameOf(pull: Pull): PullName {
  return { ...repository, number: pull.number };
}

/** The check runs in the order in which they were started. */
export function checksOf(sandbox: Sandbox): readonly CheckRun[] {
  return sandbox.state.repositories.get("acme/shop")?.checkRuns ?? [];
}

/** How often each request was made, as "METHOD template". */
export function requestCounts(sandbox: Sandbox): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { method, template } of sandbox.requests()) {
    const name = `${method} ${template}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b)));
}
