import { afterEach, describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { FaultRule } from "../../src/sandbox/faults.ts";
import {
  CHARGE,
  checksOf,
  CLEAN,
  createShop,
  openPull,
  requestCounts,
  type Stage,
  type StageOptions,
  startStage,
} from "./support.ts";

let stage: Stage;

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function start(options: StageOptions = {}): Promise<Stage> {
  stage = await startStage(options);
  await createShop(stage.sandbox);
  return stage;
}

const COMPARE = "/repos/{owner}/{repo}/compare/{basehead}";
const CHECKS = "/repos/{owner}/{repo}/check-runs";
const REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
const TREES = "/repos/{owner}/{repo}/git/trees/{tree_sha}";
const CHECK_RUN = "/repos/{owner}/{repo}/check-runs/{check_run_id}";

function serverError(path: string, changes: Partial<FaultRule> = {}): FaultRule {
  return { path, action: { kind: "respond", status: 502, body: { message: "Server Error" } }, ...changes };
}

describe("what cannot be read", () => {
  it("is named in the check, and the rest is reviewed", async () => {
    const { sandbox, idle } = await start();
    const pull = await openPull(sandbox, {
      "app/billing.py": CHARGE,
      "app/broken.py": "def broken(\n    x = = 3\n",
      "app/large.py": `x = "${"a".repeat(1024 * 1024)}"\n`,
      "app/binary.py": new Uint8Array([0, 1, 2, 0, 255]),
    });
    await idle();
    const [check] = checksOf(sandbox);

    expect(pull.threads).toMatchObject([{ path: "app/billing.py" }]);
    expect(check?.conclusion).toBe("neutral");
    expect(check?.summary).toContain("### Could not read");
    expect(check?.summary).toMatch(/`app\/broken\.py`: .+/);
    expect(check?.summary).toMatch(/`app\/large\.py`: .*1 MB/);
    expect(check?.summary).toMatch(/`app\/binary\.py`: .+/);
  });

  it("is asked about in the check when GitHub gives no patch", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault({ path: COMPARE, action: { kind: "rewrite", body: withoutPatches } });
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(sandbox)[0]).toMatchObject({ title: "1 question", conclusion: "neutral" });
    expect(checksOf(sandbox)[0]?.summary).toContain("GitHub gave no patch for one file");
    expect(checksOf(sandbox)[0]?.summary).toContain("app/billing.py:16");
  });

  it("is named when it is a pointer to another store", async () => {
    const { sandbox, idle } = await start();
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`;
    await openPull(sandbox, { "app/billing.py": CLEAN, "app/model.py": pointer });
    await idle();

    expect(checksOf(sandbox)[0]?.summary).toContain("`app/model.py`: it is a Git LFS pointer");
  });

  it("is said when GitHub cuts the list of files", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault({ path: TREES, times: Number.POSITIVE_INFINITY, action: { kind: "rewrite", body: truncated } });
    await openPull(sandbox, { "app/billing.py": CLEAN });
    await idle();

    expect(checksOf(sandbox)[0]?.summary).toContain("GitHub did not list all files of this repository");
  });
});

function withoutPatches(body: unknown): unknown {
  return typeof body === "object" && body !== null && "files" in body && Array.isArray(body.files)
    ? { ...body, files: body.files.map(({ patch: _patch, ...file }: { readonly patch?: string }) => file) }
    : body;
}

function truncated(body: unknown): unknown {
  return typeof body === "object" ? { ...body, truncated: true } : body;
}

describe("a failing GitHub", () => {
  it("leaves a neutral check that says what happened", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault(serverError(COMPARE));
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.reviews).toEqual([]);
    expect(checksOf(sandbox)).toMatchObject([
      { status: "completed", conclusion: "neutral", title: "Review not finished" },
    ]);
    expect(checksOf(sandbox)[0]?.summary).toContain("GitHub answered 502 when I wanted to list the changed files.");
    expect(stage.log.filter(({ level }) => Number(level) >= 50)).toMatchObject([{ msg: "Review given up" }]);
  });

  it("is asked again after a while", async () => {
    const { sandbox, idle } = await start({ jobs: { retryDelaysMs: [1, 1] } });
    sandbox.addFault(serverError(COMPARE, { times: 2 }));
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.threads).toHaveLength(1);
    // The check waits as well: each try takes it over from the one before.
    expect(checksOf(sandbox)).toMatchObject([{ title: "1 question" }]);
    expect(requestCounts(sandbox)[`POST ${CHECKS}`]).toBe(1);
  });

  it("gets every question once, also when it fails after it has posted them", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault({
      path: REVIEWS,
      method: "POST",
      action: { kind: "respond", status: 502, body: { message: "Server Error" }, effect: true },
    });
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.reviews).toHaveLength(1);
    expect(checksOf(sandbox)).toMatchObject([{ title: "1 question", conclusion: "neutral" }]);
  });

  it("gets every question once, also when it fails before it has posted them", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault(serverError(REVIEWS, { method: "POST" }));
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.reviews).toHaveLength(1);
    expect(requestCounts(sandbox)[`POST ${REVIEWS}`]).toBe(2);
  });

  it("that cannot take the conclusion at first gets it again", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault(serverError(CHECK_RUN, { method: "PATCH" }));
    await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(checksOf(sandbox)).toMatchObject([{ status: "completed", title: "1 question", annotations: [{}] }]);
  });

  it("that refuses a line gets the question in the check's summary", async () => {
    const { sandbox, idle } = await start();
    const errors = ["Pull request review thread line must be part of the diff"];
    sandbox.addFault({
      path: REVIEWS,
      method: "POST",
      action: { kind: "respond", status: 422, body: { message: "Unprocessable Entity", errors } },
    });
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.reviews).toEqual([]);
    expect(checksOf(sandbox)[0]).toMatchObject({
      title: "1 question",
      summary: expect.stringContaining("1 of them did not fit"),
    });
  });

  it("that asks for a pause gets it, and the review afterwards", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault({
      path: COMPARE,
      action: {
        kind: "respond",
        status: 403,
        headers: { "retry-after": "0" },
        body: { message: "You have exceeded a secondary rate limit." },
      },
    });
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(sandbox)).toMatchObject([{ title: "1 question" }]);
    expect(stage.log.some(({ msg }) => String(msg).startsWith("Installation paused"))).toBe(true);
  });

  it("that does not answer is not waited for", async () => {
    const { sandbox, idle } = await start({ jobs: { requestTimeoutMs: 500 } });
    sandbox.addFault({ path: COMPARE, action: { kind: "delay", ms: 3_000 } });
    await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(checksOf(sandbox)).toMatchObject([{ status: "completed", title: "Review not finished" }]);
  });

  it("that breaks the connection gets a neutral check", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault({ path: TREES, action: { kind: "drop" } });
    await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(checksOf(sandbox)[0]?.summary).toContain(
      "GitHub did not answer when I wanted to list the repository's files.",
    );
  });

  it("that never starts the check is only logged", async () => {
    const { sandbox, idle } = await start();
    sandbox.addFault(serverError(CHECKS, { method: "POST", times: 2 }));
    await openPull(sandbox, { "app/billing.py": CHARGE });
    await idle();

    expect(checksOf(sandbox)).toEqual([]);
    expect(stage.log.some(({ msg }) => msg === "Review given up")).toBe(true);
  });
});

describe("a merge queue", () => {
  it.each([
    ["fails", 502],
    ["asks for a pause", 429],
  ])("gets its check also when GitHub %s at first", async (_name, status) => {
    const { sandbox, idle } = await start({ jobs: { retryDelaysMs: [1] } });
    const pull = await openPull(sandbox, { "app/billing.py": CLEAN });
    await idle();
    const headers = { "retry-after": "0" };
    sandbox.addFault({ path: CHECKS, method: "POST", action: { kind: "respond", status, headers, body: {} } });
    await sandbox.enqueue({ owner: "acme", repo: "shop", number: pull.number, actor: "ann" });
    await sandbox.waitFor(() => checksOf(sandbox).length === 2);

    expect(checksOf(sandbox)[1]).toMatchObject({ conclusion: "success", title: "Reviewed with its pull request" });
  });
});

describe("a push during the review", () => {
  it("supersedes it: nothing is posted for the old head", async () => {
    let release: () => void = () => undefined;
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const real = await createAnalyser();
    let first = true;
    const { sandbox, idle } = await start({
      analyser: {
        close: real.close,
        analyse: async (request) => {
          if (first) {
            first = false;
            reach();
            await gate;
          }
          return real.analyse(request);
        },
      },
    });
    const pull = await openPull(sandbox, { "app/billing.py": CHARGE });
    await reached;
    await sandbox.pushFiles({
      owner: "acme",
      repo: "shop",
      branch: "change",
      author: "ann",
      files: { "app/billing.py": CLEAN },
    });
    await sandbox.settled();
    release();
    await idle();

    expect(pull.reviews).toEqual([]);
    expect(checksOf(sandbox)).toMatchObject([
      { status: "completed", conclusion: "neutral", title: "Superseded by a newer push" },
      { status: "completed", conclusion: "success", headSha: pull.headSha },
    ]);
  });
});
