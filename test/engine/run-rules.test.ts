import { describe, expect, it } from "vitest";

import { createProject } from "../../src/analysis/project.ts";
import { defineCheck, defineRule, type Rule } from "../../src/engine/rule.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { readModule } from "../../src/python/read-module.ts";
import { createWasmBackend } from "../../src/python/wasm-backend.ts";
import { rules } from "../../src/rules/index.ts";
import { app, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

const TEXT = app('@app.get("/")', "async def index():", "    time.sleep(1)");

async function projectOf(files: Readonly<Record<string, string>>): Promise<ReturnType<typeof createProject>> {
  const backend = await createWasmBackend();
  const read = Object.entries(files).map(([path, text]) => {
    const facts = readModule(backend, Buffer.from(text, "utf8"));
    if ("unreadable" in facts) throw new Error(facts.unreadable);
    return { path, facts };
  });
  return createProject(read, Object.keys(files), new Map());
}

function ruleThat(find: () => never): Rule {
  const check = defineCheck({ name: "crash", asks: "nothing", find });
  return defineRule({
    id: "API000",
    name: "crash",
    title: "t",
    why: "w",
    references: [],
    looksIn: "l",
    checks: [check],
  });
}

describe("a check that crashes", () => {
  it("is a failure, and the other checks' findings stand", async () => {
    const crashing = ruleThat(() => {
      throw new Error("out of luck");
    });
    const { findings, failures } = runRules({ head: await projectOf({ "main.py": TEXT }) }, [crashing, ...rules]);

    expect(failures).toEqual([{ rule: "API000", check: "crash", message: "out of luck" }]);
    expect(findings.map((finding) => `${finding.rule}/${finding.check}`)).toEqual(["API001/blocking-call"]);
  });
});

describe("findings", () => {
  it("are sorted by path, line and column", async () => {
    const two = app(
      '@app.get("/")',
      "async def index():",
      '    time.sleep(1); requests.get("https://example.com", timeout=1)',
    );
    const { findings } = await reviewer.whole({ "b.py": TEXT, "a.py": two });

    expect(findings.map(({ path, line, check }) => `${path}:${line} ${check}`)).toEqual([
      "a.py:7 blocking-call",
      "a.py:7 blocking-client",
      "b.py:7 blocking-call",
    ]);
  });

  it("cover the range of the call", async () => {
    const { findings } = await reviewer.whole({ "main.py": TEXT });

    expect(findings[0]).toMatchObject({ line: 7, column: 5, endLine: 7, endColumn: 18 });
  });

  it("stand although another file cannot be read", async () => {
    const { findings, unread } = await reviewer.whole({
      "main.py": TEXT,
      "broken.py": "def broken(:\n    time.sleep(\n",
    });

    expect(findings).toHaveLength(1);
    expect(unread.map(({ path }) => path)).toEqual(["broken.py"]);
  });
});
