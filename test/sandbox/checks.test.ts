import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, SHOP, startShop } from "./support.ts";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
});

afterAll(async () => {
  expect(sandbox.violations()).toEqual([]);
  await sandbox.close();
});

function annotations(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    path: "app/main.py",
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: "notice" as const,
    message: "A question",
  }));
}

const output = { title: "Questions", summary: "Text" };

describe("check runs", () => {
  test("take fifty annotations at a time and keep them all", async () => {
    const { data: run } = await octokit.rest.checks.create({ ...SHOP, name: "Maestro", head_sha: pull.headSha });
    const target = { ...SHOP, check_run_id: run.id };
    await octokit.rest.checks.update({ ...target, output: { ...output, annotations: annotations(50) } });
    await octokit.rest.checks.update({ ...target, output: { ...output, annotations: annotations(2) } });
    const { data } = await octokit.rest.checks.get(target);
    expect(data.output.annotations_count).toBe(52);
    const listed = await octokit.paginate(octokit.rest.checks.listAnnotations, target);
    expect(listed).toHaveLength(52);
    await expect(
      octokit.rest.checks.update({ ...target, output: { ...output, annotations: annotations(51) } }),
    ).rejects.toThrow("No more than 50 items are allowed; 51 were supplied.");
  });

  test("are refused on an unknown commit and when concluded without a conclusion", async () => {
    const unknown = "0123456789012345678901234567890123456789";
    await expect(octokit.rest.checks.create({ ...SHOP, name: "Maestro", head_sha: unknown })).rejects.toMatchObject({
      status: 422,
    });
    const target = { ...SHOP, name: "Maestro", head_sha: pull.headSha };
    await expect(
      octokit.request("POST /repos/{owner}/{repo}/check-runs", { ...target, status: "completed" } as never),
    ).rejects.toThrow('"conclusion" wasn\'t supplied.');
  });

  test("too long texts are refused", async () => {
    const target = { ...SHOP, name: "Maestro", head_sha: pull.headSha };
    const summary = "x".repeat(65_536);
    await expect(octokit.rest.checks.create({ ...target, output: { title: "T", summary } })).rejects.toMatchObject({
      status: 422,
    });
  });

  test("the newest of a name is listed for a commit", async () => {
    const target = { ...SHOP, name: "Twice", head_sha: pull.headSha };
    await octokit.rest.checks.create(target);
    const second = await octokit.rest.checks.create({ ...target, external_id: "v1:1" });
    const { data } = await octokit.rest.checks.listForRef({ ...SHOP, ref: "feature", check_name: "Twice" });
    expect(data.check_runs.map((run) => [run.id, run.external_id])).toEqual([[second.data.id, "v1:1"]]);
  });
});
