import type { ProbotOctokit } from "probot";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, SHOP, startShop } from "./support.ts";

const REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
});

afterEach(() => {
  pull.reviews.length = 0;
});

afterAll(async () => {
  expect(sandbox.violations()).toEqual([]);
  await sandbox.close();
});

async function review(): Promise<number> {
  const request = { ...SHOP, pull_number: pull.number, event: "COMMENT", body: "A question" } as const;
  return await octokit.rest.pulls.createReview(request).then(
    (answer) => answer.status,
    (error: { status: number }) => error.status,
  );
}

describe("faults on purpose", () => {
  test("an answer instead of the work, once", async () => {
    sandbox.addFault({ method: "POST", path: REVIEWS, action: { kind: "respond", status: 502 } });
    expect([await review(), pull.reviews.length]).toEqual([502, 0]);
    expect([await review(), pull.reviews.length]).toEqual([200, 1]);
  });

  test("an answer after the work: created, yet reported as failed", async () => {
    sandbox.addFault({ method: "POST", path: REVIEWS, action: { kind: "respond", status: 502, effect: true } });
    expect([await review(), pull.reviews.length]).toEqual([502, 1]);
  });

  test("a rate limit with its headers, after one good request", async () => {
    sandbox.addFault({
      path: /\/pulls\/1$/,
      after: 1,
      action: { kind: "respond", status: 429, headers: { "retry-after": "7" }, body: { message: "slow down" } },
    });
    const request = { ...SHOP, pull_number: 1 };
    expect((await octokit.rest.pulls.get(request)).status).toBe(200);
    await expect(octokit.rest.pulls.get(request)).rejects.toMatchObject({
      status: 429,
      response: { headers: { "retry-after": "7" } },
    });
  });

  test("a connection that is cut", async () => {
    sandbox.addFault({ path: REVIEWS, action: { kind: "drop", effect: true } });
    expect(await review()).toBe(500);
    expect(pull.reviews).toHaveLength(1);
  });

  test("a changed answer, until the fault is taken away", async () => {
    const end = sandbox.addFault({
      path: "/repos/{owner}/{repo}/git/trees/{tree_sha}",
      times: Infinity,
      action: { kind: "rewrite", body: (body) => ({ ...Object(body), truncated: true }) },
    });
    const request = { ...SHOP, tree_sha: pull.headSha };
    expect((await octokit.rest.git.getTree(request)).data.truncated).toBe(true);
    end();
    expect((await octokit.rest.git.getTree(request)).data.truncated).toBe(false);
  });
});
