import { describe, expect, it } from "vitest";

import { app, places, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

const HANDLER = [
  '@app.get("/a")',
  "async def a():",
  "    time.sleep(1)",
  "    requests.get('https://example.com', timeout=1)",
];

const FILES = { "app/main.py": app(...HANDLER), "legacy/old.py": app(...HANDLER) };

async function said(...configuration: readonly string[]): Promise<readonly string[]> {
  const { findings } = await reviewer.whole({ ...FILES, ".github/maestro.yml": configuration.join("\n") });
  return places(findings);
}

const MAIN = ["app/main.py:7 blocking-call", "app/main.py:8 blocking-client"];
const OLD = ["legacy/old.py:7 blocking-call", "legacy/old.py:8 blocking-client"];

describe("the configuration", () => {
  it.each([
    ["says nothing", [], [...MAIN, ...OLD]],
    ["turns a rule off", ["rules: { API001: off }"], [MAIN[1], OLD[1]]],
    ["turns a check off", ["rules: { API006/blocking-client: off }"], [MAIN[0], OLD[0]]],
    [
      "turns a rule off and one of its checks on",
      ["rules: { API006: off, API006/blocking-client: on }"],
      [...MAIN, ...OLD],
    ],
    ["includes a folder", ["include: [app]"], MAIN],
    ["excludes a folder", ["exclude: [app/**]"], OLD],
    ["silences a rule in a folder", ["suppress: [{ rule: API006, path: legacy }]"], [...MAIN, OLD[0]]],
    [
      "silences a check until a day",
      ["suppress: [{ rule: API006/blocking-client, path: legacy, until: 2026-06-01 }]"],
      [...MAIN, OLD[0]],
    ],
    [
      "silenced a rule until yesterday",
      ["suppress: [{ rule: API006, path: legacy, until: 2026-05-31 }]"],
      [...MAIN, ...OLD],
    ],
  ])("%s", async (_name, configuration, expected) => {
    expect(await said(...configuration)).toEqual(expected);
  });

  it("gives questions another severity", async () => {
    const { findings } = await reviewer.whole({
      ...FILES,
      ".github/maestro.yml":
        "rules: { API001: { severity: low }, API006: { severity: info }, API006/blocking-client: on }",
    });

    expect(findings.map(({ rule, severity, placement }) => [rule, severity, placement])).toEqual([
      ["API001", "low", "inline"],
      ["API006", "info", "summary"],
      ["API001", "low", "inline"],
      ["API006", "info", "summary"],
    ]);
  });

  it("tells which suppression has ended, if it has something to silence", async () => {
    const { lapsed } = await reviewer.whole({
      ...FILES,
      ".github/maestro.yml": [
        "suppress:",
        "  - { rule: API003, path: legacy, until: 2020-01-01 }",
        "  - { rule: API006, path: legacy, until: 2026-05-31 }",
        "  - { rule: API001, path: legacy, until: 2026-05-31 }",
        "  - { rule: API001, path: legacy/old.py }",
      ].join("\n"),
    });

    expect(lapsed).toEqual([
      { rule: "API006", path: "legacy", until: "2026-05-31", file: ".github/maestro.yml", line: 3, questions: 1 },
    ]);
  });

  it("reads what it does not ask about: a helper that blocks counts where it is called", async () => {
    const files = {
      "app/main.py": [
        "from fastapi import FastAPI",
        "from lib.helper import wait",
        "app = FastAPI()",
        '@app.get("/a")',
        "async def a():",
        "    wait()",
        "",
      ].join("\n"),
      "lib/__init__.py": "",
      "lib/helper.py": "import time\ndef wait():\n    time.sleep(1)\n",
    };
    const asked = async (configuration: string): Promise<readonly string[]> =>
      places((await reviewer.whole({ ...files, ".github/maestro.yml": configuration })).findings);

    expect(await asked("include: [app]")).toEqual(["app/main.py:6 blocking-call"]);
    expect(await asked("exclude: [app]")).toEqual([]);
    expect(await asked("suppress: [{ rule: API001, path: lib }]")).toEqual([]);
  });

  it("says whom a question is for", async () => {
    const { findings } = await reviewer.whole({
      ...FILES,
      ".github/maestro.yml": [
        "include: [app]",
        "ask:",
        '  test-automator: "@acme/qa"',
        "  rules: { API006: docker-container-architect, API006/blocking-client: test-automator }",
      ].join("\n"),
    });

    expect(findings.map(({ askedOf }) => askedOf)).toEqual([
      { role: "system-architect" },
      { role: "test-automator", team: "@acme/qa" },
    ]);
  });
});
