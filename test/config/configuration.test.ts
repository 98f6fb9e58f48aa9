import { describe, expect, it } from "vitest";

import { joinFiles, NOTHING_CONFIGURED } from "../../src/config/configuration.ts";
import type { ConfigurationFile } from "../../src/config/file.ts";
import { read } from "./support.ts";

function fileOf(...lines: readonly string[]): ConfigurationFile {
  const { file, problems } = read(...lines);
  if (file === undefined) throw new Error(JSON.stringify(problems));
  return file;
}

describe("a repository's file over its organisation's", () => {
  const organisation = fileOf(
    "rules: { API001: off, API004: { severity: low }, API006/no-timeout: off }",
    "include: [app]",
    "exclude: [app/generated]",
    "max_comments: 3",
    "bots: skip",
    "suppress: [{ rule: API006, path: old }]",
    "architecture:",
    "  service_name: everything",
    "  health_checks: [db]",
    "  structure: { routers: app/routers, models: app/models }",
    "ask:",
    '  system-architect: "@acme/architects"',
    '  test-automator: "@acme/qa"',
    "  mention: true",
    "  rules: { API006: test-automator }",
  );

  it("wins key by key; lists are not joined", () => {
    const joined = joinFiles([
      fileOf(
        "rules: { API001: { severity: high }, API003: off }",
        "exclude: []",
        "max_comments: 7",
        "architecture:",
        "  health_checks: [cache]",
        "  structure: { routers: src/routers }",
        "ask:",
        '  test-automator: "@ann"',
        "  mention: false",
        "  rules: { API003: test-automator }",
      ),
      organisation,
    ]);

    expect(joined).toMatchObject({
      wishes: { maxComments: 7, bots: "skip" },
      mention: false,
      analysis: {
        rules: {
          API001: { on: true, severity: "high" },
          API003: { on: false },
          API004: { on: true, severity: "low" },
          "API006/no-timeout": { on: false },
        },
        include: ["app"],
        exclude: [],
        suppressions: [{ rule: "API006", path: "old" }],
        asking: {
          teams: { "system-architect": "@acme/architects", "test-automator": "@ann" },
          rules: { API006: "test-automator", API003: "test-automator" },
        },
      },
    });
    const { architecture } = joined.analysis;
    expect(architecture.serviceName?.value).toBe("everything");
    expect(architecture.healthChecks.map(({ value }) => value)).toEqual(["cache"]);
    expect(architecture.structure.map(({ value }) => value)).toEqual([
      { kind: "models", folder: "app/models" },
      { kind: "routers", folder: "src/routers" },
    ]);
  });

  it("is not needed", () => {
    expect(joinFiles([{}, organisation])).toEqual(joinFiles([organisation]));
    expect(joinFiles([{}])).toEqual(NOTHING_CONFIGURED);
  });
});
