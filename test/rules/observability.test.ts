import { describe, expect, it } from "vitest";

import { places, useReviewer, type Files } from "../support/reviewer.ts";

const reviewer = useReviewer();

const HEAD = "from fastapi import FastAPI, HTTPException\n\napp = FastAPI()\n";

function handler(name: string): string {
  return `

@app.get("/${name}")
def ${name}():
    try:
        return {"value": open("${name}").read()}
    except Exception as error:
        raise HTTPException(500, detail=str(error)) from error
`;
}

describe("a change that shows exceptions to clients", () => {
  it("is asked about once, however many of its handlers do it", async () => {
    const { findings } = await reviewer.change(
      { "main.py": HEAD },
      { "main.py": `${HEAD}${handler("one")}${handler("two")}${handler("three")}` },
    );

    expect(places(findings)).toEqual(["main.py:11 leaked-exception"]);
    expect(findings[0]?.question).toContain("3 `except Exception` clauses in 3 functions");
    expect(findings[0]?.evidence.filter((step) => step.role === "caller")).toHaveLength(2);
  });

  it("speaks of its own handler only where others did so before", async () => {
    const old = `${HEAD}${handler("one")}${handler("two")}`;

    const { findings } = await reviewer.change({ "main.py": old }, { "main.py": `${old}${handler("three")}` });

    expect(places(findings)).toEqual(["main.py:27 leaked-exception"]);
    expect(findings[0]?.question).toContain("`three` catches every exception");
  });
});

describe("a catch-all clause that a change puts around an old status", () => {
  it("is asked about where the status is raised", async () => {
    const before = `${HEAD}

@app.get("/items/{number}")
def item(number: int):
    if number > 9:
        raise HTTPException(404)
    return number
`;
    const after = `${HEAD}

@app.get("/items/{number}")
def item(number: int):
    try:
        if number > 9:
            raise HTTPException(404)
        return number
    except Exception as error:
        raise HTTPException(500, "failed") from error
`;

    const { findings } = await reviewer.change({ "main.py": before }, { "main.py": after });

    expect(places(findings)).toEqual(["main.py:10 wrong-status"]);
  });
});

describe("ids and metrics", () => {
  const routes = ["a", "b", "c", "d", "e"].map(
    (name) => `

@app.get("/${name}")
async def ${name}() -> int:
    return 1
`,
  );
  const project = (setUp: string, more = ""): Files => ({
    Dockerfile: "FROM python:3.12-slim\n",
    "main.py": `from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

app = FastAPI()
${setUp}${routes.join("")}${more}`,
  });

  it("are asked about when a change touches how the application is put together", async () => {
    const analysis = await reviewer.change(project(""), project("app.add_middleware(GZipMiddleware)\n"));
    const findings = analysis.findings.filter(({ rule }) => rule === "API008");

    expect(places(findings)).toEqual(["main.py:4 no-correlation-id", "main.py:4 no-metrics"]);
    expect(findings.map(({ placement }) => placement)).toEqual(["summary", "summary"]);
    expect(findings[0]?.searched).toContain("Dockerfile");
  });

  it("are not asked about when a change adds a route", async () => {
    const more = '\n\n@app.get("/more")\nasync def more() -> int:\n    return 1\n';

    const { findings } = await reviewer.change(project(""), project("", more));

    expect(findings).toEqual([]);
  });

  it("are asked about for a second service that a change adds without them", async () => {
    const first = project("", "")["main.py"] ?? "";
    const before: Files = {
      Dockerfile: "FROM python:3.12-slim\n",
      "shop/main.py": `import logfire\n${first.replace("app = FastAPI()", "app = FastAPI()\nlogfire.instrument_fastapi(app)")}`,
    };
    const { findings } = await reviewer.change(before, { ...before, "stock/main.py": first });
    const asked = findings.filter(({ rule }) => rule === "API008");

    expect(places(asked)).toEqual(["stock/main.py:4 no-correlation-id", "stock/main.py:4 no-metrics"]);
    expect(asked[0]?.question).toContain("`shop.main.app` has one (`shop/main.py`)");
  });
});

describe("two services without ids and metrics", () => {
  const service = (count: number, layers = ""): string =>
    `from fastapi import FastAPI\nfrom fastapi.middleware.gzip import GZipMiddleware\n\napp = FastAPI()\n${layers}${Array.from({ length: count }, (_, at) => `\n\n@app.get("/${at}")\ndef read_${at}():\n    return ${at}\n`).join("")}`;
  const before: Files = {
    "large/Dockerfile": "FROM python:3.13\n",
    "large/main.py": service(9),
    "small/Dockerfile": "FROM python:3.13\n",
    "small/main.py": service(5),
  };

  it("are asked about one by one: the smaller one, where the change adds a layer to it", async () => {
    const layers = "app.add_middleware(GZipMiddleware)\n";

    const { findings } = await reviewer.change(before, { ...before, "small/main.py": service(5, layers) });

    const told = findings.filter(({ check }) => check === "no-correlation-id" || check === "no-metrics");
    expect(told.map(({ check, symbol }) => [check, symbol])).toEqual([
      ["no-correlation-id", "small.main.app"],
      ["no-metrics", "small.main.app"],
    ]);
  });
});
