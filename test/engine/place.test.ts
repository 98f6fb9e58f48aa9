import { describe, expect, it } from "vitest";

import { ABOVE, app, places, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

const HELPER = "import requests\n\ndef today():\n    return requests.get('https://example.com', timeout=5).json()\n";
const HARMLESS = "import requests\n\ndef today():\n    return {}\n";

function main(...lines: readonly string[]): string {
  return app("from rates import today", ...lines);
}

/** Line numbers of what `main` is given: 1 is its first line. */
const line = (number: number): number => ABOVE + 1 + number;

const CALLER = ['@app.get("/today")', "async def read_today():", "    return today()"];

describe("without a diff", () => {
  it("a question stands where the entry takes its way to the cause", async () => {
    const { findings } = await reviewer.whole({ "main.py": main(...CALLER), "rates.py": HELPER });

    expect(places(findings)).toEqual([`main.py:${line(3)} blocking-client`]);
    expect(findings[0]?.evidence.at(-1)).toMatchObject({ path: "rates.py", line: 4 });
  });
});

describe("with a diff", () => {
  it("a new call of an old helper is asked about at the call", async () => {
    const before = main('@app.get("/today")', "async def read_today():", "    return {}");
    const { findings } = await reviewer.change(
      { "main.py": before, "rates.py": HELPER },
      { "main.py": main(...CALLER), "rates.py": HELPER },
    );

    expect(places(findings)).toEqual([`main.py:${line(3)} blocking-client`]);
  });

  it("a helper that starts to block is asked about in the helper, and names its caller", async () => {
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HARMLESS },
      { "main.py": main(...CALLER), "rates.py": HELPER },
    );

    expect(places(findings)).toEqual(["rates.py:4 blocking-client"]);
    expect(findings[0]?.evidence).toContainEqual(expect.objectContaining({ path: "main.py", line: line(3) }));
  });

  it("a handler that turns async is asked about at its `def`", async () => {
    const before = main('@app.get("/today")', "def read_today():", "    return today()");
    const { findings } = await reviewer.change(
      { "main.py": before, "rates.py": HELPER },
      { "main.py": main(...CALLER), "rates.py": HELPER },
    );

    expect(places(findings)).toEqual([`main.py:${line(2)} blocking-client`]);
  });

  it("a client that turns blocking is asked about where it is made", async () => {
    const handler = ['@app.get("/a")', "async def a():", '    return client.get("https://example.com")'];
    const before = app("import httpx", "client = httpx.AsyncClient(timeout=5)", ...handler);
    const after = app("import httpx", "client = httpx.Client(timeout=5)", ...handler);
    const { findings } = await reviewer.change({ "main.py": before }, { "main.py": after });

    expect(places(findings)).toEqual([`main.py:${ABOVE + 2} blocking-client`]);
  });

  it("a change elsewhere in the file brings up nothing old", async () => {
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HELPER },
      { "main.py": main("VERSION = 2", ...CALLER), "rates.py": HELPER },
    );

    expect(findings).toEqual([]);
  });

  it("an edited line on an old way to an old cause brings up nothing", async () => {
    const reworded = HELPER.replace("timeout=5", "timeout=6");
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HELPER },
      { "main.py": main(...CALLER), "rates.py": reworded },
    );

    expect(findings).toEqual([]);
  });

  it("a new async caller of an old blocking helper is new, and the old caller is named", async () => {
    const added = ['@app.get("/again")', "async def read_again():", "    return today()"];
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HELPER },
      { "main.py": main(...CALLER, ...added), "rates.py": HELPER },
    );

    expect(places(findings)).toEqual([`main.py:${line(6)} blocking-client`]);
    expect(findings[0]?.evidence).toContainEqual(
      expect.objectContaining({ role: "caller", note: "also reached from GET /today" }),
    );
  });

  it("a new sync caller of an old blocking helper is nothing", async () => {
    const added = ['@app.get("/again")', "def read_again():", "    return today()"];
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HELPER },
      { "main.py": main(...CALLER, ...added), "rates.py": HELPER },
    );

    expect(findings).toEqual([]);
  });

  it("a second kind of cause on an old way is new", async () => {
    const { findings } = await reviewer.change(
      { "main.py": main(...CALLER), "rates.py": HELPER },
      {
        "main.py": main("", ...CALLER.slice(0, 2), "    time.sleep(1)", "    return today()"),
        "rates.py": HELPER,
      },
    );

    expect(places(findings)).toEqual([`main.py:${line(4)} blocking-call`]);
  });

  it("a cause that was there before and becomes worse is asked about", async () => {
    const handler = (...body: readonly string[]): string =>
      app(
        "import httpx",
        "shared = httpx.AsyncClient()",
        '@app.get("/a")',
        "async def a(names: list[str]) -> None:",
        ...body,
      );
    const build = "async with httpx.AsyncClient() as client:";
    const once = handler(`    ${build}`, "        for name in names:", "            await client.get(name)");
    const often = handler("    for name in names:", `        ${build}`, "            await client.get(name)");
    const worse = await reviewer.change({ "main.py": once }, { "main.py": often });
    const better = await reviewer.change({ "main.py": often }, { "main.py": once });

    expect(worse.findings).toMatchObject([{ check: "client-per-request", severity: "medium", placement: "inline" }]);
    expect(better.findings.filter(({ check }) => check === "client-per-request")).toEqual([]);
  });

  it("a new file is asked about like any other", async () => {
    const router =
      "import time\nfrom fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/x')\nasync def x():\n    time.sleep(1)\n";
    const included = app("from routes import router", "app.include_router(router)");
    const { findings } = await reviewer.change({ "main.py": app() }, { "main.py": included, "routes.py": router });

    expect(places(findings)).toEqual(["routes.py:6 blocking-call"]);
  });
});
