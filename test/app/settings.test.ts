import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import { loadSettings } from "../../src/app/settings.ts";
import { ConfigError } from "../../src/errors.ts";

const pem = newKey("rsa");
const folder = mkdtempSync(join(tmpdir(), "maestro-settings-"));

afterAll(() => rmSync(folder, { recursive: true }));

const good = { APP_ID: "12", PRIVATE_KEY: pem, WEBHOOK_SECRET: "0123456789abcdef" };

function newKey(type: "rsa" | "ed25519"): string {
  const pair = type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  return pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadSettings(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
}

describe("loadSettings", () => {
  it("needs no more than the App's identity", () => {
    const settings = loadSettings(good);

    expect(settings.app).toEqual({ id: 12, privateKey: pem, webhookSecret: "0123456789abcdef" });
    expect(settings.github).toEqual({ apiUrl: "https://api.github.com", webUrl: "https://github.com" });
    expect(settings.http).toEqual({
      host: "localhost",
      port: 3000,
      webhookPath: "/api/github/webhooks",
      publicUrl: undefined,
    });
  });

  it("names every variable that is absent", () => {
    const problems = problemsOf({}).join("\n");

    expect(problems).toContain("APP_ID is not set");
    expect(problems).toContain("WEBHOOK_SECRET is not set");
    expect(problems).toContain("PRIVATE_KEY or PRIVATE_KEY_PATH is not set");
  });

  it.each([
    ["", "WEBHOOK_SECRET is not set"],
    ["development", "which everyone knows"],
    ["0123456789abcde", "shorter than 16"],
  ])("refuses the secret %j", (secret, problem) => {
    const problems = problemsOf({ ...good, WEBHOOK_SECRET: secret });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    ["with written-out line breaks", { PRIVATE_KEY: pem.replaceAll("\n", "\\n") }],
    ["in base64", { PRIVATE_KEY: Buffer.from(pem).toString("base64") }],
  ])("accepts the key %s", (_name, env) => {
    expect(loadSettings({ ...good, ...env }).app.privateKey.trim()).toBe(pem.trim());
  });

  it("reads the key from a file", () => {
    const path = join(folder, "key.pem");
    writeFileSync(path, pem);

    expect(loadSettings({ ...good, PRIVATE_KEY: "", PRIVATE_KEY_PATH: path }).app.privateKey).toBe(pem);
  });

  it("says that the key's file is absent", () => {
    expect(problemsOf({ ...good, PRIVATE_KEY: "", PRIVATE_KEY_PATH: join(folder, "no.pem") })).toEqual([
      "The file that PRIVATE_KEY_PATH names cannot be read (ENOENT).",
    ]);
  });

  it("refuses what is no key without repeating it", () => {
    const problems = problemsOf({
      ...good,
      PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
    });

    expect(problems).toEqual(["PRIVATE_KEY does not hold a private key in PEM format."]);
  });

  it("refuses a key that GitHub cannot use", () => {
    expect(problemsOf({ ...good, PRIVATE_KEY: newKey("ed25519") })[0]).toContain("not RSA");
  });

  it("builds the addresses of an enterprise server", () => {
    const settings = loadSettings({ ...good, GHE_HOST: "127.0.0.1:4790", GHE_PROTOCOL: "http" });

    expect(settings.github).toEqual({ apiUrl: "http://127.0.0.1:4790/api/v3", webUrl: "http://127.0.0.1:4790" });
  });

  it.each([
    [{ PORT: "65536" }, "PORT"],
    [{ PORT: "http" }, "PORT"],
    [{ GHE_HOST: "https://ghe.example.com/" }, "GHE_HOST"],
    [{ APP_ID: "twelve" }, "APP_ID"],
    [{ MAESTRO_URL: "javascript:alert(1)" }, "MAESTRO_URL"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
  ] as [NodeJS.ProcessEnv, string][])("says what is wrong with %j", (env, variable) => {
    const problems = problemsOf({ ...good, ...env });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(variable);
  });
});
