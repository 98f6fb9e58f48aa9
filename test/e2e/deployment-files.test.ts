import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { checksOf, createShop, openPull, repository, type Stage, startStage } from "./support.ts";

let stage: Stage;

const MAIN = `from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
`;

const deployment = (probe: string): string => `FROM python:3.13
CMD ["uvicorn", "app.main:app", "--port", "8000"]
HEALTHCHECK CMD curl --fail http://localhost:8000${probe} || exit 1
`;

beforeEach(async () => {
  stage = await startStage();
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function createService(): Promise<void> {
  await createShop(stage.sandbox);
  await stage.sandbox.pushFiles({
    ...repository,
    branch: "main",
    author: "ann",
    files: { "app/main.py": MAIN, Dockerfile: deployment("/health") },
  });
}

describe("a pull request that changes only how the service is run", () => {
  it("is asked about the probe that nothing answers, on its line", async () => {
    await createService();
    const pull = await openPull(stage.sandbox, { Dockerfile: deployment("/healthz") });
    await stage.idle();

    expect(pull.threads).toMatchObject([{ path: "Dockerfile", line: 3, comments: [{ author: "maestro[bot]" }] }]);
    expect(pull.threads[0]?.comments[0]?.body).toContain("asks for `/healthz`");
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "neutral", title: "1 question" }]);
  });

  it("gets the check alone when the probe is answered", async () => {
    await createService();
    const pull = await openPull(stage.sandbox, { Dockerfile: `${deployment("/health")}USER 1000\n` });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "success", title: "No questions" }]);
  });
});

describe("a Dockerfile in a repository of another language", () => {
  it("is skipped", async () => {
    stage.sandbox.addUser("ann");
    await stage.sandbox.createRepository({
      owner: repository.owner,
      name: repository.repo,
      files: { "index.js": "1;\n", Dockerfile: "FROM node:22\n" },
    });
    await openPull(stage.sandbox, { Dockerfile: "FROM node:24\n" });
    await stage.idle();

    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "skipped", title: "No Python" }]);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("no Python files in this repository");
  });
});
