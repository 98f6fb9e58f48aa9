import { describe, expect, it } from "vitest";

import type { Application } from "../../src/analysis/application/application.ts";
import { projectOf } from "../support/project.ts";

const FRAMEWORK = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.sessions import SessionMiddleware


class A:
    def __init__(self, app): ...
    async def __call__(self, scope, receive, send): ...


class B(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next): ...


class C(B): ...

`;

async function applicationsOf(files: string | Readonly<Record<string, string>>): Promise<readonly Application[]> {
  const project = await projectOf(typeof files === "string" ? { "main.py": FRAMEWORK + files } : files);
  return project.applications;
}

/** `name if condition`, outermost first, of the only application. */
async function stackOf(files: string | Readonly<Record<string, string>>): Promise<readonly string[]> {
  const applications = await applicationsOf(files);
  expect(applications).toHaveLength(1);
  return (applications[0]?.middleware ?? []).map(({ name, condition }) =>
    condition === undefined ? name : `${name} if ${condition.text}`,
  );
}

describe("the order of layers", () => {
  it.each([
    [
      "the last one added is the outermost",
      "app = FastAPI()\napp.add_middleware(A)\napp.add_middleware(B)",
      ["B", "A"],
    ],
    [
      "a list is outermost first, and what is added later stands outside it",
      "app = FastAPI(middleware=[Middleware(A), Middleware(B)])\napp.add_middleware(C)",
      ["C", "A", "B"],
    ],
    [
      "a decorator counts where it stands",
      "app = FastAPI()\napp.add_middleware(A)\n@app.middleware('http')\nasync def log(request, call_next): ...\napp.add_middleware(B)",
      ["B", "log", "A"],
    ],
    [
      "a decorator that is called by hand",
      "async def log(request, call_next): ...\napp = FastAPI()\napp.middleware('http')(log)",
      ["log"],
    ],
    [
      "a wrapper stands outside everything, also what is added later",
      "app = FastAPI()\nasgi = A(app)\nouter = CORSMiddleware(app=asgi)\napp.add_middleware(B)",
      ["CORSMiddleware", "A", "B"],
    ],
    [
      "helpers run in the order of their calls",
      "def one(app): app.add_middleware(A)\ndef two(app):\n    app.add_middleware(B)\n    one(app)\napp = FastAPI()\ntwo(app)\napp.add_middleware(C)",
      ["C", "A", "B"],
    ],
    [
      "a function given to BaseHTTPMiddleware",
      "async def log(request, call_next): ...\napp = FastAPI()\napp.add_middleware(BaseHTTPMiddleware, dispatch=log)",
      ["log"],
    ],
  ])("%s", async (_what, code, expected) => {
    expect(await stackOf(code)).toEqual(expected);
  });
});

describe("lists and loops", () => {
  it.each([
    ["a variable", "layers = [Middleware(A), Middleware(B)]\napp = FastAPI(middleware=layers)", ["A", "B"]],
    [
      "a function's result and a sum",
      "def base():\n    return [Middleware(A)]\napp = FastAPI(middleware=base() + [Middleware(B)])",
      ["A", "B"],
    ],
    [
      "one that is put together",
      "layers = [Middleware(B)]\nlayers.append(Middleware(C))\nlayers.insert(0, Middleware(A))\nlayers += [Middleware(GZipMiddleware)]\napp = FastAPI(middleware=layers)",
      ["A", "B", "C", "GZipMiddleware"],
    ],
    [
      "one with a part that is there at times",
      "app = FastAPI(middleware=[Middleware(A), *([Middleware(B)] if settings.x else [])])",
      ["A", "B if settings.x"],
    ],
    ["a comprehension", "app = FastAPI(middleware=[Middleware(each) for each in (A, B)])", ["A", "B"]],
    ["a loop over a tuple", "app = FastAPI()\nfor layer in (A, B):\n    app.add_middleware(layer)", ["B", "A"]],
    [
      "a loop over pairs",
      "app = FastAPI()\nfor layer, options in [(A, {}), (B, {'x': 1})]:\n    app.add_middleware(layer, **options)",
      ["B", "A"],
    ],
    [
      "a loop over a dictionary",
      "LAYERS = {A: {}, B: {'x': 1}}\napp = FastAPI()\nfor layer, options in LAYERS.items():\n    app.add_middleware(layer, **options)",
      ["B", "A"],
    ],
    [
      "branches that make different lists",
      "if settings.small:\n    layers = [Middleware(A)]\nelse:\n    layers = [Middleware(A), Middleware(B)]\napp = FastAPI(middleware=layers)",
      ["A if settings.small", "A if not settings.small", "B if not settings.small"],
    ],
    [
      "keywords that a factory passes on",
      "def create(**kwargs):\n    app = FastAPI(**kwargs)\n    return app\napp = create(middleware=[Middleware(A)])",
      ["A"],
    ],
  ])("follows %s", async (_what, code, expected) => {
    expect(await stackOf(code)).toEqual(expected);
  });

  it("tells what it cannot follow, and lists what it can", async () => {
    const [application] = await applicationsOf(
      "app = FastAPI(middleware=[Middleware(A), *plugins()])\nfor each in load():\n    app.add_middleware(each)\napp.user_middleware = []\n",
    );

    expect(application?.middleware.map(({ name }) => name)).toEqual(["A"]);
    expect(application?.unresolved.map(({ text, place }) => `${place.line}: ${text}`)).toEqual([
      "20: plugins()",
      "22: for each in load(): each",
      "23: app.user_middleware = …",
    ]);
  });
});

describe("conditions", () => {
  it.each([
    ["if settings.DEBUG:", "settings.DEBUG", "development"],
    ["if not settings.PRODUCTION:", "not settings.PRODUCTION", "development"],
    ["if settings.ENV == 'production':", 'settings.ENV == "production"', "deployed"],
    ["if settings.ENV != 'production':", 'settings.ENV != "production"', "development"],
    ["if settings.ENV in ('dev', 'local'):", 'settings.ENV in ("dev", "local")', "development"],
    ["if not settings.is_testing():", "not settings.is_testing()", "deployed"],
    ["if os.getenv('DEBUG'):", 'os.getenv("DEBUG")', "development"],
    ["if settings.debug_sql:", "settings.debug_sql", "other"],
    ["if origins:", "origins", "other"],
  ])("reads %s", async (line, text, when) => {
    const [application] = await applicationsOf(`app = FastAPI()\n${line}\n    app.add_middleware(A)`);

    expect(application?.middleware[0]?.condition).toEqual({ text, when });
  });

  it("of what is left after a return, and of packages that may not be there", async () => {
    expect(
      await stackOf(
        "def add(app):\n    if not settings.x:\n        return\n    app.add_middleware(A)\napp = FastAPI()\nadd(app)\ntry:\n    from extra import Extra\n    app.add_middleware(Extra)\nexcept ImportError:\n    pass",
      ),
    ).toEqual(["Extra if try … except ImportError", "A if not (not settings.x)"]);
  });

  it("are told beyond those under which the application exists", async () => {
    expect(
      await stackOf(
        "def run():\n    if serve:\n        app = FastAPI()\n        app.add_middleware(A)\n        if x:\n            app.add_middleware(B)",
      ),
    ).toEqual(["B if x", "A"]);
  });

  it("makes one application of two branches, and one layer of a helper that runs in both", async () => {
    expect(
      await stackOf(
        "def run(): add()\ndef add(): app.add_middleware(A)\nif debug():\n    app = FastAPI(debug=True)\nelse:\n    app = FastAPI()\nif __name__ == '__main__':\n    run()\nelse:\n    run()",
      ),
    ).toEqual(["A"]);
  });
});

describe("applications", () => {
  it("are followed through files, classes and factories", async () => {
    const applications = await applicationsOf({
      "shop/__init__.py": "",
      "shop/edge.py": `from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
def setup_middleware(application):
    application.add_middleware(GZipMiddleware)
class Builder:
    def __init__(self, app):
        self.app = app
        self._sessions()
    def _sessions(self):
        self.app.add_middleware(SessionMiddleware, secret_key="x")
`,
      "shop/factory.py": `from fastapi import FastAPI
from shop.edge import Builder, setup_middleware as prepare
def create_app():
    app = FastAPI()
    prepare(app)
    Builder(app)
    return app
`,
      "shop/main.py": `from fastapi.middleware.cors import CORSMiddleware
from shop import factory
app = factory.create_app()
app.add_middleware(CORSMiddleware)
`,
    });

    expect(applications.map(({ symbol, middleware }) => [symbol, middleware.map(({ name }) => name)])).toEqual([
      ["shop.factory.create_app", ["CORSMiddleware", "SessionMiddleware", "GZipMiddleware"]],
    ]);
    expect(new Set(applications[0]?.built.map(({ path }) => path))).toEqual(
      new Set(["shop/factory.py", "shop/edge.py", "shop/main.py"]),
    );
  });

  it("of one factory are told apart when they differ", async () => {
    const applications = await applicationsOf({
      "shop/__init__.py": "",
      "shop/factory.py": "from fastapi import FastAPI\ndef create():\n    app = FastAPI()\n    return app\n",
      "shop/admin.py": "from shop.factory import create\nadmin = create()\n",
      "shop/main.py":
        "from fastapi.middleware.cors import CORSMiddleware\nfrom shop.factory import create\napp = create()\napp.add_middleware(CORSMiddleware)\n",
    });

    expect(applications.map(({ symbol }) => symbol)).toEqual(["shop.admin.admin", "shop.main.app"]);
  });

  it("know where they are mounted, and mounting in circles does no harm", async () => {
    const applications = await applicationsOf(
      "app = FastAPI()\napi = FastAPI()\ndeep = FastAPI()\napi.mount('/deep', deep)\napp.mount('/api', api)\ndeep.mount('/again', app)\napp.mount('/self', app)",
    );

    expect(applications.map(({ symbol, parent }) => [symbol, parent?.application.symbol, parent?.path])).toEqual([
      ["main.app", undefined, undefined],
      ["main.api", "main.app", "/api"],
      ["main.deep", "main.api", "/deep"],
    ]);
  });

  it("may be of the project's own class, which overrides what Starlette does", async () => {
    expect(
      await stackOf(`class App(FastAPI):
    def __init__(self, **kwargs):
        super().__init__(middleware=[Middleware(A)], **kwargs)
        self.add_middleware(B)
    def add_middleware(self, layer, **options):
        super().add_middleware(layer, **options)
    def build_middleware_stack(self):
        return SessionMiddleware(super().build_middleware_stack(), secret_key="x")
app = App(title="shop")
app.add_middleware(C)
`),
    ).toEqual(["SessionMiddleware", "C", "B", "A"]);
  });

  it("have the layers that start-up code and libraries add", async () => {
    expect(
      await stackOf(`from prometheus_fastapi_instrumentator import Instrumentator
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
async def lifespan(app):
    app.add_middleware(A)
    yield {"pool": object()}
app = FastAPI(lifespan=lifespan)
FastAPIInstrumentor.instrument_app(app)
Instrumentator().instrument(app).expose(app)
app.add_middleware(B)
`),
    ).toEqual(["OpenTelemetryMiddleware", "A", "B", "PrometheusInstrumentatorMiddleware"]);
  });

  it("keep their exception handlers and their state", async () => {
    const [application] = await applicationsOf({
      "shop/__init__.py": "",
      "shop/errors.py":
        "async def on_error(request, exc): ...\nasync def on_value(request, exc): ...\nhandlers = {Exception: on_error}\n",
      "shop/main.py": `from fastapi import FastAPI, status
from shop.errors import handlers, on_value
class Client: ...
async def lifespan(app):
    app.state.client = Client()
    yield {"pool": Client()}
app = FastAPI(exception_handlers=handlers, lifespan=lifespan)
app.add_exception_handler(ValueError, on_value)
@app.exception_handler(status.HTTP_500_INTERNAL_SERVER_ERROR)
async def last(request, exc): ...
`,
    });

    expect(application?.exceptionHandlers.map(({ of, outermost, fn }) => [of, outermost, fn?.facts.name])).toEqual([
      ["Exception", true, "on_error"],
      ["ValueError", false, "on_value"],
      ["status.HTTP_500_INTERNAL_SERVER_ERROR", true, "last"],
    ]);
    expect(application?.state.map(({ name, value }) => [name, value.k])).toEqual([
      ["client", "instance"],
      ["pool", "instance"],
    ]);
  });

  it("say under which function's call a layer is there, when nobody was seen to call it", async () => {
    expect(await stackOf("app = FastAPI()\ndef run_app():\n    app.add_middleware(A)\n")).toEqual([
      "A if run_app() is called",
    ]);
  });

  it("leave a parameter of that name alone", async () => {
    expect(await stackOf("app = FastAPI()\ndef add(app):\n    app.add_middleware(A)\n")).toEqual([]);
  });
});

describe("code that is made to keep us busy", () => {
  it.each([
    [
      "functions that call each other",
      "def a(app):\n    b(app)\n    b(app)\ndef b(app):\n    a(app)\n    a(app)\napp = FastAPI()\na(app)\n",
    ],
    [
      "a list that holds itself",
      "layers = [Middleware(A)]\nlayers.append(layers)\nlayers.extend(layers)\napp = FastAPI(middleware=layers)\n",
    ],
    [
      "loops in loops",
      `many = [${Array.from({ length: 150 }, () => "A").join(", ")}]\napp = FastAPI()\n${Array.from({ length: 6 }, (_none, depth) => `${"    ".repeat(depth)}for x${depth} in many:`).join("\n")}\n${"    ".repeat(6)}app.add_middleware(x0)\n`,
    ],
    [
      "a list that doubles",
      `layers = [Middleware(A)]\n${"layers += layers\n".repeat(60)}app = FastAPI(middleware=layers)\n`,
    ],
    [
      "calls that double",
      `${Array.from({ length: 40 }, (_none, index) => `def f${index}(app):\n    f${index + 1}(app)\n    f${index + 1}(app)\n`).join("")}def f40(app): app.add_middleware(A)\napp = FastAPI()\nf0(app)\n`,
    ],
  ])("%s ends", async (_what, code) => {
    expect(await applicationsOf(code)).toHaveLength(1);
  });
});
