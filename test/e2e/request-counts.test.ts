import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Pull } from "../../src/sandbox/store.ts";
import { type Handler, moduleOf } from "./life-support.ts";
import { checksOf, nameOf, openPull, repository, requestCounts, type Stage, startStage } from "./support.ts";

let stage: Stage;

const CHANGED = 20;

/** Files that the pull request changes, `blocking` of them with a question. */
function changedFiles(blocking: number, note: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: CHANGED }, (_value, index) => {
      const handlers: readonly Handler[] = [{ name: `h${index}`, blocking: index < blocking }];
      return [`app/changed${index}.py`, moduleOf(handlers, { comment: `# ${note}` })];
    }),
  );
}

const ROUTERS = Array.from({ length: CHANGED }, (_value, index) => index);
const MAIN = [
  "from fastapi import FastAPI",
  ...ROUTERS.map((index) => `from app import changed${index}`),
  "app = FastAPI()",
  ...ROUTERS.map((index) => `app.include_router(changed${index}.router)`),
  "",
].join("\n");

async function createRepository(files: number): Promise<void> {
  stage.sandbox.addUser("ann");
  stage.sandbox.addUser("tim");
  const others = Array.from({ length: files - CHANGED - 1 }, (_value, index) => [
    `lib/part${index}.py`,
    `PART = ${index}\n`,
  ]);
  await stage.sandbox.createRepository({
    owner: "acme",
    name: "shop",
    files: { ...Object.fromEntries(others), "app/main.py": MAIN, ...changedFiles(0, "As it was.") },
  });
  stage.sandbox.addUser("tim", { on: repository, role: "triage" });
}

async function firstSight(): Promise<Pull> {
  stage.sandbox.resetRecording();
  const pull = await openPull(stage.sandbox, changedFiles(3, "As it is."));
  await stage.idle();
  return pull;
}

beforeEach(async () => {
  stage = await startStage();
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

describe.each([300, 2_000])("in a repository of %i Python files, a pull request that changes twenty", (files) => {
  it("costs ten requests on first sight, eight on a later push, and four when nothing has changed", async () => {
    await createRepository(files);

    const pull = await firstSight();
    expect(pull.threads).toHaveLength(3);
    expect(requestCounts(stage.sandbox)).toEqual({
      "POST /app/installations/{installation_id}/access_tokens": 1,
      "GET /repos/{owner}/{repo}/compare/{basehead}": 1,
      "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": 1,
      "GET /repos/{owner}/{repo}/tarball/{ref}": 1,
      // The pull request before and after reading, and the merge base's versions of the changed files.
      "POST /graphql": 3,
      "POST /repos/{owner}/{repo}/check-runs": 1,
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": 1,
      "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": 1,
    });

    // All twenty change again: one question is gone, two stay, two are new.
    stage.sandbox.resetRecording();
    const later = {
      ...changedFiles(5, "As it will be."),
      "app/changed0.py": moduleOf([{ name: "h0", blocking: false }]),
    };
    await stage.sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: later });
    await stage.idle();
    expect(pull.threads).toHaveLength(5);
    expect(checksOf(stage.sandbox).at(-1)).toMatchObject({ title: "4 questions, 1 settled" });
    expect(requestCounts(stage.sandbox)).toEqual({
      "GET /repos/{owner}/{repo}/compare/{basehead}": 1,
      // The pull request before and after reading, the changed files, and the settled question.
      "POST /graphql": 4,
      "POST /repos/{owner}/{repo}/check-runs": 1,
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": 1,
      "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": 1,
    });

    stage.sandbox.resetRecording();
    await stage.sandbox.comment({ ...nameOf(pull), author: "tim", body: "/maestro recheck" });
    await stage.idle();
    expect(requestCounts(stage.sandbox)).toEqual({
      "GET /repos/{owner}/{repo}/collaborators/{username}/permission": 1,
      "POST /graphql": 1,
      "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": 2,
    });

    stage.sandbox.resetRecording();
    const checkRunId = checksOf(stage.sandbox).at(-1)?.id ?? 0;
    await stage.sandbox.requestAction({ ...repository, checkRunId, actor: "ann", identifier: "recheck" });
    await stage.idle();
    expect(requestCounts(stage.sandbox)).toEqual({
      "POST /graphql": 1,
      "POST /repos/{owner}/{repo}/check-runs": 1,
    });
  });

  it("costs two requests when a person resolves a question or opens it again", async () => {
    await createRepository(files);
    const pull = await firstSight();
    const threadId = pull.threads[0]?.nodeId ?? "";
    for (const [resolved, title] of [
      [true, "2 questions"],
      [false, "3 questions"],
    ] as const) {
      stage.sandbox.resetRecording();
      await stage.sandbox.resolveThread({ ...nameOf(pull), threadId, actor: "tim", resolved });
      await stage.idle();

      expect(checksOf(stage.sandbox).at(-1)).toMatchObject({ title, headSha: pull.headSha });
      expect(stage.sandbox.requests()).toHaveLength(2);
    }
    expect(pull.threads).toHaveLength(3);
  });
});
