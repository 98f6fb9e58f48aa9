import { describe, expect, it } from "vitest";

import { projectOf } from "../support/project.ts";

describe("routers that refer to each other in circles", () => {
  it.each([
    [
      "factories that call themselves",
      "def make(n):\n    app = make(n - 1)\n    other = make(n)\n    app.mount('/x', other)\n    return app\n",
    ],
    [
      "factories that call each other",
      "def one():\n    a = two()\n    return a\ndef two():\n    b = one()\n    return b\nmade = one()\nmade.include_router(two())\n",
    ],
    ["names", "a = b\nb = a\na.include_router(b)\n"],
    [
      "a longer chain than anybody writes",
      `${Array.from({ length: 9000 }, (_, at) => `a${at} = a${at + 1}\n`).join("")}a0.include_router(a1)\n`,
    ],
  ])("%s end", async (_what, code) => {
    const project = await projectOf({
      "main.py": `from fastapi import FastAPI\n${code}app = FastAPI()\n@app.get("/x")\nasync def x(): ...\n`,
    });

    expect(project.routes.map(({ path }) => path)).toEqual(["/x"]);
  });
});
