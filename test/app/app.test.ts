import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type RunningApp, startApp } from "../../src/app/app.ts";
import { createLogger } from "../../src/app/logger.ts";
import type { Settings } from "../../src/app/settings.ts";
import { MemoryQueue } from "../../src/queue/memory-queue.ts";
import { rules } from "../../src/rules/index.ts";
import { settingsForTests } from "./support.ts";

let settings: Settings;
let app: RunningApp;
let queue: MemoryQueue;
let log: Record<string, unknown>[];

beforeEach(async () => {
  settings = settingsForTests();
  queue = new MemoryQueue(settings.jobs);
  log = [];
  app = await startApp(settings, {
    analyser: { analyse: () => Promise.reject(new Error("not called")), close: async () => undefined },
    rules,
    queue,
    log: createLogger(settings.log, { write: (line) => void log.push(JSON.parse(line)) }),
    octokitDefaults: { throttle: false, retry: false },
  });
});

afterEach(() => app.close());

async function get(
  path: string,
): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
  const response = await fetch(app.url + path);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function deliver(
  event: string,
  payload: object,
  guid = "guid-1",
): Promise<{ readonly status: number; readonly text: string }> {
  const body = JSON.stringify(payload);
  const response = await fetch(app.webhookUrl, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": guid,
      "x-hub-signature-256": `sha256=${createHmac("sha256", settings.app.webhookSecret).update(body).digest("hex")}`,
    },
  });
  return { status: response.status, text: await response.text() };
}

const opened = {
  action: "opened",
  installation: { id: 7 },
  repository: { id: 99, name: "shop", owner: { login: "acme" } },
  sender: { login: "ann", type: "User" },
  pull_request: { number: 3, state: "open" },
};

describe("the App's pages", () => {
  it("say that it lives and is ready", async () => {
    expect(await get("/health")).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await get("/ready")).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  it("say that it is not ready when the queue takes nothing", async () => {
    await queue.close();

    expect(await get("/ready")).toMatchObject({
      status: 503,
      text: '{"status":"not ready","reason":"the queue cannot be reached"}',
    });
    expect((await get("/health")).status).toBe(200);
  });

  it("say what it is, without anything that could run", async () => {
    const { status, text, headers } = await get("/");

    expect(status).toBe(200);
    expect(text).toContain("<h1>Maestro</h1>");
    expect(text).toContain('<a href="/rules/API007">API007</a>: Liveness and readiness');
    expect(text).not.toContain("<script");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each(rules.map((rule) => rule.id))("explain %s", async (id) => {
    const { status, text, headers } = await get(`/rules/${id}`);

    expect(status).toBe(200);
    expect(text).toContain(id);
    expect(text).not.toContain("&lt;!--");
    expect(text).toMatch(new RegExp(`# asks: ${id}/[a-z-]+(?:, ${id}/[a-z-]+)*\n`));
    expect(text).not.toContain("# expect");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  it.each(["/rules/API999", "/rules/..%2F..%2Fpackage", "/rules/../../README", "/rules/", "/nothing", "/.env"])(
    "are not found at %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it("are not written to", async () => {
    const response = await fetch(`${app.url}/health`, { method: "POST" });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
  });

  it("count deliveries", async () => {
    await deliver("star", {});
    await deliver("pull_request", { ...opened, action: "closed" });
    const { text } = await get("/metrics");

    expect(text).toContain('maestro_deliveries_total{event="other",outcome="ignored"} 1');
    expect(text).toContain('maestro_deliveries_total{event="pull_request",outcome="ignored"} 1');
    expect(text).toContain('maestro_queue_depth{state="waiting"} 0');
  });
});

describe("deliveries", () => {
  it("are queued once", async () => {
    expect(await deliver("pull_request", opened)).toEqual({ status: 202, text: '{"status":"queued"}' });
    expect(await deliver("pull_request", opened)).toEqual({ status: 200, text: '{"status":"duplicate"}' });
  });

  it("that ask for nothing are ignored", async () => {
    const comment = {
      ...opened,
      action: "created",
      issue: { number: 3, state: "open" },
      comment: { id: 1, body: "/maestro recheck", user: { login: "ann" } },
    };

    expect(await deliver("issue_comment", comment)).toEqual({ status: 200, text: '{"status":"ignored"}' });
  });

  it("are refused when the queue takes nothing, and welcome again later", async () => {
    await queue.close();

    expect(await deliver("pull_request", opened)).toMatchObject({ status: 503 });
    expect(await queue.firstSeen("guid-1")).toBe(true);
  });

  it("that break the handlers are refused without details", async () => {
    const answer = await deliver("pull_request", { action: "opened" });

    expect(answer).toEqual({ status: 503, text: '{"status":"failed","error":"the delivery could not be taken"}' });
  });

  it("leave one line each in the log, without payload", async () => {
    await deliver("pull_request", { ...opened, action: "closed", secret: "tell-nobody" });
    await fetch(app.webhookUrl, { method: "POST", body: "tell-nobody", headers: { "content-type": "text/plain" } });
    const lines = log.filter(({ msg }) => msg === "Delivery answered");

    expect(lines).toMatchObject([
      { outcome: "ignored", delivery: "guid-1", level: 30 },
      { outcome: "refused", status: 415, level: 40 },
    ]);
    expect(JSON.stringify(log)).not.toContain("tell-nobody");
  });
});

describe("closing", () => {
  it("stops listening", async () => {
    await app.close();

    await expect(fetch(`${app.url}/health`)).rejects.toThrow();
    app = { ...app, close: async () => undefined };
  });
});
