import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/engine/finding.ts";
import { type Files, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

/** `path:line check placement` of this rule's findings. */
function asked(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rule }) => rule === "API007")
    .map(({ path, line, check, placement }) => `${path}:${line} ${check} ${placement}`);
}

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: api
          command: ["uvicorn", "app.main:app"]
          livenessProbe:
            httpGet:
              path: /health
              port: 8000
`;

function main(...lines: readonly string[]): string {
  return ["from fastapi import APIRouter, FastAPI", "router = APIRouter()", "app = FastAPI()", ...lines, ""].join("\n");
}

const ROUTE = ['@router.get("/health")', "async def answer() -> str:", '    return "ok"'];

describe("a change of a prefix", () => {
  const before: Files = { "app/main.py": main(...ROUTE, "app.include_router(router)"), "k8s/api.yaml": MANIFEST };
  const after: Files = { ...before, "app/main.py": main(...ROUTE, 'app.include_router(router, prefix="/api")') };

  it("is asked about where it is made, while the manifest stays as it is", async () => {
    const { findings } = await reviewer.change(before, after);
    const [finding] = findings.filter(({ rule }) => rule === "API007");

    expect(asked(findings)).toEqual(["app/main.py:7 probe-path-mismatch inline"]);
    expect(finding?.evidence[0]).toMatchObject({ path: "k8s/api.yaml", line: 11 });
  });

  it("is asked about on the manifest's line when that changes", async () => {
    const manifest = MANIFEST.replace("/health", "/healthz");
    const { findings } = await reviewer.change(before, { ...before, "k8s/api.yaml": manifest });

    expect(asked(findings)).toEqual(["k8s/api.yaml:11 probe-path-mismatch inline"]);
  });

  it("is asked about on the router that it is given to", async () => {
    const prefixed = before["app/main.py"]?.replace("APIRouter()", 'APIRouter(prefix="/internal")') ?? "";
    const { findings } = await reviewer.change(before, { ...before, "app/main.py": prefixed });

    expect(asked(findings)).toEqual(["app/main.py:2 probe-path-mismatch inline"]);
  });

  it("is asked about on the route that gets another name", async () => {
    const renamed = before["app/main.py"]?.replace("/health", "/healthz") ?? "";
    const { findings } = await reviewer.change(before, { ...before, "app/main.py": renamed });

    expect(asked(findings)).toEqual(["app/main.py:4 probe-path-mismatch inline"]);
  });

  it("is nothing new to a change beside it", async () => {
    const { findings } = await reviewer.change(after, { ...after, "app/other.py": "VERSION = 1\n" });

    expect(asked(findings)).toEqual([]);
  });
});

describe("an application without a health route", () => {
  const routes = ["a", "b", "c", "d", "e"].flatMap((name) => [
    `@app.get("/${name}")`,
    `async def ${name}() -> str:`,
    `    return "${name}"`,
  ]);
  const before: Files = {
    "app/main.py": ["from fastapi import FastAPI", "app = FastAPI()", ...routes, ""].join("\n"),
    Dockerfile: 'FROM python:3.12\nCMD ["uvicorn", "app.main:app"]\n',
  };

  it("is brought up by a change of how it is built or deployed", async () => {
    const built = { ...before, "app/main.py": before["app/main.py"]?.replace("FastAPI()", 'FastAPI(title="x")') ?? "" };
    const deployed = { ...before, "k8s/api.yaml": MANIFEST.replace(/ {10}livenessProbe[\s\S]*$/, "") };

    expect(asked((await reviewer.change(before, built)).findings)).toEqual(["app/main.py:2 no-health-route summary"]);
    expect(asked((await reviewer.change(before, deployed)).findings)).toEqual([
      "app/main.py:2 no-health-route summary",
    ]);
  });

  it("is left alone by a change of what its image is built from", async () => {
    const bumped = { ...before, Dockerfile: 'FROM python:3.13\nCMD ["uvicorn", "app.main:app"]\n' };

    expect(asked((await reviewer.change(before, bumped)).findings)).toEqual([]);
  });

  it("is left alone by a change of one of its routes", async () => {
    const other = { ...before, "app/main.py": before["app/main.py"]?.replace('return "a"', 'return "A"') ?? "" };

    expect(asked((await reviewer.change(before, other)).findings)).toEqual([]);
  });
});

describe("the suggestion for a health route in the pool", () => {
  const others = ["a", "b", "c", "d", "e"].flatMap((name) => [
    `@app.get("/${name}")`,
    `def ${name}(x: str) -> str:`,
    "    return x.upper()",
  ]);
  const withBody = (...body: readonly string[]): Files => ({
    "main.py": [
      "from fastapi import FastAPI",
      "app = FastAPI()",
      ...others,
      '@app.get("/health")',
      "def health() -> dict[str, str]:",
      ...body,
      "",
    ].join("\n"),
  });

  it("makes it asynchronous when nothing is called", async () => {
    const { findings } = await reviewer.whole(withBody('    return {"status": "ok"}'));

    expect(findings.find(({ check }) => check === "health-in-threadpool")?.suggestion).toEqual({
      startLine: 19,
      endLine: 19,
      replacement: "async def health() -> dict[str, str]:",
    });
  });

  it("is not made when something is called", async () => {
    const { findings } = await reviewer.whole(withBody("    return dict(status=str(1))"));

    expect(findings.find(({ check }) => check === "health-in-threadpool")?.suggestion).toBeNull();
  });
});

describe("a guard in front of a health route", () => {
  const guarded = (router: string, route: string): string =>
    [
      "from fastapi import APIRouter, Depends, FastAPI",
      "from fastapi.security import HTTPBearer",
      `router = APIRouter(${router})`,
      "app = FastAPI()",
      `@router.get("/health"${route})`,
      "async def answer() -> str:",
      '    return "ok"',
      "app.include_router(router)",
      "",
    ].join("\n");
  const ofRouter = guarded("dependencies=[Depends(HTTPBearer())]", "");
  const ofRoute = guarded("", ", dependencies=[Depends(HTTPBearer())]");

  it("is asked about where the route inherits it", async () => {
    const { findings } = await reviewer.whole({ "app/main.py": ofRouter });
    expect(asked(findings)).toContain("app/main.py:6 guarded-health inline");
  });

  it("is a remark in the summary where it stands at the route, unless a probe asks for the route", async () => {
    const { findings } = await reviewer.whole({ "app/main.py": ofRoute });
    expect(asked(findings)).toContain("app/main.py:6 guarded-health summary");

    const probed = await reviewer.whole({ "app/main.py": ofRoute, "k8s/api.yaml": MANIFEST });
    expect(asked(probed.findings)).toContain("app/main.py:6 guarded-health inline");
  });
});
