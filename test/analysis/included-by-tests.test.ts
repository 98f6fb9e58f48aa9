import { describe, expect, it } from "vitest";

import { projectOf } from "../support/project.ts";

const HEALTH = `from fastapi import APIRouter
router = APIRouter()
@router.get("/health")
async def health(): ...
`;

const API = `from fastapi import APIRouter
from app.health import router as health_router
api_router = APIRouter()
api_router.include_router(health_router)
`;

const MAIN = `from fastapi import FastAPI
from app.api import api_router
app = FastAPI()
app.include_router(api_router, prefix="/v1")
`;

const CONFTEST = `from fastapi import APIRouter, FastAPI
from app.health import router as health_router
def client():
    test_app = FastAPI()
    api_router = APIRouter()
    api_router.include_router(health_router)
    test_app.include_router(api_router, prefix="/other")
    return test_app
`;

describe("routers that tests include in an application of their own", () => {
  it("keep the path that they are served at", async () => {
    const project = await projectOf({
      "app/__init__.py": "",
      "app/health.py": HEALTH,
      "app/api.py": API,
      "app/main.py": MAIN,
      "tests/conftest.py": CONFTEST,
    });

    expect(project.routes.map(({ path, mounted }) => [path, mounted])).toEqual([["/v1/health", "yes"]]);
  });

  it("may be served by somebody else when nothing but tests includes them", async () => {
    const project = await projectOf({
      "app/__init__.py": "",
      "app/health.py": HEALTH,
      "app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
      "tests/conftest.py": CONFTEST,
    });

    expect(project.routes.map(({ path, mounted }) => [path, mounted])).toEqual([["/health", "unknown"]]);
  });

  it("are not served when nobody includes them", async () => {
    const project = await projectOf({
      "app/__init__.py": "",
      "app/health.py": HEALTH,
      "app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
    });

    expect(project.routes.map(({ path, mounted }) => [path, mounted])).toEqual([["/health", "no"]]);
  });
});
