import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { isClosed, moduleOf } from "./life-support.ts";
import { checksOf, createShop, openPull, repository, type Stage, startStage } from "./support.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

/** `counts` blocking handlers in one module each. */
function modules(...counts: readonly number[]): Readonly<Record<string, string>> {
  const names = counts.map((_count, index) => `part${index}`);
  const files = counts.map((count, index) => [
    `app/part${index}.py`,
    moduleOf(Array.from({ length: 3 }, (_value, at) => ({ name: `h${index}${at}`, blocking: at < count }))),
  ]);
  // Without it a service of so many routes is asked about its health.
  const health = `@app.get("/health")\nasync def health() -> dict[str, str]:\n    return {"status": "ok"}\n`;
  const lines = names.map((name) => `from app import ${name}\napp.include_router(${name}.router)\n`);
  return {
    ...Object.fromEntries(files),
    "app/main.py": `from fastapi import FastAPI\n\napp = FastAPI()\n${lines.join("")}\n\n${health}`,
  };
}

async function push(...counts: readonly number[]): Promise<void> {
  await stage.sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: modules(...counts) });
  await stage.idle();
}

describe("a pattern in many places", () => {
  it("is asked about once, also when there are fewer of them, none, and a few again", async () => {
    const pull = await openPull(stage.sandbox, modules(3, 3, 3, 2));
    await stage.idle();
    expect(pull.threads).toHaveLength(1);

    await push(3, 3, 2, 0);
    expect(pull.threads.map(isClosed)).toEqual([false]);
    expect(checksOf(stage.sandbox).at(-1)?.title).toBe("8 questions");

    await push(0, 0, 0, 0);
    expect(pull.threads.map(isClosed)).toEqual([true]);

    await push(1, 0, 1, 0);
    expect(pull.threads.map(isClosed)).toEqual([false]);
  });

  it("that was asked about one by one is not asked about again together", async () => {
    const pull = await openPull(stage.sandbox, modules(3, 3, 3, 0));
    await stage.idle();
    expect(pull.threads).toHaveLength(9);

    await push(3, 3, 3, 1);
    expect(pull.threads).toHaveLength(10);
    expect(pull.threads.filter(isClosed)).toEqual([]);
    expect(checksOf(stage.sandbox).at(-1)?.title).toBe("10 questions");
  });
});
