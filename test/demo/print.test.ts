import { describe, expect, test } from "vitest";
import { formatReport } from "../../src/demo/print.ts";
import { collectReport } from "../../src/demo/report.ts";
import type { Analysis, Finding } from "../../src/engine/finding.ts";
import type { CheckRun, Pull, Thread } from "../../src/sandbox/store.ts";

const finding: Finding = {
  rule: "API001",
  check: "blocking-call",
  path: "app/main.py",
  line: 10,
  column: 5,
  endLine: 10,
  endColumn: 18,
  severity: "high",
  confidence: "certain",
  placement: "inline",
  symbol: "app.main.list_users",
  question: "Is `time.sleep` intended here?",
  evidence: [{ path: "app/main.py", line: 10, text: "time.sleep(1)\u001B[2J", note: "called here" }],
  searched: [],
  suggestion: null,
  fingerprint: "f1",
};

function analysis(findings: readonly Finding[]): Analysis {
  return { findings, unread: [], failures: [], summary: { files: 1, routes: 1, questions: findings.length } };
}

function thread(path: string, line: number, body: string): Thread {
  const comment = { body } as Thread["comments"][number];
  return {
    path,
    line,
    startLine: null,
    originalLine: line,
    resolvedBy: null,
    comments: [comment],
  } as unknown as Thread;
}

const CHECK = {
  name: "Maestro",
  status: "completed",
  conclusion: "neutral",
  title: "2 questions",
  summary:
    "1 question on lines of the change.\n\n- [app/broken.py](http://127.0.0.1/a): it does \\(not\\) parse\u001B[2J",
} as CheckRun;

function report(threads: readonly Thread[], findings: readonly Finding[]): string {
  return formatReport(collectReport({ threads } as Pull, CHECK, analysis(findings)), false);
}

describe("the report", () => {
  test("shows place, severity, question and chain of what was posted", () => {
    const text = report([thread("app/main.py", 10, "Is it?\n\nMore")], [finding]);
    expect(text).toContain("1. app/main.py:10  high  API001/blocking-call");
    expect(text).toContain("    Is `time.sleep` intended here?");
    expect(text).toContain("app/main.py:10  time.sleep(1)");
    expect(text).toContain("Check Maestro: neutral, 2 questions");
    expect(text).toContain("- app/broken.py: it does (not) parse");
  });

  test("cannot steer the terminal", () => {
    const text = report([thread("app/main.py", 10, "Is it?")], [finding]);
    expect(text).not.toContain("\u001B");
    expect(text).toContain("time.sleep(1)\\u{1b}[2J");
    expect(text).toContain("it does (not) parse\\u{1b}[2J");
  });

  test("shows only what was posted, also when this run's analysis does not explain it", () => {
    const text = report([thread("app/other.py", 3, "From before?\n\nMore")], [finding]);
    expect(text).toContain("1. app/other.py:3\n    From before?");
    expect(text).not.toContain("app/main.py");
  });

  test("keeps the backslashes of code", () => {
    const summary = "\\`text\\` \\* `a\\.b` and ``c\\`d`` at [`e\\.f`](http://127.0.0.1/a) \\(g\\)";
    const check = { ...CHECK, summary } as CheckRun;
    const text = formatReport(collectReport({ threads: [] as readonly Thread[] } as Pull, check, analysis([])), false);
    expect(text).toContain("`text` * `a\\.b` and ``c\\`d`` at `e\\.f` (g)");
  });

  test("says so when there is no question", () => {
    expect(report([], [])).toContain("No questions on the lines of this pull request.");
  });
});
