import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { Analyser } from "../../src/engine/analyser.ts";
import type { Suggestion } from "../../src/engine/finding.ts";
import { moduleOf } from "../e2e/life-support.ts";
import { changedFile, type FakeGitHub, fakeGitHub, openPull, review } from "./support.ts";

const SOURCE = moduleOf([{ name: "h1", blocking: true }]);
const LINE = SOURCE.split("\n").findIndex((line) => line.includes("requests.get")) + 1;

/** The real analysis of a new file; the one finding gets a suggestion. */
async function reviewWith(
  suggestion: Partial<Suggestion>,
  source = SOURCE,
  file = changedFile("app/pay.py", { status: "added", blob: "b1" }),
): Promise<FakeGitHub> {
  const github = fakeGitHub();
  const real = await createAnalyser();
  const analyser: Analyser = {
    close: real.close,
    analyse: async (request) => {
      const analysis = await real.analyse(request);
      const complete = { startLine: LINE, endLine: LINE, replacement: '    return {"ok": True}', ...suggestion };
      return { ...analysis, findings: analysis.findings.map((one) => ({ ...one, suggestion: complete })) };
    },
  };
  github.pulls = [openPull];
  github.files = [file];
  github.trees.set("base", { files: [], truncated: false });
  github.contents.set("b1", source);
  await review(github, analyser);
  return github;
}

describe("a suggestion", () => {
  it("is made when the file still parses and the question is gone", async () => {
    const { posted } = await reviewWith({});

    expect(posted).toMatchObject([{ line: LINE }]);
    expect(posted[0]?.body).toContain('```suggestion\n    return {"ok": True}\n```');
  });

  it("covers several lines with a range", async () => {
    const { posted } = await reviewWith({ startLine: LINE - 1 });

    expect(posted).toMatchObject([{ startLine: LINE - 1, line: LINE }]);
  });

  it.each<[string, Partial<Suggestion>]>([
    ["the file would not parse", { replacement: "    return {" }],
    [
      "the question would stay",
      { replacement: '    return {"ok": requests.get("https://pay.example", timeout=9).ok}' },
    ],
    [
      "it would move the question",
      { replacement: '\n    return {"ok": requests.get("https://x.example", timeout=5).ok}' },
    ],
    ["it is about other lines", { startLine: LINE + 1, endLine: LINE + 1 }],
    ["it reaches beyond the change", { endLine: 400 }],
  ])("is left out when %s, and the question stands on its line", async (_name, suggestion) => {
    const { posted } = await reviewWith(suggestion);

    expect(posted).toMatchObject([{ line: LINE }]);
    expect(posted[0]?.body).not.toContain("```suggestion");
    expect(posted[0]).not.toHaveProperty("startLine");
  });

  it("is left out in a file with other line ends", async () => {
    const { posted } = await reviewWith({}, SOURCE.replaceAll("\n", "\r\n"));

    expect(posted).toHaveLength(1);
    expect(posted[0]?.body).not.toContain("```suggestion");
  });

  it("is left out where it would replace lines that nobody changed", async () => {
    const hunk = { headStart: 1, headLines: 30, baseStart: 1, baseLines: 29, added: [LINE] };
    const file = changedFile("app/pay.py", { status: "added", blob: "b1", hunks: [hunk] });
    const { posted } = await reviewWith({ startLine: LINE - 1 }, SOURCE, file);

    expect(posted[0]?.body).not.toContain("```suggestion");
  });
});
