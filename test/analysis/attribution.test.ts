import { describe, expect, it } from "vitest";

import { layersAround } from "../../src/analysis/application/around.ts";
import { routeLabel } from "../../src/analysis/routing/routes.ts";
import type { Application } from "../../src/analysis/application/application.ts";
import { projectOf } from "../support/project.ts";

const ITEMS = `from fastapi import APIRouter
router = APIRouter()
@router.get("/items")
def items(): ...
`;

interface Told {
  readonly innermost: readonly string[];
  readonly outermost: readonly string[];
  readonly own: readonly string[];
  readonly served: readonly string[];
}

/** What is told of the only route: the symbols of applications. */
async function toldOf(files: Readonly<Record<string, string>>): Promise<Told> {
  const { attribution, applications, routes } = await projectOf(files);
  expect(routes).toHaveLength(1);
  const [route] = routes;
  if (route === undefined) throw new Error("no route");
  const symbols = (found: readonly Application[]): string[] => found.map(({ symbol }) => symbol).toSorted();
  return {
    innermost: symbols(attribution.innermost(route)),
    outermost: symbols(attribution.outermost(route)),
    own: symbols(applications.filter((each) => attribution.own(each).includes(route))),
    served: symbols(applications.filter((each) => attribution.served(each).includes(route))),
  };
}

function everywhere(...symbols: string[]): Told {
  return { innermost: symbols, outermost: symbols, own: symbols, served: symbols };
}

const NOWHERE = everywhere();

describe("a route", () => {
  it.each<[string, Readonly<Record<string, string>>, Told]>([
    [
      "of a router that two applications include belongs to both",
      {
        "items.py": ITEMS,
        "public.py":
          "from fastapi import FastAPI\nfrom items import router\napp = FastAPI()\napp.include_router(router)\n",
        "internal.py":
          "from fastapi import FastAPI\nfrom items import router\napp = FastAPI()\napp.include_router(router)\n",
      },
      everywhere("internal.app", "public.app"),
    ],
    [
      "of a router that another router includes in two applications belongs to both",
      {
        "items.py": ITEMS,
        "api.py":
          "from fastapi import APIRouter, FastAPI\nimport items\napi = APIRouter()\napi.include_router(items.router)\npublic = FastAPI()\ninternal = FastAPI()\npublic.include_router(api)\ninternal.include_router(api)\n",
      },
      everywhere("api.internal", "api.public"),
    ],
    [
      "of a mounted application comes in through the one that it is mounted on",
      {
        "main.py":
          "from fastapi import FastAPI\napp = FastAPI()\nsub = FastAPI()\n@sub.get('/items')\ndef items(): ...\napp.mount('/sub', sub)\n",
      },
      { innermost: ["main.sub"], outermost: ["main.app"], own: ["main.sub"], served: ["main.app", "main.sub"] },
    ],
    [
      "of an application that is mounted in another file comes in through that one",
      {
        "sub.py": "from fastapi import FastAPI\nsub = FastAPI()\n@sub.get('/items')\ndef items(): ...\n",
        "main.py": "from fastapi import FastAPI\nfrom sub import sub\napp = FastAPI()\napp.mount('/sub', sub)\n",
      },
      { innermost: ["sub.sub"], outermost: ["main.app"], own: ["sub.sub"], served: ["main.app", "sub.sub"] },
    ],
    [
      "of an application that a helper mounts comes in through the one that the helper is given",
      {
        "sub.py":
          "from fastapi import FastAPI\nsub = FastAPI()\n@sub.get('/items')\ndef items(): ...\ndef attach(parent):\n    parent.mount('/sub', sub)\n",
        "main.py": "from fastapi import FastAPI\nfrom sub import attach\napp = FastAPI()\nattach(app)\n",
      },
      { innermost: ["sub.sub"], outermost: ["main.app"], own: ["sub.sub"], served: ["main.app", "sub.sub"] },
    ],
    [
      "of a factory that is called twice belongs to each application that differs",
      {
        "main.py":
          "from fastapi import FastAPI\nfrom starlette.middleware.gzip import GZipMiddleware\ndef make(zip):\n    app = FastAPI()\n    @app.get('/items')\n    def items(): ...\n    return app\nplain = make(False)\nzipped = make(True)\nzipped.add_middleware(GZipMiddleware)\n",
      },
      everywhere("main.plain", "main.zipped"),
    ],
    [
      "of an instance of a subclass belongs to it",
      {
        "base.py": "from fastapi import FastAPI\nclass Service(FastAPI):\n    pass\n",
        "main.py": "from base import Service\napp = Service()\n@app.get('/items')\ndef items(): ...\n",
      },
      everywhere("main.app"),
    ],
    [
      "below a prefix that is not known belongs to the application all the same",
      {
        "items.py": ITEMS,
        "main.py":
          "import os\nfrom fastapi import FastAPI\nfrom items import router\napp = FastAPI()\napp.include_router(router, prefix=os.environ['PREFIX'])\n",
      },
      everywhere("main.app"),
    ],
    [
      "of a router that nothing includes belongs to none, though there is only one application",
      { "items.py": ITEMS, "main.py": "from fastapi import FastAPI\napp = FastAPI()\n" },
      NOWHERE,
    ],
    [
      "of a router that is included in a way that cannot be followed is taken for the only application's",
      {
        "items.py": ITEMS,
        "main.py":
          "from fastapi import FastAPI\nimport plugins\napp = FastAPI()\nfor each in plugins.found():\n    app.include_router(each)\n",
      },
      { ...NOWHERE, own: ["main.app"] },
    ],
    [
      "of a router that is included in a way that cannot be followed is nobody's where there are two applications",
      {
        "items.py": ITEMS,
        "main.py":
          "from fastapi import FastAPI\nimport plugins\napp = FastAPI()\nadmin = FastAPI()\nfor each in plugins.found():\n    app.include_router(each)\n",
      },
      NOWHERE,
    ],
    [
      "of a router that a function includes in its parameter belongs to the caller's application",
      {
        "items.py": `${ITEMS}def register(target):\n    target.include_router(router)\n`,
        "main.py":
          "from fastapi import FastAPI\nfrom items import register\nother = FastAPI()\napp = FastAPI()\nregister(app)\n",
      },
      everywhere("main.app"),
    ],
    [
      "of a router that a function includes in a parameter of which no call says more is taken for the only application's",
      {
        "items.py": `${ITEMS}def register(target):\n    target.include_router(router)\n`,
        "main.py": "from fastapi import FastAPI\nfrom items import register\napp = FastAPI()\nmap(register, [app])\n",
      },
      { ...NOWHERE, own: ["main.app"] },
    ],
    [
      "belongs to the application of its own file, not to that of the folder",
      {
        "svc/a.py": "from fastapi import FastAPI\na = FastAPI()\n@a.get('/items')\ndef items(): ...\n",
        "svc/b.py": "from fastapi import FastAPI\nb = FastAPI()\n",
      },
      everywhere("svc.a.a"),
    ],
    [
      "that a sibling package adds to an application of another package belongs to that one",
      {
        "packages/core/pyproject.toml": '[project]\nname = "core"\n',
        "packages/core/src/core/__init__.py": "",
        "packages/core/src/core/app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        "packages/shop/pyproject.toml": '[project]\nname = "shop"\n',
        "packages/shop/src/shop/__init__.py": "",
        "packages/shop/src/shop/api.py": "from core.app import app\n@app.get('/items')\ndef items(): ...\n",
        "packages/other/src/other/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
      },
      everywhere("core.app.app"),
    ],
    [
      "of applications that are mounted on each other comes in through the first that mounts",
      {
        "main.py":
          "from fastapi import FastAPI\na = FastAPI()\nb = FastAPI()\nfor each in [b]:\n    a.mount('/b', each)\nfor each in [a]:\n    b.mount('/a', each)\n@a.get('/items')\ndef items(): ...\n",
      },
      { innermost: ["main.a"], outermost: ["main.a"], own: ["main.a"], served: ["main.a"] },
    ],
    [
      "of an application that is made in a way that is not followed is not taken for another one's",
      {
        "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        "tools.py":
          "from fastapi import FastAPI\ndef outer():\n    def inner():\n        made = FastAPI()\n        @made.get('/items')\n        def items(): ...\n        return made\n    return inner\n",
      },
      NOWHERE,
    ],
  ])("%s", async (_what, files, told) => {
    expect(await toldOf(files)).toEqual(told);
  });

  it("has the layers of what its application is mounted on around it, outermost first", async () => {
    const { attribution, routes } = await projectOf({
      "main.py":
        "from fastapi import FastAPI\nfrom starlette.middleware.gzip import GZipMiddleware\nfrom starlette.middleware.sessions import SessionMiddleware\napp = FastAPI()\napp.add_middleware(GZipMiddleware)\nsub = FastAPI()\nsub.add_middleware(SessionMiddleware, secret_key='x')\n@sub.get('/items')\ndef items(): ...\napp.mount('/sub', sub)\n",
    });

    expect(
      routes.flatMap((route) => attribution.innermost(route).map((each) => layersAround(each).map(({ name }) => name))),
    ).toEqual([["GZipMiddleware", "SessionMiddleware"]]);
    expect(routes.map(routeLabel)).toEqual(["GET /sub/items"]);
  });

  it.each<[string, string, readonly string[]]>([
    [
      "one that includes fewer of the same routers is a variant of the larger one",
      "full.include_router(items)\nfull.include_router(users)\nsmall.include_router(items)\n",
      ["main.small"],
    ],
    [
      "two that include the same routers are none of each other",
      "full.include_router(items)\nsmall.include_router(items)\n",
      [],
    ],
    [
      "one that has a route of its own is none",
      "full.include_router(items)\nfull.include_router(users)\nsmall.include_router(items)\n@small.get('/own')\ndef own(): ...\n",
      [],
    ],
    ["those without routes are none", "full.include_router(items)\n", []],
  ])("of several applications, %s", async (_what, includes, variants) => {
    const { attribution, applications } = await projectOf({
      "main.py": `from fastapi import APIRouter, FastAPI
full = FastAPI()
small = FastAPI()
items = APIRouter()
users = APIRouter()
@items.get("/items")
def list_items(): ...
@users.get("/users")
def list_users(): ...
${includes}`,
    });

    expect(applications.filter(attribution.isVariant).map(({ symbol }) => symbol)).toEqual(variants);
  });
});
