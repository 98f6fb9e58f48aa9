import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import { analyseFiles } from "../support/analyse-files.ts";

const analyser = await createAnalyser();

const OPEN = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`;

const WITH_SESSION = `${OPEN}
from starlette.middleware.sessions import SessionMiddleware
app.add_middleware(SessionMiddleware, secret_key="x")
`;

/** The notes about credentials in the evidence of the questions about the file. */
async function stylesOf(path: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await analyseFiles(analyser, files);
  return findings
    .filter((finding) => finding.check === "cors-any-origin" && finding.path === path)
    .flatMap(({ evidence }) => evidence.map(({ note }) => note))
    .filter((note) => note.endsWith("are used"));
}

describe("how requests say who they are from", () => {
  it("is told of the application itself", async () => {
    expect(await stylesOf("shop/main.py", { "shop/main.py": WITH_SESSION })).toEqual(["cookies are used"]);
  });

  it("is told of a module beside it", async () => {
    const files = { "shop/app/main.py": OPEN, "shop/app/login.py": "from fastapi.security import APIKeyCookie\n" };
    expect(await stylesOf("shop/app/main.py", files)).toEqual(["cookies are used"]);
  });

  it("is not told of another application", async () => {
    const files = { "services/shop/main.py": OPEN, "services/desk/main.py": WITH_SESSION };
    expect(await stylesOf("services/shop/main.py", files)).toEqual([]);
    expect(await stylesOf("services/desk/main.py", files)).toEqual(["cookies are used"]);
  });
});
