import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { Suggestion } from "../../src/engine/finding.ts";
import { analyseFiles } from "../support/analyse-files.ts";

const analyser = await createAnalyser();

const HEAD = `import time
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

app = FastAPI()


def load(path: str, limit: int = 0) -> str: ...


@app.get("/a")
async def handler():
`;

/** The suggestions on `body`, which becomes the body of an async path operation from line 13 on. */
async function suggestionsOn(body: string, head = HEAD): Promise<readonly (Suggestion | null)[]> {
  const { findings } = await analyseFiles(analyser, { "main.py": head + body });
  return findings.map((finding) => finding.suggestion);
}

describe("suggestions", () => {
  it("replace a sleep by one that can be awaited, where `asyncio` is at hand", async () => {
    const withAsyncio = `import asyncio\n${HEAD}`;
    expect(await suggestionsOn("    time.sleep(2 * 3)  # pause\n", withAsyncio)).toEqual([
      { startLine: 14, endLine: 14, replacement: "    await asyncio.sleep(2 * 3)  # pause" },
    ]);
    expect(await suggestionsOn("    time.sleep(2 * 3)\n")).toEqual([null]);
  });

  it("leave sleeps alone that are more than a statement on one line", async () => {
    const withAsyncio = `import asyncio\n${HEAD}`;
    expect(await suggestionsOn("    time.sleep(\n        2\n    )\n", withAsyncio)).toEqual([null]);
    expect(await suggestionsOn("    x = time.sleep(2)\n", withAsyncio)).toEqual([null]);
    expect(await suggestionsOn("    time.sleep(2)\n    time.sleep(3)\n", withAsyncio)).toEqual([null]);
  });

  it("hand the function itself to the thread", async () => {
    expect(await suggestionsOn('    return await run_in_threadpool(load("a", limit=2))\n')).toEqual([
      { startLine: 13, endLine: 13, replacement: '    return await run_in_threadpool(load, "a", limit=2)' },
    ]);
  });

  it("are not offered for lines that end in a carriage return", async () => {
    const body = '    return await run_in_threadpool(load("a"))\n';
    expect(await suggestionsOn(body.replaceAll("\n", "\r\n"), HEAD.replaceAll("\n", "\r\n"))).toEqual([null]);
  });
});
