import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

import { settingsForTests } from "./support.ts";

let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill("SIGKILL");
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  readonly exit: Promise<unknown>;
}

/** `npm start` as a process of its own, with these variables only. */
function start(env: NodeJS.ProcessEnv): Started {
  const started = spawn(process.execPath, [resolve("lib/start.js")], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  const output = { stdout: "", stderr: "" };
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  started.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  return { child: started, output: () => output, exit: once(started, "close").then(([code]) => code) };
}

async function portOf(started: Started): Promise<number> {
  while (started.child.exitCode === null) {
    const line = started
      .output()
      .stdout.split("\n")
      .find((text) => text.includes("Maestro listens"));
    if (line !== undefined) {
      return Number(JSON.parse(line).port);
    }
    await new Promise((next) => setTimeout(next, 20));
  }
  throw new Error(`the App ended: ${started.output().stderr}`);
}

const { app } = settingsForTests();
const identity = {
  APP_ID: "12",
  PRIVATE_KEY: app.privateKey,
  WEBHOOK_SECRET: app.webhookSecret,
  PORT: "0",
  HOST: "127.0.0.1",
};

describe("npm start", () => {
  it("says what is absent, and ends", async () => {
    const started = start({});

    expect(await started.exit).toBe(2);
    expect(started.output().stderr).toContain("Maestro cannot start:\n- APP_ID is not set.");
    expect(started.output().stderr).toContain("- WEBHOOK_SECRET is not set.");
    expect(started.output().stderr).toContain("- PRIVATE_KEY or PRIVATE_KEY_PATH is not set.");
  });

  it("does not start with a secret that everybody knows", async () => {
    const started = start({ ...identity, WEBHOOK_SECRET: "development" });

    expect(await started.exit).toBe(2);
    expect(started.output().stderr).toBe(
      "Maestro cannot start:\n- WEBHOOK_SECRET is `development`, which everyone knows. Choose a random one.\n",
    );
  });

  it.each(["SIGTERM", "SIGINT"] as const)("answers until %s, and ends in peace", async (signal) => {
    const started = start(identity);
    const port = await portOf(started);
    const response = await fetch(`http://127.0.0.1:${port}/ready`);
    started.child.kill(signal);

    expect(response.status).toBe(200);
    expect(await started.exit).toBe(0);
    expect(started.output().stderr).toBe("");
    expect(started.output().stdout).toContain("Maestro stopped");
  });

  it("says in one sentence that the port is taken", async () => {
    const first = start(identity);
    const port = await portOf(first);
    const second = start({ ...identity, PORT: String(port) });

    expect(await second.exit).toBe(1);
    expect(second.output().stderr).toMatch(/^Maestro ended with an error: .*EADDRINUSE.*\n$/);
    first.child.kill("SIGKILL");
    await first.exit;
  });
});
