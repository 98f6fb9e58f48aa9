import { describe, expect, it } from "vitest";

import { type Files, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

const ROUTER = `from fastapi import APIRouter

router = APIRouter()


@router.post("/login")
async def login(name: str) -> str:
    return name


@router.post("/chat")
async def chat(name: str) -> str:
    return name

${["a", "b", "c"].map((name) => `\n@router.get("/${name}")\nasync def ${name}() -> str:\n    return "${name}"\n\n`).join("")}`;

const MAIN = `from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from app import more, people


@asynccontextmanager
async def lifespan(app):
    yield


def create_app():
    app = FastAPI(
        title="people",
        version="1.0",
        lifespan=lifespan,
    )
    app.add_middleware(
        GZipMiddleware,
        minimum_size=1000,
    )
    app.include_router(people.router)
    return app


app = create_app()
`;

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: api
          image: people:1.0
          command: ["uvicorn", "app.main:app"]
`;

const BEFORE: Files = {
  "app/__init__.py": "",
  "app/main.py": MAIN,
  "app/people.py": ROUTER,
  "app/more.py":
    'from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get("/more")\nasync def more() -> str:\n    return "more"\n',
  "k8s/api.yaml": MANIFEST,
};

const STACK = ["no-correlation-id", "no-metrics", "no-rate-limit", "no-security-headers"];

/** What is asked for once `text` stands where `old` stood. */
async function askedAfter(path: string, old: string, text: string): Promise<readonly string[]> {
  const before = BEFORE[path] ?? "";
  expect(before).toContain(old);
  const { findings } = await reviewer.change(BEFORE, { ...BEFORE, [path]: before.replace(old, text) });
  return findings.map(({ check, placement }) => `${check} ${placement}`).toSorted();
}

const summary = (...checks: readonly string[]): readonly string[] => checks.map((check) => `${check} summary`);

describe("what an application lacks", () => {
  it("is asked about where it is constructed", async () => {
    expect(await askedAfter("app/main.py", "app = FastAPI(", "app = FastAPI(  # the only one")).toEqual(
      summary("no-correlation-id", "no-health-route", "no-metrics", "no-rate-limit", "no-security-headers"),
    );
  });

  it("is asked about, as far as layers provide it, when one is added or exchanged", async () => {
    const add = "    app.include_router(people.router)";
    const layers = await askedAfter("app/main.py", add, `    app.add_middleware(GZipMiddleware)\n${add}`);
    expect(layers).toEqual(summary(...STACK));
    expect(await askedAfter("app/main.py", "        GZipMiddleware,", "        GZipMiddleware,  # late")).toEqual(
      summary(...STACK),
    );
  });

  it.each([
    ["an option of the application", 'version="1.0"', 'version="1.1"'],
    ["an option of a layer", "minimum_size=1000", "minimum_size=500"],
    ["the lifespan", "    yield", '    print("ready")\n    yield'],
    ["another line of the factory", "    return app", "    app.state.name = 1\n    return app"],
    ["an exception handler", "    return app", "    app.add_exception_handler(ValueError, print)\n    return app"],
  ])("is not asked about when a change touches %s", async (_what, old, text) => {
    expect(await askedAfter("app/main.py", old, text)).toEqual([]);
  });

  it("is asked about, as far as routes provide it, when a router is included", async () => {
    const include = "    app.include_router(people.router)";
    expect(await askedAfter("app/main.py", include, `${include}\n    app.include_router(more.router)`)).toEqual(
      summary("no-health-route"),
    );
  });

  it("is asked about when a file says anew what is run, and not when its image is newer", async () => {
    expect(await askedAfter("k8s/api.yaml", "- name: api", "- name: people-api")).toEqual(summary("no-health-route"));
    expect(await askedAfter("k8s/api.yaml", "people:1.0", "people:1.1")).toEqual([]);
  });

  it("is asked about with a route that strangers try their luck on, not with what it does", async () => {
    expect(await askedAfter("app/people.py", '@router.post("/login")', '@router.post("/v2/login")')).toEqual(
      summary("no-rate-limit"),
    );
    expect(
      await askedAfter("app/people.py", "async def login(name: str)", "async def login(name: str, age: int)"),
    ).toEqual([]);
    expect(await askedAfter("app/people.py", '@router.post("/chat")', '@router.post("/chats")')).toEqual([]);
  });

  it("names the path that a change brings, not the first of its kind", async () => {
    const added = ROUTER.replace(
      '@router.post("/chat")',
      '@router.post("/reset-password")\nasync def reset(name: str) -> str:\n    return name\n\n\n@router.post("/chat")',
    );
    const { findings } = await reviewer.change(BEFORE, { ...BEFORE, "app/people.py": added });
    expect(findings.map(({ check, question }) => `${check}: ${question.slice(0, 90)}`)).toEqual([
      "no-rate-limit: I couldn't find rate limiting for `POST /reset-password` and 2 other routes of its kind in",
    ]);
  });

  it("speaks of the application that changes, of two", async () => {
    const other = {
      "desk/__init__.py": "",
      "desk/main.py": MAIN.replaceAll("app import", "desk import"),
      "desk/people.py": ROUTER,
      "desk/more.py": BEFORE["app/more.py"] ?? "",
    };
    const before = { ...BEFORE, ...other };
    const after = { ...before, "desk/people.py": ROUTER.replace('"/login"', '"/v2/login"') };
    const { findings } = await reviewer.change(before, after);
    expect(findings.map(({ check, symbol }) => `${check} ${symbol}`)).toEqual(["no-rate-limit desk.main.create_app"]);
  });

  it("is not asked about a mounted application whose parent has the layer", async () => {
    const inner = `from fastapi import FastAPI\n\nfrom app import people\n\ninner = FastAPI()\ninner.include_router(people.router)\n`;
    const limited = MAIN.replace(
      "    app.include_router(people.router)",
      '    app.add_middleware(RateLimitMiddleware)\n    app.mount("/inner", inner)',
    ).replace(
      "from app import more, people",
      "from app import more, people\nfrom app.inner import inner\nfrom limits import RateLimitMiddleware",
    );
    const before = { ...BEFORE, "app/inner.py": inner, "app/main.py": limited };
    const after = { ...before, "app/people.py": ROUTER.replace('"/login"', '"/v2/login"') };
    const { findings } = await reviewer.change(before, after);
    expect(findings.map(({ check }) => check)).toEqual([]);
    const open = {
      ...before,
      "app/main.py": limited
        .replace("    app.add_middleware(RateLimitMiddleware)\n", "")
        .replace("from limits import RateLimitMiddleware\n", ""),
    };
    const asked = await reviewer.change(open, { ...open, "app/people.py": after["app/people.py"] });
    expect(asked.findings.map(({ check }) => check)).toEqual(["no-rate-limit"]);
  });
});
