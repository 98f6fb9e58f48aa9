import { describe, expect, it } from "vitest";

import { ruffSelects } from "../../../src/analysis/environment/ruff.ts";
import { teardownOf } from "../../../src/analysis/environment/teardown.ts";
import { declaredVersion } from "../../../src/analysis/environment/versions.ts";

function teardown(files: Record<string, string>, near = "app/main.py"): string {
  return teardownOf(new Map(Object.entries(files)), near).order;
}

describe("teardownOf", () => {
  it.each([
    ["fastapi==0.105.0", "after"],
    ["fastapi==0.106.0", "before"],
    ["fastapi==0.117.1  # latest", "before"],
    ["fastapi[standard]>=0.115,<0.117", "before"],
    ["fastapi~=0.115.2", "before"],
    ["fastapi==0.115.*", "before"],
    ["fastapi>=0.118", "after"],
    ["fastapi<=0.105.0", "after"],
    ["fastapi>=0.115", "either"],
    ["fastapi<0.118", "either"],
    ["fastapi", "either"],
    ["fastapi-users==0.115.0", "either"],
  ])("takes %s as %s", (line, order) => {
    expect(teardown({ "requirements.txt": `uvicorn\n${line}\n` })).toBe(order);
  });

  it.each([
    ['[tool.poetry.dependencies]\nfastapi = "^0.115.0"\n', "before"],
    ['[tool.poetry.dependencies]\nfastapi = { version = "^0.118", extras = ["all"] }\n', "after"],
    ['[project]\ndependencies = [\n    "fastapi>=0.110.0,<0.118",\n]\n', "before"],
    ['[tool.poetry.dependencies]\nfastapi = "*"\n', "either"],
  ])("reads pyproject.toml: %s", (text, order) => {
    expect(teardown({ "pyproject.toml": text })).toBe(order);
  });

  it("prefers the locked version to the range that led to it", () => {
    const files = {
      "server/pyproject.toml": '[project]\ndependencies = ["fastapi>=0.110"]\n',
      "uv.lock": '[[package]]\nname = "fastapi"\nversion = "0.121.0"\n',
    };

    expect(teardown(files, "server/app/main.py")).toBe("after");
    expect(declaredVersion(new Map(Object.entries(files)), "fastapi", "server/app/main.py")).toMatchObject({
      text: "==0.121.0",
      path: "uv.lock",
      line: 2,
    });
  });

  it("does not look into other services", () => {
    expect(teardown({ "billing/requirements.txt": "fastapi==0.115.0\n" }, "orders/main.py")).toBe("either");
  });
});

describe("ruffSelects", () => {
  const selects = (path: string, text: string): boolean =>
    ruffSelects(new Map([[path, text]]), "app/main.py", "RUF006");

  it("knows prefixes, all rules, and what is ignored", () => {
    expect(selects("pyproject.toml", '[tool.ruff.lint]\nselect = [\n  "E",\n  "RUF",\n]\n')).toBe(true);
    expect(selects("ruff.toml", '[lint]\nextend-select = ["RUF006"]\n')).toBe(true);
    expect(selects("app/.ruff.toml", 'lint.x = 1\nselect = ["ALL"]\n')).toBe(true);
    expect(selects("pyproject.toml", '[tool.ruff.lint]\nselect = ["ALL"]\nignore = ["RUF006"]\n')).toBe(false);
    expect(selects("pyproject.toml", '[tool.other]\nselect = ["ALL"]\n')).toBe(false);
    expect(selects("pyproject.toml", "[tool.ruff]\nline-length = 100\n")).toBe(false);
  });
});

describe("hostile files", () => {
  it.each([
    "\n".repeat(900_000),
    '"fastapi['.repeat(100_000),
    "select = [\n".repeat(90_000),
    "fastapi = {".repeat(80_000),
  ])("of a megabyte are read at once", { timeout: 5000 }, (text) => {
    expect(teardown({ "pyproject.toml": text })).toBe("either");
    expect(ruffSelects(new Map([["ruff.toml", text]]), "main.py", "RUF006")).toBe(false);
  });
});
