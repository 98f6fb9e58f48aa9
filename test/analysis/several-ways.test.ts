import { describe, expect, it } from "vitest";

import { pathsOf } from "../../src/analysis/routing/routes.ts";
import { projectOf } from "../support/project.ts";

const HEAD = "from fastapi import APIRouter, Depends, FastAPI\nasync def get_current_user(): ...\n";

async function pathsIn(code: string): Promise<readonly (readonly string[])[]> {
  const { routes } = await projectOf({ "main.py": HEAD + code });
  return routes.map(pathsOf);
}

const ITEMS = `items = APIRouter(prefix="/items")
@items.get("/{id}")
async def item(id: int): ...
`;

describe("a router that is included more than once", () => {
  it("answers at each of its paths", async () => {
    const paths = await pathsIn(`${ITEMS}app = FastAPI()
app.include_router(items)
app.include_router(items, prefix="/api/v1")
`);

    expect(paths).toEqual([["/items/{id}", "/api/v1/items/{id}"]]);
  });

  it("answers at each path of a router that includes it", async () => {
    const paths = await pathsIn(`${ITEMS}api = APIRouter()
api.include_router(items)
app = FastAPI()
app.include_router(api, prefix="/v1")
app.include_router(api, prefix="/latest")
`);

    expect(paths).toEqual([["/v1/items/{id}", "/latest/items/{id}"]]);
  });

  it("counts once where two applications have it at the same path", async () => {
    const paths = await pathsIn(`${ITEMS}app = FastAPI()
app.include_router(items)
other = FastAPI()
other.include_router(items)
`);

    expect(paths).toEqual([["/items/{id}"]]);
  });

  it("is not followed round in circles, and not in more ways than anybody reads", async () => {
    const circle = await pathsIn(`${ITEMS}a = APIRouter(prefix="/a")
a.include_router(items)
items.include_router(a)
app = FastAPI()
app.include_router(a)
`);
    const many = await pathsIn(
      `${ITEMS}app = FastAPI()\n${Array.from({ length: 50 }, (_, at) => `app.include_router(items, prefix="/v${at}")\n`).join("")}`,
    );

    expect(circle).toEqual([["/a/items/{id}"]]);
    expect(many[0]).toHaveLength(9);
    expect(many[0]?.at(-1)).toBe("{?}/items/{id}");
  });

  it("is part of the surface at each path, with what runs before it there", async () => {
    const project = await projectOf({
      "main.py": `${HEAD}${ITEMS}app = FastAPI()
app.include_router(items, prefix="/open", tags=["open"])
app.include_router(items, prefix="/closed", dependencies=[Depends(get_current_user)])
`,
    });

    const { surface } = project.data;
    expect(surface.map(({ path, auth, tags }) => [path, auth, tags])).toEqual([
      ["/closed/items/{id}", ["get_current_user"], []],
      ["/open/items/{id}", [], ["open"]],
    ]);
  });
});
