import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import { routes, type RoutesOptions } from "../../src/cli/routes.ts";
import { gitProject } from "../support/git-project.ts";

interface Run {
  readonly status: number;
  readonly printed: string;
}

async function run(path: string, set: Partial<RoutesOptions> = {}): Promise<Run> {
  let printed = "";
  const status = await routes(
    { path, diff: undefined, format: "json", ...set },
    {
      createAnalyser,
      print: (text) => void (printed += text),
      note: () => undefined,
      progress: () => undefined,
      paint: (_style, text) => text,
    },
  );
  return { status, printed };
}

const EDGE = `from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware


def setup(app, settings):
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    if settings.DEBUG:
        app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:3000"])
`;

const APP = `from fastapi import FastAPI
from app.edge import setup
from app.plugins import load
from app.settings import settings

app = FastAPI()
admin = FastAPI()
setup(app, settings)
app.mount("/admin", admin)
for plugin in load():
    admin.add_middleware(plugin)


@app.exception_handler(Exception)
async def on_error(request, exc):
    return None
`;

const EDGED = { "app/__init__.py": "", "app/main.py": APP, "app/edge.py": EDGE };

describe("with --middleware", () => {
  it("tells each application's layers, outermost first", async () => {
    const { status, printed } = await run(gitProject(EDGED), { middleware: true });

    expect(status).toBe(0);
    expect(JSON.parse(printed)).toEqual({
      version: 1,
      unread: [],
      applications: [
        {
          symbol: "app.main.app",
          file: "app/main.py",
          line: 6,
          mountedOn: null,
          middleware: [
            {
              name: "CORSMiddleware",
              qualified: "fastapi.middleware.cors.CORSMiddleware",
              how: "add_middleware",
              condition: "settings.DEBUG",
              when: "development",
              options: ['allow_origins=["http://localhost:3000"]'],
              cors: { origins: '["http://localhost:3000"]', credentials: "False", regex: null, unresolved: null },
              file: "app/edge.py",
              line: 8,
            },
            {
              name: "GZipMiddleware",
              qualified: "fastapi.middleware.gzip.GZipMiddleware",
              how: "add_middleware",
              condition: null,
              when: null,
              options: ["minimum_size=1000"],
              cors: null,
              file: "app/edge.py",
              line: 6,
            },
          ],
          exceptionHandlers: [
            { for: "Exception", handler: "app.main.on_error", outermost: true, file: "app/main.py", line: 14 },
          ],
          state: [],
          unresolved: [],
        },
        {
          symbol: "app.main.admin",
          file: "app/main.py",
          line: 7,
          mountedOn: { symbol: "app.main.app", path: "/admin" },
          middleware: [],
          exceptionHandlers: [],
          state: [],
          unresolved: [{ text: "for plugin in load(): plugin", file: "app/main.py", line: 11 }],
        },
      ],
    });
  });

  it("prints them for people", async () => {
    const { printed } = await run(gitProject(EDGED), { middleware: true, format: "text" });

    expect(printed).toBe(`app.main.app  app/main.py:6
  middleware, outermost first
    1. CORSMiddleware  added, if settings.DEBUG  app/edge.py:8
       origins ["http://localhost:3000"]; credentials False
    2. GZipMiddleware  added  app/edge.py:6
  exception handlers
    1. Exception  app.main.on_error, outside all middleware  app/main.py:14

app.main.admin  app/main.py:7, mounted on app.main.app at /admin
  middleware, outermost first: none
  not followed
    1. for plugin in load(): plugin  app/main.py:11

2 applications
`);
  });

  it("does not go with --diff", async () => {
    await expect(run(gitProject(EDGED), { middleware: true, diff: "main" })).rejects.toThrow(/--diff/);
  });
});
