import { describe, expect, it } from "vitest";

import { type Files, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer("API005");

const OPEN = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)


@app.get("/manifest")
async def manifest() -> dict[str, str]:
    return {"name": "weather"}


@app.get("/weather")
async def weather(place: str) -> str:
    return place
`;

async function placed(files: Files): Promise<readonly string[]> {
  const { findings } = await reviewer.whole(files);
  return findings
    .filter(({ check }) => check === "cors-any-origin")
    .map(({ severity, placement }) => `${severity} ${placement}`);
}

describe("an application that answers everybody the same", () => {
  it("is a remark in the summary", async () => {
    expect(await placed({ "plugin.py": OPEN })).toEqual(["low summary"]);
  });

  it("is one below another application too, unless that asks who is calling", async () => {
    const main =
      "from fastapi import FastAPI\n\nfrom plugin import app as plugin\n\nmain = FastAPI()\nmain.mount('/plugin', plugin)\n";
    const gate = `from fastapi.responses import Response\n\n\n@main.middleware("http")\nasync def gate(request, call_next):\n    if not request.cookies.get("session"):\n        return Response(status_code=401)\n    return await call_next(request)\n`;
    expect(await placed({ "plugin.py": OPEN, "main.py": main })).toEqual(["low summary"]);
    expect(await placed({ "plugin.py": OPEN, "main.py": `${main}${gate}` })).toEqual(["high inline"]);
  });

  it.each([
    ["it does something", `\n\n@app.post("/weather")\nasync def report(place: str) -> str:\n    return place\n`],
    ["a route is a socket", `\n\n@app.websocket("/live")\nasync def live(websocket) -> None: ...\n`],
    [
      "it asks for a header",
      `\n\nfrom fastapi import Header\n\n\n@app.get("/me")\nasync def me(key: str = Header()) -> str:\n    return key\n`,
    ],
    ["more routes come from elsewhere", `\n\nfrom people import router\n\napp.include_router(router)\n`],
    [
      "it is a service of many routes",
      ["a", "b", "c"].map((name) => `\n\n@app.get("/${name}")\nasync def ${name}() -> str:\n    return ""\n`).join(""),
    ],
  ])("is none when %s", async (_, more) => {
    expect(await placed({ "plugin.py": `${OPEN}${more}` })).toEqual(["high inline"]);
  });
});

describe("an application that asks for tokens only", () => {
  const reports = `from fastapi import Depends
from fastapi.security import HTTPBearer

bearer = HTTPBearer()


@app.post("/reports")
async def report(token=Depends(bearer)) -> None: ...
`;

  it("is less urgent: no browser sends those by itself", async () => {
    expect(await placed({ "main.py": `${OPEN}\n\n${reports}` })).toEqual(["medium inline"]);
  });

  it("is as urgent as any when cookies are used too", async () => {
    const login = `\n\n@app.post("/login")\nasync def login(response) -> None:\n    response.set_cookie("session", "…")\n`;
    expect(await placed({ "main.py": `${OPEN}\n\n${reports}${login}` })).toEqual(["high inline"]);
  });
});
