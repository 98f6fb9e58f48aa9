import { createSign } from "node:crypto";
import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, probotFor, SHOP, startShop } from "./support.ts";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;
let now = new Date("2026-11-23T10:00:00Z");

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
});

afterAll(async () => {
  await sandbox.close();
});

function jwt(target: Sandbox, claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(target.state.app.privateKey, "base64url")}`;
}

async function get(path: string, authorization: string, target = sandbox): Promise<[number, string | undefined]> {
  const response = await fetch(`${target.apiUrl}${path}`, { headers: { authorization } });
  const body = (await response.json()) as { message?: string };
  return [response.status, body.message];
}

describe("the App's own token", () => {
  const seconds = () => Math.floor(Date.now() / 1000);

  test("is taken for ten minutes and no longer", async () => {
    const claims = { iss: String(sandbox.state.app.id), iat: seconds() - 30, exp: seconds() + 500 };
    expect(await get("/app", `Bearer ${jwt(sandbox, claims)}`)).toEqual([200, undefined]);
    expect(await get("/app", `Bearer ${jwt(sandbox, { ...claims, exp: seconds() + 700 })}`)).toEqual([
      401,
      "'Expiration time' claim ('exp') is too far in the future",
    ]);
    expect((await get("/app", `Bearer ${jwt(sandbox, { ...claims, exp: seconds() - 10 })}`))[0]).toBe(401);
    expect((await get("/app", `Bearer ${jwt(sandbox, { ...claims, iss: "1" })}`))[0]).toBe(404);
  });

  test("must carry the key's signature", async () => {
    const token = jwt(sandbox, { iss: "4242", iat: seconds(), exp: seconds() + 60 });
    expect(await get("/app", `Bearer ${token.slice(0, -6)}AAAAAA`)).toEqual([
      401,
      "A JSON web token could not be decoded",
    ]);
  });
});

describe("an installation's token", () => {
  test("ends after an hour", async () => {
    const timed = await startShop({ now: () => now });
    const { app } = timed.state;
    const iat = Math.floor(now.getTime() / 1000);
    const [id] = timed.state.installations.keys();
    const response = await fetch(`${timed.apiUrl}/app/installations/${id}/access_tokens`, {
      method: "POST",
      headers: { authorization: `Bearer ${jwt(timed, { iss: app.id, iat, exp: iat + 60 })}` },
    });
    const { token, expires_at } = (await response.json()) as { token: string; expires_at: string };
    expect([response.status, expires_at]).toEqual([201, "2026-11-23T11:00:00Z"]);
    expect(await get("/repos/acme/shop", `token ${token}`, timed)).toEqual([200, undefined]);
    now = new Date("2026-11-23T11:00:00Z");
    expect(await get("/repos/acme/shop", `token ${token}`, timed)).toEqual([401, "Bad credentials"]);
    await timed.close();
  });

  test("can be narrowed to repositories and permissions", async () => {
    await sandbox.createRepository({ owner: "acme", name: "secret", private: true });
    const app = await probotFor(sandbox).auth();
    const [installation_id] = sandbox.state.installations.keys();
    const { data } = await app.rest.apps.createInstallationAccessToken({
      installation_id: installation_id ?? 0,
      repositories: ["shop"],
      permissions: { contents: "read", pull_requests: "read" },
    });
    expect(data.repositories?.map((one) => one.full_name)).toEqual(["acme/shop"]);
    const token = `token ${data.token}`;
    expect((await get("/repos/acme/shop/pulls/1", token))[0]).toBe(200);
    expect(await get("/repos/acme/secret", token)).toEqual([404, "Not Found"]);
    const headers = { authorization: token };
    const body = JSON.stringify({ body: "?", event: "COMMENT" });
    const write = await fetch(`${sandbox.apiUrl}/repos/acme/shop/pulls/1/reviews`, { method: "POST", headers, body });
    expect([write.status, ((await write.json()) as { message: string }).message]).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
    await expect(
      app.rest.apps.createInstallationAccessToken({
        installation_id: installation_id ?? 0,
        permissions: { contents: "write" },
      }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(
      app.rest.apps.createInstallationAccessToken({ installation_id: installation_id ?? 0, repositories: ["none"] }),
    ).rejects.toMatchObject({ status: 422 });
  });
});

describe("other callers", () => {
  test("a made-up token is refused", async () => {
    expect(await get("/repos/acme/shop", "token ghs_nothing")).toEqual([401, "Bad credentials"]);
  });

  test("a person cannot write checks, nor see a private repository", async () => {
    const authorization = `token ${sandbox.tokenFor("ada")}`;
    const body = JSON.stringify({ name: "Mine", head_sha: pull.headSha });
    const headers = { authorization };
    const response = await fetch(`${sandbox.apiUrl}/repos/acme/shop/check-runs`, { method: "POST", headers, body });
    expect(response.status).toBe(403);
    expect((await get("/repos/acme/secret", authorization))[0]).toBe(404);
    expect((await get("/user", authorization))[0]).toBe(200);
  });

  test("another name for this address is turned away", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((fulfil) => {
      const headers = { host: "evil.example" };
      request(`${sandbox.url}/api/v3/rate_limit`, { headers }, (response) => fulfil(response.statusCode)).end();
    });
    expect(status).toBe(421);
  });
});

describe("the record", () => {
  test("names method, template, status and caller", async () => {
    sandbox.resetRecording();
    await octokit.rest.pulls.get({ ...SHOP, pull_number: 1 });
    const [installation] = sandbox.state.installations.keys();
    expect(sandbox.requests().at(-1)).toEqual({
      method: "GET",
      template: "/repos/{owner}/{repo}/pulls/{pull_number}",
      path: "/repos/acme/shop/pulls/1",
      status: 200,
      actor: `installation:${installation}`,
    });
  });

  test("an operation outside the sandbox and an unknown query name are violations", async () => {
    await expect(octokit.request("GET /repos/{owner}/{repo}/topics", SHOP)).rejects.toMatchObject({ status: 404 });
    await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/files?perpage=5", { ...SHOP, pull_number: 1 });
    expect(sandbox.violations().map((one) => [one.kind, one.where])).toEqual([
      ["unknown-operation", "GET /repos/acme/shop/topics"],
      ["unknown-key", "GET /repos/acme/shop/pulls/1/files"],
    ]);
  });

  test("an unchanged answer is a 304 for who knows it", async () => {
    const first = await octokit.rest.git.getTree({ ...SHOP, tree_sha: pull.headSha });
    const headers = { "if-none-match": first.headers.etag ?? "" };
    await expect(octokit.rest.git.getTree({ ...SHOP, tree_sha: pull.headSha, headers })).rejects.toMatchObject({
      status: 304,
    });
  });

  test("lists come in pages of at most a hundred", async () => {
    const files = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`many/f${index}.py`, "x = 1\n"]));
    await sandbox.pushFiles({ ...SHOP, branch: "many", files });
    const many = await sandbox.openPullRequest({ ...SHOP, head: "many", title: "Many", author: "ada" });
    const page = await octokit.rest.pulls.listFiles({ ...SHOP, pull_number: many.number, per_page: 500 });
    expect(page.data).toHaveLength(100);
    expect(page.headers.link).toContain('rel="next"');
    const all = await octokit.paginate(octokit.rest.pulls.listFiles, { ...SHOP, pull_number: many.number });
    expect(all).toHaveLength(130);
  });
});
