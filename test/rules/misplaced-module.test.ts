import { describe, expect, it } from "vitest";

import { useReviewer } from "../support/reviewer.ts";

const DOCUMENT = "# Structure\n\n```\napp/\n├── routers/   # path operations\n└── helpers/\n```\n";

const MAIN = `from fastapi import FastAPI

from app.helpers.exports import router as exports
from app.routers.orders import router as orders

app = FastAPI()
app.include_router(orders)
app.include_router(exports)
`;

function router(...names: readonly string[]): string {
  const handlers = names.map((name) => `\n\n@router.get("/${name}")\ndef ${name}() -> None: ...\n`);
  return `from fastapi import APIRouter\n\nrouter = APIRouter()\n${handlers.join("")}`;
}

const files = (exports: string): Record<string, string> => ({
  "PROJECT_STRUCTURE.md": DOCUMENT,
  "app/main.py": MAIN,
  "app/routers/orders.py": router("orders"),
  "app/helpers/exports.py": exports,
});

describe("a path operation that a pull request adds outside the documented folder", () => {
  const reviewer = useReviewer();

  it("is asked about with the document's line", async () => {
    const { findings } = await reviewer.change(files(router()), files(router("latest")));

    expect(findings).toMatchObject([{ rule: "API002", check: "misplaced-module", path: "app/helpers/exports.py" }]);
    expect(findings[0]?.question).toContain("`PROJECT_STRUCTURE.md:5` says `├── routers/   # path operations`");
  });

  it("is the only one asked about in a file that was there before", async () => {
    const { findings } = await reviewer.change(files(router("old")), files(router("old", "latest")));

    expect(findings.map(({ symbol }) => symbol)).toEqual(["app.helpers.exports.latest"]);
  });

  it("is not asked about again when its body changes", async () => {
    const before = router("old");

    const { findings } = await reviewer.change(files(before), files(before.replace("...", "print(1)")));

    expect(findings).toEqual([]);
  });
});
