import { describe, expect, it } from "vitest";

import { applicationsOf, stackOf } from "../support/applications.ts";

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
      "app = FastAPI(middleware=[Middleware(A), *plugins()])\nfor each in load():\n    app.add_middleware(each)\napp.user_middleware = []\ncore = find()\ncore.setup_app(app)\n",
    );

    expect(application?.middleware.map(({ name }) => name)).toEqual(["A"]);
    expect(application?.unresolved.map(({ text, place }) => `${place.line}: ${text}`)).toEqual([
      "20: plugins()",
      "22: for each in load(): each",
      "23: app.user_middleware = …",
      "25: core.setup_app(app)",
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
