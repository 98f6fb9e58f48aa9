import { describe, expect, it } from "vitest";

import { headsOf } from "../../src/analysis/application/heads.ts";
import { applicationsOf, stackOf } from "../support/applications.ts";

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
    expect(new Set(applications.flatMap(headsOf).map(({ path }) => path))).toEqual(
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

  it("are the same whether or not they are built in a loop, and are there where it is asked", async () => {
    expect(
      await stackOf(
        "def add(app=None):\n    if app:\n        app.add_middleware(A)\ndef serve():\n    while True:\n        app = FastAPI()\n        add(app)\n",
      ),
    ).toEqual(["A"]);
  });

  it("leave a parameter of that name alone", async () => {
    expect(await stackOf("app = FastAPI()\ndef add(app):\n    app.add_middleware(A)\n")).toEqual([]);
  });
});
