import { startApp } from "../app/app.ts";
import type { Settings } from "../app/settings.ts";
import { defaultJobSettings } from "../app/settings.ts";
import type { Analyser } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import { createProcessAnalyser } from "../worker/process-analyser.ts";
import { rules } from "../rules/index.ts";
import { pages } from "../sandbox/pages/routes.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { startSandbox } from "../sandbox/server.ts";

/** The embedded GitHub with the real App installed on it, both on loopback in this process. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly appUrl: string;
  /** What the first review found, before suggestions were tried out and anything was posted. */
  readonly firstAnalysis: () => Analysis | undefined;
  readonly close: () => Promise<void>;
}

/** Starts both. `port` is the embedded GitHub's; 0 takes a free one. */
export async function startDemo(port: number): Promise<Demo> {
  const sandbox = await startSandbox({ port, pages });
  const observed = observe(createProcessAnalyser());
  const app = await startApp(demoSettings(sandbox), {
    analyser: observed.analyser,
    rules,
    // Pauses between writes are a courtesy to the real GitHub.
    octokitDefaults: { throttle: false, retry: false },
  });
  sandbox.setWebhookUrl(app.webhookUrl);
  return {
    sandbox,
    appUrl: app.url,
    firstAnalysis: observed.first,
    close: async () => {
      // What a review that is under way still posts would be delivered to an App that takes no more work.
      sandbox.setWebhookUrl(undefined);
      await sandbox.settled();
      await app.close();
      await sandbox.close();
      await observed.analyser.close();
    },
  };
}

function demoSettings(sandbox: Sandbox): Settings {
  const { id, privateKey, webhookSecret } = sandbox.state.app;
  return {
    app: { id, privateKey, webhookSecret },
    github: { apiUrl: sandbox.apiUrl, webUrl: sandbox.url },
    http: { host: "127.0.0.1", port: 0, webhookPath: "/api/github/webhooks", publicUrl: undefined },
    log: { level: "warn", format: "pretty" },
    jobs: { ...defaultJobSettings(), debounceMs: 0, maxDebounceMs: 0, drainMs: 2_000 },
  };
}

function observe(analyser: Analyser): { readonly analyser: Analyser; readonly first: () => Analysis | undefined } {
  let first: Analysis | undefined;
  return {
    analyser: {
      analyse: async (request) => {
        const analysis = await analyser.analyse(request);
        first ??= analysis;
        return analysis;
      },
      close: analyser.close,
    },
    first: () => first,
  };
}
