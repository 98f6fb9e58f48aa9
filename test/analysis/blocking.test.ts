import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/engine/finding.ts";
import { app, useReviewer } from "../engine/support.ts";

const reviewer = useReviewer();

async function only(...lines: readonly string[]): Promise<Finding> {
  const { findings } = await reviewer.whole({ "main.py": app(...lines) });
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error(`${findings.length} findings instead of one`);
  return finding;
}

const ROUTE = ['@app.get("/")', "async def index():"];

describe("severity", () => {
  it("is the library's own in a handler", async () => {
    expect((await only(...ROUTE, "    time.sleep(1)")).severity).toBe("high");
    expect((await only("import shutil", ...ROUTE, '    shutil.copytree("a", "b")')).severity).toBe("medium");
  });

  it("falls by one behind a cache", async () => {
    const helper = ["from functools import lru_cache", "@lru_cache", "def load():", "    time.sleep(1)"];

    expect((await only(...helper, ...ROUTE, "    load()")).severity).toBe("medium");
  });

  it.each([
    [
      "a name that is set once",
      ["_it = None", "def load():", "    global _it", "    if _it is None:", "        _it = time.sleep(1)"],
    ],
    [
      "a name that is checked for truth",
      ["_it = None", "def load():", "    global _it", "    if not _it:", "        _it = time.sleep(1)"],
    ],
  ])("falls by one behind %s", async (_what, helper) => {
    expect((await only(...helper, ...ROUTE, "    load()")).severity).toBe("medium");
  });

  it("rises by one where every request passes", async () => {
    const middleware = ['@app.middleware("http")', "async def tidy(request, call_next):"];
    const finding = await only(
      "import shutil",
      ...middleware,
      '    shutil.copytree("a", "b")',
      "    return await call_next(request)",
    );

    expect(finding.severity).toBe("high");
  });

  it("of small local work keeps it in the summary", async () => {
    const finding = await only(...ROUTE, '    open("a").read()');

    expect(finding).toMatchObject({ severity: "low", placement: "summary" });
  });
});

describe("confidence", () => {
  it("is certain for a name that imports resolve, in the entry or one call away", async () => {
    expect((await only(...ROUTE, "    time.sleep(1)")).confidence).toBe("certain");
    expect((await only("def wait():", "    time.sleep(1)", ...ROUTE, "    wait()")).confidence).toBe("certain");
  });

  it("is probable for a receiver's type and for longer ways", async () => {
    const client = ["import redis", "client = redis.Redis()"];
    const two = ["def wait():", "    time.sleep(1)", "def more():", "    wait()"];

    expect((await only(...client, ...ROUTE, '    client.get("a")')).confidence).toBe("probable");
    expect((await only(...two, ...ROUTE, "    more()")).confidence).toBe("probable");
  });
});

describe("the chain", () => {
  it("leads from the entry to the cause, one step a call", async () => {
    const { evidence } = await only(
      "def wait():",
      "    time.sleep(1)",
      "def more():",
      "    wait()",
      ...ROUTE,
      "    more()",
    );
    const chain = evidence.filter((step) => step.role === undefined);

    expect(chain.map(({ line, text }) => `${line} ${text}`)).toEqual(["11 more()", "8 wait()", "6 time.sleep(1)"]);
  });

  it("is the shortest one", async () => {
    const helpers = ["def wait():", "    time.sleep(1)", "def more():", "    wait()"];
    const { evidence } = await only(...helpers, ...ROUTE, "    more()", "    wait()");
    const chain = evidence.filter((step) => step.role === undefined);

    expect(chain.map(({ text }) => text)).toEqual(["wait()", "time.sleep(1)"]);
  });

  it("says where the receiver's type comes from", async () => {
    const { evidence } = await only("import redis", "client = redis.Redis()", ...ROUTE, '    client.get("a")');

    expect(evidence).toContainEqual(expect.objectContaining({ role: "context", line: 6 }));
  });

  it("names the other calls of the same kind in the function", async () => {
    const { line, evidence } = await only(...ROUTE, "    time.sleep(1)", "    time.sleep(2)");

    expect(line).toBe(7);
    expect(evidence).toContainEqual(expect.objectContaining({ role: "context", text: "time.sleep(2)" }));
  });
});
