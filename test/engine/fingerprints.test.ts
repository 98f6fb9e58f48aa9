import { describe, expect, it } from "vitest";

import { fingerprintOf } from "../../src/engine/fingerprint.ts";
import { app, useReviewer, type Files } from "../support/reviewer.ts";

const reviewer = useReviewer();

async function fingerprints(files: Files): Promise<string[]> {
  const { findings } = await reviewer.whole(files);
  return findings.map((finding) => finding.fingerprint);
}

const HANDLER = ['@app.get("/a")', "async def a():", "    time.sleep(1)"];

describe("a question's fingerprint", () => {
  it("stays when lines above it move it", async () => {
    const moved = app("VERSION = 1", "", "", ...HANDLER);

    expect(await fingerprints({ "main.py": moved })).toEqual(await fingerprints({ "main.py": app(...HANDLER) }));
  });

  it("stays when the call is indented, commented and given other arguments", async () => {
    const rewritten = app(
      '@app.get("/a", tags=["x"])',
      "async def a():",
      '    """Waits."""',
      "    if app.debug:",
      "        # A pause",
      "        time.sleep(  # for a while",
      "            2,",
      "        )",
    );

    expect(await fingerprints({ "main.py": rewritten })).toEqual(await fingerprints({ "main.py": app(...HANDLER) }));
  });

  it("stays when another handler comes to share the cause", async () => {
    const helper = ["def wait():", "    time.sleep(1)"];
    const one = app(...helper, '@app.get("/a")', "async def a():", "    wait()");
    const two = app(
      ...helper,
      '@app.get("/0")',
      "async def first():",
      "    wait()",
      '@app.get("/a")',
      "async def a():",
      "    wait()",
    );

    expect(await fingerprints({ "main.py": two })).toEqual(await fingerprints({ "main.py": one }));
  });

  it("differs for two causes of different kinds in one function", async () => {
    const found = await fingerprints({
      "main.py": app(...HANDLER, '    requests.get("https://example.com", timeout=1)'),
    });

    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });

  it("differs for the same cause in two functions and in two files", async () => {
    const twice = app(...HANDLER, '@app.get("/b")', "async def b():", "    time.sleep(1)");
    const found = await fingerprints({ "main.py": twice, "other.py": app(...HANDLER) });

    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(3);
  });

  it("keeps its parts apart", () => {
    const cause = { path: "a", symbol: "b", key: "c" };

    expect(fingerprintOf("R", "x", cause)).toBe(fingerprintOf("R", "x", { ...cause }));
    expect(fingerprintOf("R", "x", cause)).not.toBe(fingerprintOf("Rx", "", cause));
    expect(fingerprintOf("R", "x", cause)).not.toBe(fingerprintOf("R", "x", { path: "ab", symbol: "", key: "c" }));
    expect(fingerprintOf("R", "x", cause)).toMatch(/^[\w-]{16}$/);
  });
});
