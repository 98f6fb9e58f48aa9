import { describe, expect, test } from "vitest";
import { DemoError, readArguments } from "../../src/demo/arguments.ts";

describe("readArguments", () => {
  test("reviews the bundled repository unless another one is named", () => {
    expect(readArguments([])).toEqual({ help: false, once: false, port: 0, repository: undefined });
    expect(readArguments(["--once", "--port", "4790"])).toMatchObject({ once: true, port: 4790 });
  });

  test("takes HEAD unless another head is named", () => {
    expect(readArguments(["--repo", "x", "--base", "main"]).repository).toEqual({
      path: "x",
      base: "main",
      head: "HEAD",
    });
    expect(readArguments(["--repo=x", "--base=main", "--head=fix"]).repository).toMatchObject({ head: "fix" });
  });

  test.each([
    [["--repo", "x"], "--repo needs --base"],
    [["--base", "main"], "name it with --repo"],
    [["--port", "high"], "--port must be a number"],
    [["--port", "70000"], "--port must be a number"],
    [["--onse"], "--onse"],
    [["extra"], "extra"],
  ])("refuses %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(DemoError);
    expect(() => readArguments(args)).toThrow(message);
  });
});
