import { describe, expect, it } from "vitest";

import { readStructure } from "../../src/analysis/structure/read-structure.ts";

const PATHS = [
  "app/main.py",
  "app/api/routes/items.py",
  "app/services/orders.py",
  "app/models.py",
  "app/middleware/timing.py",
  "app/schemas/item.py",
];

function read(document: string, paths: readonly string[] = PATHS): string[] {
  return readStructure(new Map([["PROJECT_STRUCTURE.md", document]]), paths).map(
    ({ kind, path, line }) => `${line} ${kind} ${path}`,
  );
}

describe("readStructure", () => {
  it("reads a tree drawn with branches, below the repository's own name", () => {
    const tree =
      "```\nshop/\n├── app/\n│   ├── api/\n│   │   └── routes/\n│   ├── services/\n│   └── models.py\n└── tests/\n```";

    expect(read(tree)).toEqual(["5 routers app/api/routes", "6 services app/services", "7 models app/models.py"]);
  });

  it("reads a tree drawn with plain characters, and one by indentation alone", () => {
    const plain = "```text\napp\n|-- services\n|   `-- orders.py\n`-- middleware\n```";
    const indented = "```\napp/\n  services/\n  middleware/  # every request\n```";

    expect(read(plain)).toEqual(["3 services app/services", "5 middleware app/middleware"]);
    expect(read(indented)).toEqual(["3 services app/services", "4 middleware app/middleware"]);
  });

  it("reads paths in the text, and takes the purpose from what is said of them", () => {
    const text =
      "- `app/api/`: path operations\n- **app/schemas/** holds them\n\nSee `app/main.py` and `https://x/services/`.";

    expect(read(text)).toEqual(["1 routers app/api", "2 schemas app/schemas"]);
  });

  it("finds folders beside a document that does not stand at the root", () => {
    const texts = new Map([["backend/PROJECT_STRUCTURE.md", "Logic lives in `app/services/`."]]);

    expect(readStructure(texts, ["backend/app/services/a.py"])).toMatchObject([{ path: "backend/app/services" }]);
  });

  it("leaves out folders that are not there, and documents of other names", () => {
    expect(read("`app/usecases/` and `lib/models/`")).toEqual([]);
    expect(readStructure(new Map([["README.md", "`app/services/`"]]), PATHS)).toEqual([]);
  });

  it.each([
    "`".repeat(500_000),
    `\`\`\`\n${"│   ".repeat(200_000)}`,
    `\`\`\`\n${" ".repeat(900_000)}!`,
    "a/".repeat(400_000),
  ])("reads a hostile document at once", { timeout: 5000 }, (document) => {
    expect(read(document)).toEqual([]);
  });
});
