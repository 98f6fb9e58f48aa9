import { describe, expect, it } from "vitest";

import { formatJson } from "../../src/cli/format-json.ts";
import { formatText, type TextOptions } from "../../src/cli/format-text.ts";
import type { Analysis, Finding } from "../../src/engine/finding.ts";
import { aFinding } from "../support/finding.ts";

const PLAIN: TextOptions = { paint: (_style, text) => text, limit: 50 };

function analysis(findings: readonly Finding[], set: Partial<Analysis> = {}): Analysis {
  return { findings, unread: [], failures: [], summary: { files: 3, routes: 1, questions: findings.length }, ...set };
}

describe("text", () => {
  it("groups the questions by file, with the chain indented below each", () => {
    const findings = [
      aFinding({ path: "app/a.py", line: 2, searched: ["4 files in app/", "pyproject.toml"] }),
      aFinding({ path: "app/b.py", confidence: "probable", severity: "low" }),
    ];
    const unread = [{ path: "app/broken.py", reason: "it is binary" }];

    expect(formatText(analysis(findings, { unread }), PLAIN)).toBe(`app/a.py
  2:5  high  API006/blocking-client
    \`requests.get\` waits for the network inside \`async def read\`. Would an async client fit here?
      app/main.py:7  requests.get(url)  (the blocking call)
      looked in: 4 files in app/; pyproject.toml

app/b.py
  7:5  low, probable  API006/blocking-client
    \`requests.get\` waits for the network inside \`async def read\`. Would an async client fit here?
      app/main.py:7  requests.get(url)  (the blocking call)

Could not read
  app/broken.py: it is binary

2 questions in 3 files with 1 route.
`);
  });

  it("says so when there is nothing to ask", () => {
    expect(formatText(analysis([]), PLAIN)).toBe("No questions in 3 files with 1 route.\n");
  });

  it("counts what it holds back", () => {
    const findings = [aFinding({ line: 1 }), aFinding({ line: 2 }), aFinding({ line: 3 })];

    expect(formatText(analysis(findings), { ...PLAIN, limit: 2 })).toContain(
      "1 more question held back; --all prints every one.",
    );
  });

  it("shows control characters instead of obeying them", () => {
    const hostile = "\u001b[2J\u0007\u202Eevil\u009b";
    const finding = aFinding({
      path: hostile,
      question: `${hostile}?`,
      evidence: [{ path: hostile, line: 1, text: `${hostile}\n`, note: hostile }],
      searched: [hostile],
    });

    const text = formatText(analysis([finding], { unread: [{ path: hostile, reason: hostile }] }), PLAIN);

    expect(text).not.toMatch(/[\p{Cf}\u0007\u001b\u009b]/u);
    expect(text).toContain("\\x1b[2J\\x07\\u{202e}evil\\x9b");
  });
});

describe("JSON", () => {
  it("has the fields of version 1 in their order, and nothing internal", () => {
    const finding = { ...aFinding({ suggestion: { startLine: 7, endLine: 7, replacement: "x" } }), internal: true };

    const document = JSON.parse(formatJson(analysis([finding]))) as Record<string, object[]>;

    expect(Object.keys(document)).toEqual(["version", "findings", "unread", "failures", "summary"]);
    expect(Object.keys(document["findings"]?.[0] ?? {})).toEqual([
      "rule",
      "check",
      "path",
      "line",
      "column",
      "endLine",
      "endColumn",
      "severity",
      "confidence",
      "placement",
      "symbol",
      "question",
      "evidence",
      "searched",
      "suggestion",
      "fingerprint",
    ]);
    expect(document).toMatchObject({ version: 1, findings: [aFinding({ suggestion: finding.suggestion })] });
  });

  it("keeps every character of the code, escaped where a terminal would obey it", () => {
    const question = "\u009b2J \u{e0001} \u202e ä 😀?";

    const text = formatJson(analysis([aFinding({ question })]));

    expect(text).not.toMatch(/[\p{Cf}\u009b]/u);
    expect(text).toContain("ä 😀");
    expect(JSON.parse(text)).toMatchObject({ findings: [{ question }] });
  });
});
