import { generateKeyPairSync } from "node:crypto";

import { defaultJobSettings, type Settings } from "../../src/app/settings.ts";

/** Settings for an App on loopback whose GitHub cannot be reached. */
export function settingsForTests(changes: Partial<Settings> = {}): Settings {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    app: {
      id: 12,
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      webhookSecret: "0123456789abcdef",
    },
    github: { apiUrl: "http://127.0.0.1:9/api/v3", webUrl: "http://127.0.0.1:9" },
    http: { host: "127.0.0.1", port: 0, webhookPath: "/api/github/webhooks", publicUrl: undefined },
    log: { level: "info", format: "json" },
    jobs: { ...defaultJobSettings(), workers: 1, debounceMs: 0, maxDebounceMs: 0, retryDelaysMs: [], settleMs: 0 },
    ...changes,
  };
}
