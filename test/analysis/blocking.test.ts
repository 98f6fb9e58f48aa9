import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/engine/finding.ts";
import { app, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

async function only(...lines: readonly string[]): Promise<Finding> {
  const { findings } = await reviewer.whole({ "main.py": app(...lines) });
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error(`${findings.length} findings instead of one`);
  return finding;
}

const ROUTE = ['@app.get("/")', "async def index():"];

/** The blocking call, at the depth of the helper's last line. */
function behind(helper: readonly string[]): readonly string[] {
  const last = helper.at(-1) ?? "";
  const depth = last.endsWith(":") ? 4 : last.length - last.trimStart().length;
  return [`${" ".repeat(depth)}time.sleep(1)`];
}

describe("severity", () => {
  it("is the library's own in a handler", async () => {
    expect((await only(...ROUTE, "    time.sleep(1)")).severity).toBe("high");
    expect((await only("import shutil", ...ROUTE, '    shutil.copytree("a", "b")')).severity).toBe("medium");
  });

  const CACHES: readonly (readonly [string, readonly string[]])[] = [
    ["a cache without arguments", ["from functools import lru_cache", "@lru_cache", "def load(key=None):"]],
    ["a name that was looked up", ["def load():", "    it = kept.get()", "    if it is None:", "        it = 1"]],
    ["an attribute of what was given", ["def load(it=app):", "    if it.kept is None:", "        it.kept = 1"]],
  ];

  it.each(CACHES)("falls by one behind %s", async (_what, helper) => {
    const { severity, placement } = await only(...helper, ...behind(helper), ...ROUTE, "    load()");

    expect({ severity, placement }).toEqual({ severity: "medium", placement: "inline" });
  });

  const SINGLETONS: readonly (readonly [string, readonly string[]])[] = [
    ["a cache of one value", ["from functools import lru_cache", "@lru_cache", "def load():"]],
    [
      "a global that is set once",
      ["_it = None", "def load():", "    global _it", "    if _it is None:", "        _it = 1"],
    ],
    ["a global that is checked for truth", ["def load():", "    global _it", "    if not _it:", "        _it = 1"]],
    [
      "a global that is returned early",
      ["def load():", "    global _it", "    if _it:", "        return _it", "    _it = 1"],
    ],
    ["state of the application", ["def load(it=app):", "    if it.state.it is None:", "        it.state.it = 1"]],
    [
      "a second look under a lock",
      ["def load():", "    with _lock:", "        it = kept.get()", "        if it is None:", "            it = 1"],
    ],
  ];

  it.each(SINGLETONS)("is low, and the place the summary, behind %s", async (_what, helper) => {
    const { severity, placement } = await only(...helper, ...behind(helper), ...ROUTE, "    load()");

    expect({ severity, placement }).toEqual({ severity: "low", placement: "summary" });
  });

  it("is low behind an attribute that is returned early", async () => {
    const kept = ["class It:", "    def get(self):", '        if hasattr(self, "it") and self.it:'];
    const helper = [...kept, "            return self.it", "        time.sleep(1)", "it = It()"];
    const { severity, placement } = await only(...helper, ...ROUTE, "    it.get()");

    expect({ severity, placement }).toEqual({ severity: "low", placement: "summary" });
  });

  it("is low before the end of the process", async () => {
    const { severity, placement } = await only("import sys", ...ROUTE, "    time.sleep(1)", "    sys.exit(0)");

    expect({ severity, placement }).toEqual({ severity: "low", placement: "summary" });
  });

  it("is the library's own behind a parameter's default", async () => {
    const helper = ["def load(it=None):", "    if it is None:", "        it = 1", "        time.sleep(1)"];

    expect((await only(...helper, ...ROUTE, "    load()")).severity).toBe("high");
  });

  it("is that of the way without a cache, where there is one", async () => {
    const helper = ["def wait():", "    time.sleep(1)", "def load():", "    global _it", "    if not _it:"];
    const both = [...helper, "        _it = wait()", ...ROUTE, "    load()", "    wait()"];

    expect((await only(...both)).severity).toBe("high");
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
