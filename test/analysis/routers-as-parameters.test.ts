import { describe, expect, it } from "vitest";

import { pathsOf } from "../../src/analysis/routing/routes.ts";
import { projectOf } from "../support/project.ts";

const ITEMS = `from fastapi import APIRouter, FastAPI
items = APIRouter(prefix="/items")
@items.get("/{id}")
async def item(id: int): ...
`;

async function pathsIn(code: string): Promise<readonly (readonly string[])[]> {
  const { routes } = await projectOf({ "main.py": ITEMS + code });
  return routes.map(pathsOf);
}

describe("a router that a function is given", () => {
  it("is the one of the call", async () => {
    const paths = await pathsIn(`def assemble(target, debug):
    target.include_router(items)
v1 = APIRouter(prefix="/v1")
assemble(v1, debug=False)
app = FastAPI()
app.include_router(v1, prefix="/api")
`);

    expect(paths).toEqual([["/api/v1/items/{id}"]]);
  });

  it("is each one of several calls, through another function too", async () => {
    const paths = await pathsIn(`def assemble(*, target):
    target.include_router(items)
def build(router):
    assemble(target=router)
    return router
v1 = APIRouter(prefix="/v1")
v2 = APIRouter(prefix="/v2")
build(v1)
build(v2)
app = FastAPI()
app.include_router(v1)
app.include_router(v2)
`);

    expect(paths).toEqual([["/v1/items/{id}", "/v2/items/{id}"]]);
  });

  it("counts as served where no call says which it is", async () => {
    const { routes } = await projectOf({
      "main.py": `${ITEMS}def register(app, **options):
    app.include_router(items, prefix="/api")
`,
    });

    expect(routes.map(({ path, mounted }) => [path, mounted])).toEqual([["/api/items/{id}", "yes"]]);
  });
});
