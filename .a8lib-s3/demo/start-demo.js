import { startApp } from "../app/app.js";
import { defaultJobSettings } from "../app/settings.js";
import { createProcessAnalyser } from "../worker/process-analyser.js";
import { rules } from "../rules/index.js";
import { pages } from "../sandbox/pages/routes.js";
import { startSandbox } from "../sandbox/server.js";
/** Starts both. `port` is the embedded GitHub's; 0 takes a free one. */
export async function startDemo(port) {
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
        lastAnalysis: observed.last,
        close: async () => {
            await app.close();
            await sandbox.close();
            await observed.analyser.close();
        },
    };
}
function demoSettings(sandbox) {
    const { id, privateKey, webhookSecret } = sandbox.state.app;
    return {
        app: { id, privateKey, webhookSecret },
        github: { apiUrl: sandbox.apiUrl, webUrl: sandbox.url },
        http: { host: "127.0.0.1", port: 0, webhookPath: "/api/github/webhooks", publicUrl: undefined },
        log: { level: "warn", format: "pretty" },
        jobs: { ...defaultJobSettings(), debounceMs: 0, maxDebounceMs: 0, drainMs: 2_000 },
    };
}
function observe(analyser) {
    let last;
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
