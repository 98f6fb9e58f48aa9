import { describe, expect, it } from "vitest";

import { check, type CheckOptions, type CheckTools } from "../../src/cli/check.ts";
import type { AnalysisRequest } from "../../src/engine/analyser.ts";
import type { Analysis, Severity } from "../../src/engine/finding.ts";
import type { Rule } from "../../src/engine/rule.ts";
import { aFinding } from "../support/finding.ts";
import { git, gitProject, writeFiles } from "../support/git-project.ts";

const RULES = [aRule("API001", "blocking-call"), aRule("API006", "blocking-client", "client-per-request")];

function aRule(id: string, ...checks: readonly string[]): Rule {
  const named = checks.map((name) => ({ name, asks: name, find: () => [] }));
  return { id, name: id, title: id, why: id, references: [], looksIn: id, checks: named };
}

interface Run {
  readonly status: number;
  readonly printed: string;
  readonly noted: string;
  readonly progress: readonly string[];
  readonly requests: readonly AnalysisRequest[];
  readonly closed: number;
}

async function run(set: Partial<CheckOptions>, said: Partial<Analysis> = {}): Promise<Run> {
  const out = { printed: "", noted: "", progress: [] as string[], requests: [] as AnalysisRequest[], closed: 0 };
  const findings = said.findings ?? [];
  const analysis = {
    findings,
    unread: [],
    failures: [],
    summary: { files: 1, routes: 0, questions: findings.length },
    ...said,
  };
  const tools: CheckTools = {
    rules: RULES,
    today: "2026-06-01",
    paint: (_style, text) => text,
    print: (text) => void (out.printed += text),
    note: (text) => void (out.noted += text),
    progress: (text) => void out.progress.push(text),
    createAnalyser: () =>
      Promise.resolve({
        analyse: (request) => {
          out.requests.push(request);
          return Promise.resolve(analysis);
        },
        close: () => {
          out.closed += 1;
          return Promise.resolve();
        },
      }),
  };
  const path = set.path ?? gitProject({ "app/main.py": "x = 1\n" });
  const defaults = {
    diff: undefined,
    config: undefined,
    format: "json",
    rule: [],
    failOn: "never",
    all: false,
    timings: false,
  } as const;
  const status = await check({ ...defaults, ...set, path }, tools);
  return { status, ...out };
}

function asked(severity: Severity): Partial<Analysis> {
  return { findings: [aFinding({ severity })] };
}

describe("exit status", () => {
  it.each([
    ["never", "high", 0],
    ["high", "high", 1],
    ["high", "medium", 0],
    ["medium", "high", 1],
    ["low", "info", 0],
    ["low", "low", 1],
    ["any", "info", 1],
  ] as const)("with --fail-on %s and a question of severity %s is %d", async (failOn, severity, status) => {
    expect((await run({ failOn }, asked(severity))).status).toBe(status);
  });

  it("is 0 with --fail-on any and no question", async () => {
    expect((await run({ failOn: "any" })).status).toBe(0);
  });

  it("is 3 when a check crashed, and the other questions are printed", async () => {
    const failures = [{ rule: "API001", check: "blocking-call", message: "boom" }];

    const { status, printed, noted } = await run({}, { ...asked("high"), failures });

    expect(status).toBe(3);
    expect(JSON.parse(printed)).toMatchObject({ failures, summary: { questions: 1 } });
    expect(noted).toBe("API001/blocking-call failed: boom");
  });
});

describe("--rule", () => {
  const findings = [
    aFinding({ rule: "API001", check: "blocking-call" }),
    aFinding({ check: "blocking-client" }),
    aFinding({ check: "client-per-request" }),
  ];

  it.each([
    [["API006"], ["blocking-client", "client-per-request"]],
    [["api006/client-per-request"], ["client-per-request"]],
    [
      ["API001", "API006/blocking-client"],
      ["blocking-call", "blocking-client"],
    ],
  ])("%j keeps %j", async (rule, checks) => {
    const document = JSON.parse((await run({ rule }, { findings })).printed) as {
      findings: { check: string }[];
      summary: object;
    };

    expect(document.findings.map((finding) => finding.check)).toEqual(checks);
    expect(document.summary).toMatchObject({ questions: checks.length });
  });

  it.each([
    ["API999", "The rules are API001, API006"],
    ["API006/nonsense", "Its checks are API006/blocking-client, API006/client-per-request"],
    ["API006/blocking-client/more", "there is no rule"],
  ])("refuses %s and says what exists", async (rule, message) => {
    await expect(run({ rule: [rule] })).rejects.toThrow(message);
  });
});

describe("the analysis", () => {
  it("gets the files and their contents, and is closed afterwards", async () => {
    const { requests, closed } = await run({});
    const [request] = requests;

    expect(request?.files.map((file) => file.path)).toEqual(["app/main.py"]);
    expect(request?.diff).toBeUndefined();
    expect([...((await request?.load([], "head"))?.values() ?? [])]).toEqual([{ bytes: Buffer.from("x = 1\n") }]);
    expect(closed).toBe(1);
  });

  it("gets the difference with --diff, and the merge base's contents", async () => {
    const path = gitProject({ "app/main.py": "x = 1\n" });
    git(path, "switch", "--quiet", "--create", "feature");
    writeFiles(path, { "app/main.py": "x = 2\n" });

    const [request] = (await run({ path, diff: "main" })).requests;
    const base = await request?.load(request.diff?.baseFiles ?? [], "base");

    expect([...(request?.diff?.changed ?? [])]).toEqual([["app/main.py", new Set([1])]]);
    expect([...(base?.values() ?? [])]).toEqual([{ bytes: Buffer.from("x = 1\n") }]);
  });
});

describe("beside the results", () => {
  it("progress comes and goes", async () => {
    expect((await run({})).progress).toEqual(["Reading the files", "Analysing 1 files", ""]);
  });

  it("--timings names the phases", async () => {
    expect((await run({ timings: true })).noted).toMatch(/^read +\d+ ms\nanalyse +\d+ ms\ntotal +\d+ ms$/);
  });

  it("text holds back what is beyond fifty questions unless --all", async () => {
    const findings = Array.from({ length: 51 }, (_, index) => aFinding({ line: index + 1 }));

    expect((await run({ format: "text" }, { findings })).printed).toContain("1 more question held back");
    expect((await run({ format: "text", all: true }, { findings })).printed).not.toContain("held back");
  });
});
