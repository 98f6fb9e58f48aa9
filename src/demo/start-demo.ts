import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createAnalyser } from "../analyser.ts";
import { startApp } from "../app/app.ts";
import type { Settings } from "../app/settings.ts";
import { defaultJobSettings } from "../app/settings.ts";
import type { Analyser } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import { rules } from "../rules/index.ts";
import { pages } from "../sandbox/pages/routes.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { startSandbox } from "../sandbox/server.ts";

/** The embedded GitHub with the real App installed on it, both on loopback in this process. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly appUrl: string;
  /** What the last review found, before anything was posted. */
  readonly lastAnalysis: () => Analysis | undefined;
  readonly close: () => Promise<void>;
}

/** Starts both. `port` is the embedded GitHub's; 0 takes a free one. */
export async function startDemo(port: number): Promise<Demo> {
  const appPort = await freePort();
  const sandbox = await startSandbox({ port, pages });
  const observed = observe(await createAnalyser());
  const settings = demoSettings(sandbox, appPort);
  const app = await startApp(settings, { analyser: observed.analyser, rules });
  sandbox.setWebhookUrl(`${app.url}${settings.http.webhookPath}`);
  return {
    sandbox,
    appUrl: app.url,
    lastAnalysis: observed.last,
    close: async () => {
      await app.close();
      await sandbox.close();
      await observed.analyser.close();
    },
  };
}

/** The App's own address is part of its settings, so the port has to be known before it listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function demoSettings(sandbox: Sandbox, port: number): Settings {
  const { id, privateKey, webhookSecret } = sandbox.state.app;
  return {
    app: { id, privateKey, webhookSecret },
    github: { apiUrl: sandbox.apiUrl, webUrl: sandbox.url },
    http: { host: "127.0.0.1", port, webhookPath: "/api/github/webhooks", publicUrl: `http://127.0.0.1:${port}` },
    log: { level: "warn", format: "pretty" },
    jobs: { ...defaultJobSettings(), debounceMs: 0, maxDebounceMs: 0, drainMs: 2_000 },
  };
}

function observe(analyser: Analyser): { readonly analyser: Analyser; readonly last: () => Analysis | undefined } {
  let last: Analysis | undefined;
  return {
    analyser: {
      analyse: async (request) => {
        last = await analyser.analyse(request);
        return last;
      },
      close: analyser.close,
    },
    last: () => last,
  };
}
