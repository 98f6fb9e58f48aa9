import { createHmac } from "node:crypto";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type Delivery, type DeliveryReport, webhookEndpoint } from "../../src/intake/webhook-endpoint.ts";

const SECRET = "a secret for tests";
const LIMIT = 1_000;

let server: Server;
let url: string;
let draining = false;
let accepted: Delivery[];
let reports: DeliveryReport[];
let acceptResult: () => Promise<"queued" | "ignored" | "duplicate">;

beforeEach(async () => {
  accepted = [];
  reports = [];
  draining = false;
  acceptResult = async () => "queued";
  const endpoint = webhookEndpoint({
    secret: SECRET,
    maxBodyBytes: LIMIT,
    draining: () => draining,
    report: (report) => reports.push(report),
    accept: (delivery) => {
      accepted.push(delivery);
      return acceptResult();
    },
  });
  server = createServer((request, response) => void endpoint(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const opened = JSON.stringify({ action: "opened" });

function headersFor(body: string, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  const headers = {
    "content-type": "application/json",
    "x-github-event": "pull_request",
    "x-github-delivery": "guid-1",
    "x-hub-signature-256": signature,
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function send(
  body: string,
  changes: Record<string, string | undefined> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { method: "POST", headers: headersFor(body, changes), body });
  return { status: response.status, body: await response.json() };
}

describe("the webhook endpoint", () => {
  it("takes a signed delivery", async () => {
    expect(await send(opened)).toEqual({ status: 202, body: { status: "queued" } });
    expect(accepted).toEqual([{ id: "guid-1", name: "pull_request", payload: { action: "opened" } }]);
  });

  it.each<[string, string, Record<string, string | undefined>, number, string]>([
    [
      "a signature of another body",
      opened,
      { "x-hub-signature-256": headersFor("{}")["x-hub-signature-256"] },
      401,
      "refused",
    ],
    ["a signature of another form", opened, { "x-hub-signature-256": "sha1=00" }, 401, "refused"],
    ["a body of another type", opened, { "content-type": "application/x-www-form-urlencoded" }, 415, "refused"],
    ["no event", opened, { "x-github-event": undefined }, 400, "refused"],
    ["no delivery", opened, { "x-github-delivery": undefined }, 400, "refused"],
    ["no signature", opened, { "x-hub-signature-256": undefined }, 400, "refused"],
    ["a signed body that is no JSON", "{", {}, 400, "refused"],
    ["a signed body that is no object", "[]", {}, 400, "refused"],
    ["a body over the limit", `{"action":"${"x".repeat(LIMIT)}"}`, {}, 413, "refused"],
    ["an unknown event", opened, { "x-github-event": "star" }, 200, "ignored"],
    ["an action that nobody handles", '{"action":"labeled"}', {}, 200, "ignored"],
    ["a payload without action", "{}", {}, 200, "ignored"],
  ])("answers %s", async (_name, body, changes, status, outcome) => {
    const answer = await send(body, changes);

    expect(answer).toMatchObject({ status, body: { status: outcome } });
    expect(accepted).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ status, outcome });
  });

  it("names the headers that are absent", async () => {
    const { body } = await send(opened, { "x-github-event": undefined, "x-github-delivery": undefined });

    expect(body).toMatchObject({ error: "header absent or malformed: x-github-event, x-github-delivery" });
  });

  it("answers nothing but POST", async () => {
    const response = await fetch(url);

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  it("stops reading at the limit when the length was not announced", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        url,
        { method: "POST", headers: { ...headersFor(opened), "transfer-encoding": "chunked" } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on("error", reject);
      request.write("x".repeat(LIMIT));
      request.write("x".repeat(LIMIT));
    });

    expect(status).toBe(413);
    expect(accepted).toEqual([]);
  });

  it("answers 200 to what it took before", async () => {
    acceptResult = async () => "duplicate";

    expect(await send(opened)).toEqual({ status: 200, body: { status: "duplicate" } });
  });

  it("answers 503 while it stops, so that GitHub records a failure", async () => {
    draining = true;

    expect(await send(opened)).toMatchObject({ status: 503 });
    expect(accepted).toEqual([]);
  });

  it("answers 503 without details when the queue fails", async () => {
    acceptResult = () => Promise.reject(new Error("disk /srv/data is full"));
    const answer = await send(opened);

    expect(answer).toEqual({ status: 503, body: { status: "failed", error: "the delivery could not be taken" } });
    expect(reports[0]?.error).toBeInstanceOf(Error);
  });

  it("reports nothing of the payload", async () => {
    await send('{"action":"opened","secret":"s3cr3t"}', { "x-hub-signature-256": "sha256=00" });

    expect(JSON.stringify(reports)).not.toContain("s3cr3t");
  });

  it("outlives a client that hangs up", async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(url, { method: "POST", headers: { ...headersFor(opened), "content-length": "500" } });
      request.on("error", () => resolve());
      request.write("{");
      setTimeout(() => request.destroy(), 20);
    });

    expect((await send(opened)).status).toBe(202);
  });
});
