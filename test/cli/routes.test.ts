import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import { routes, type RoutesOptions } from "../../src/cli/routes.ts";
import { commitAll, git, gitProject, writeFiles } from "../support/git-project.ts";

const MAIN = `from fastapi import Depends, FastAPI
from app.orders import router
from app.deps import log_request

app = FastAPI(dependencies=[Depends(log_request)])
app.include_router(router, prefix="/api", tags=["shop"])
`;

const DEPS = `from typing import Annotated
from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer

scheme = OAuth2PasswordBearer(tokenUrl="token")


def log_request():
    return None


def get_caller(token: Annotated[str, Depends(scheme)]):
    return token


Caller = Annotated[str, Depends(get_caller)]
`;

const ORDERS = `from fastapi import APIRouter, status
from pydantic import BaseModel
from app.deps import Caller

router = APIRouter(prefix="/orders", tags=["orders"])


class OrderIn(BaseModel):
    sku: str
    count: int = 1


class OrderOut(OrderIn):
    id: int


@router.post("", response_model=OrderOut, status_code=status.HTTP_201_CREATED)
async def create(order: OrderIn, caller: Caller):
    return order


@router.get("/{order_id}")
def read(order_id: int) -> OrderOut | None:
    return None


@router.websocket("/live")
async def live(socket):
    return None
`;

const FILES = { "app/__init__.py": "", "app/main.py": MAIN, "app/deps.py": DEPS, "app/orders.py": ORDERS };

const GUARDED = `from typing import Annotated
from fastapi import APIRouter, Depends, FastAPI
from fastapi.security import HTTPBearer, OAuth2PasswordRequestForm
from app.plugins import load

app = FastAPI()
api = APIRouter(prefix="/api")
plugin = APIRouter(prefix="/plugin")
SIGNED_IN = Depends(HTTPBearer())


def allow(role: str):
    async def check_role(token=SIGNED_IN):
        return role

    return Depends(check_role)


@app.get("/named", dependencies=[SIGNED_IN])
def by_name(): ...


@app.get("/made")
def by_a_factory(role: Annotated[dict, allow("admin")]): ...


@app.post("/sign-in")
def sign_in(form: Annotated[OAuth2PasswordRequestForm, Depends()]): ...


@plugin.get("/run")
def run_plugin(): ...


for one in load():
    api.include_router(one)
app.include_router(api)
`;

interface Run {
  readonly status: number;
  readonly printed: string;
  readonly noted: string;
}

async function run(path: string, set: Partial<RoutesOptions> = {}): Promise<Run> {
  let printed = "";
  let noted = "";
  const status = await routes(
    { path, diff: undefined, format: "json", ...set },
    {
      createAnalyser,
      print: (text) => void (printed += text),
      note: (text) => void (noted += text),
      progress: () => undefined,
      paint: (_style, text) => text,
    },
  );
  return { status, printed, noted };
}

describe("maestro routes", () => {
  it("lists every route with what goes in and out", async () => {
    const { status, printed } = await run(gitProject(FILES));

    expect(status).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      version: 1,
      unread: [],
      routes: [
        {
          kind: "http",
          methods: ["POST"],
          path: "/api/orders",
          handler: "app.orders.create",
          file: "app/orders.py",
          line: 18,
          async: true,
          dependencies: ["get_caller", "log_request"],
          auth: ["get_caller"],
          body: [{ name: "order", type: "OrderIn", fields: ["sku: str", "count: int"] }],
          output: { type: "OrderOut", fields: ["id: int", "sku: str", "count: int"] },
          status: 201,
          tags: ["shop", "orders"],
        },
        { kind: "websocket", methods: [], path: "/api/orders/live", status: null, output: null },
        {
          methods: ["GET"],
          path: "/api/orders/{order_id}",
          async: false,
          dependencies: ["log_request"],
          auth: [],
          body: [],
          output: { type: "OrderOut | None" },
          status: 200,
        },
      ],
    });
  });

  it("finds dependencies behind names and functions, and says where a prefix is not known", async () => {
    const { printed } = await run(gitProject({ "app/__init__.py": "", "app/main.py": GUARDED }));

    expect(JSON.parse(printed)).toMatchObject({
      routes: [
        { path: "/made", dependencies: ["check_role"], auth: ["check_role"], body: [] },
        { path: "/named", dependencies: ["HTTPBearer"], auth: ["HTTPBearer"] },
        { path: "/sign-in", dependencies: ["OAuth2PasswordRequestForm"], auth: [] },
        { path: "{?}/plugin/run", dependencies: [], auth: [] },
      ],
    });
  });

  it("prints them for people", async () => {
    const { printed } = await run(gitProject(FILES), { format: "text" });

    expect(printed).toContain(`POST /api/orders  async def app.orders.create  app/orders.py:18
  body    order: OrderIn
  output  OrderOut (201)
  auth    get_caller
  depends get_caller, log_request
  tags    shop, orders`);
    expect(printed).toContain("WEBSOCKET /api/orders/live");
    expect(printed.trim()).toMatch(/3 routes$/);
  });

  it("names files that it could not read", async () => {
    const { noted } = await run(gitProject({ ...FILES, "app/bad.py": new Uint8Array([0, 1, 2, 0]) }), {
      format: "text",
    });

    expect(noted).toContain("app/bad.py");
  });
});

describe("with --diff", () => {
  function changedProject(): string {
    const folder = gitProject(FILES);
    git(folder, "checkout", "--quiet", "-b", "change");
    const orders = ORDERS.replace("count: int = 1", "count: int = 1\n    coupon: str | None = None")
      .replace("caller: Caller", "note: str = ''")
      .replace('@router.get("/{order_id}")\ndef read', '@router.get("/{id}")\ndef read')
      .replace(
        '@router.websocket("/live")\nasync def live(socket)',
        '@router.delete("/{order_id}")\ndef remove(order_id: int)',
      );
    writeFiles(folder, { "app/orders.py": orders });
    commitAll(folder, "Change");
    return folder;
  }

  it("tells the routes that came, went and changed, and in what", async () => {
    const { status, printed } = await run(changedProject(), { diff: "main" });

    const document = JSON.parse(printed) as { changed: { after: { path: string }; differences: object[] }[] };
    expect(status).toBe(0);
    expect(document).toMatchObject({
      version: 1,
      added: [{ methods: ["DELETE"], path: "/api/orders/{order_id}" }],
      removed: [{ kind: "websocket", path: "/api/orders/live" }],
    });
    expect(document.changed.map(({ after, differences }) => [after.path, differences])).toEqual([
      [
        "/api/orders",
        [
          { what: "dependencies", before: "get_caller, log_request", after: "log_request" },
          { what: "auth", before: "get_caller", after: "" },
          { what: "body", before: "order: OrderIn", after: "order: OrderIn with coupon: str | None" },
          { what: "output", before: "OrderOut", after: "OrderOut with coupon: str | None" },
        ],
      ],
      [
        "/api/orders/{id}",
        [{ what: "output", before: "OrderOut | None", after: "OrderOut | None with coupon: str | None" }],
      ],
    ]);
  });

  it("prints the same for people", async () => {
    const { printed } = await run(changedProject(), { diff: "main", format: "text" });

    expect(printed).toContain("added    DELETE /api/orders/{order_id}");
    expect(printed).toContain("removed  WEBSOCKET /api/orders/live");
    expect(printed).toContain("  auth          get_caller -> none");
    expect(printed.trim()).toMatch(/1 route added, 1 removed, 2 changed\.$/);
  });

  it("does not call a route removed whose file it could not read", async () => {
    const folder = gitProject(FILES);
    git(folder, "checkout", "--quiet", "-b", "change");
    writeFiles(folder, { "app/orders.py": new Uint8Array([0, 1, 2, 0]) });
    commitAll(folder, "Break");

    const { printed } = await run(folder, { diff: "main" });

    expect(JSON.parse(printed)).toMatchObject({ added: [], removed: [], changed: [] });
  });

  it("says nothing when nothing of the surface changed", async () => {
    const folder = gitProject(FILES);
    git(folder, "checkout", "--quiet", "-b", "change");
    writeFiles(folder, { "app/orders.py": ORDERS.replace("return order", "return dict(order)") });
    commitAll(folder, "Change a body");

    expect(JSON.parse((await run(folder, { diff: "main" })).printed)).toMatchObject({
      added: [],
      removed: [],
      changed: [],
    });
  });
});
