import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  CHARGE,
  checksOf,
  createShop,
  openPull,
  repository,
  requestCounts,
  type Stage,
  startStage,
} from "./support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function addModules(count: number): Promise<void> {
  const files = Object.fromEntries(
    Array.from({ length: count }, (_value, index) => [`app/part${index}.py`, `PART = ${index}\n`]),
  );
  await stage.sandbox.pushFiles({ ...repository, branch: "main", files });
}

const BLOBS = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
const TARBALL = "GET /repos/{owner}/{repo}/tarball/{ref}";

describe("a repository whose files are not known yet", () => {
  it("of sixty files is read in two batches", async () => {
    await addModules(60);
    stage.sandbox.resetRecording();
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    const counts = requestCounts(stage.sandbox);

    expect(pull.threads).toHaveLength(1);
    // Two batches for the head, the pull request before and after, and the touched file's earlier version by itself.
    expect(counts["POST /graphql"]).toBe(4);
    expect(counts[BLOBS]).toBe(1);
    expect(counts[TARBALL]).toBeUndefined();
  });

  it("of three hundred files is read out of one tarball", async () => {
    await addModules(300);
    stage.sandbox.resetRecording();
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    const counts = requestCounts(stage.sandbox);

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("I read 303 files");
    expect(counts[TARBALL]).toBe(1);
    expect(counts[BLOBS]).toBe(1);
    expect(counts["POST /graphql"]).toBe(2);
  });

  it("is not read again for the next review", async () => {
    await addModules(300);
    await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    stage.sandbox.resetRecording();
    await openPull(stage.sandbox, { "app/billing.py": CHARGE.replace("basic", "plain") }, { branch: "other" });
    await stage.idle();
    const counts = requestCounts(stage.sandbox);

    expect(counts[TARBALL]).toBeUndefined();
    expect(counts[BLOBS]).toBe(1);
  });
});
