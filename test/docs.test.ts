import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createAnalyser } from "../src/analyser.ts";
import type { Analyser } from "../src/engine/analyser.ts";
import type { Finding } from "../src/engine/finding.ts";
import type { ParserBackend } from "../src/python/backend.ts";
import { createWasmBackend } from "../src/python/wasm-backend.ts";
import { rules } from "../src/rules/index.ts";
import { withoutAbsences } from "./support/absences.ts";
import { analyseFiles } from "./support/analyse-files.ts";
import { disagreements } from "./support/expectations.ts";
import { allFixtures, expectationsOf } from "./support/fixtures.ts";
import { knownMisses, ruleHeader, ruleTable, withGenerated } from "./support/generated.ts";
import { examplesIn, headings, MEASURING, SECTIONS } from "./support/rule-page.ts";

// Pages that fell behind are rewritten by `npx vitest run test/docs.test.ts -u`; under CI they fail.

let analyser: Analyser;
let backend: ParserBackend;

beforeAll(async () => {
  analyser = await createAnalyser({ backend: "wasm" });
  backend = await createWasmBackend();
});

afterAll(async () => {
  await analyser.close();
});

describe.each(rules)("the page of $id", (rule) => {
  const page = readFileSync(`docs/rules/${rule.id}.md`, "utf8");
  const asked = async (files: Readonly<Record<string, string>>): Promise<readonly Finding[]> =>
    withoutAbsences((await analyseFiles(analyser, files)).findings, rule.id);
  const asks = examplesIn(page, "Asks about").map(({ files }, index) => ({ files, number: index + 1 }));
  const silent = examplesIn(page, "Stays silent on").map(({ files }, index) => ({ files, number: index + 1 }));

  it("says what the rule says of itself, and which misses the fixtures prove", async () => {
    const misses = allFixtures().flatMap((fixture) => expectationsOf(fixture, backend));
    const withHeader = withGenerated(page, "rule", ruleHeader(rule));

    await expect(withGenerated(withHeader, "known-misses", knownMisses(rule, misses))).toMatchFileSnapshot(
      `../docs/rules/${rule.id}.md`,
    );
  });

  it("has all sections in order, with examples", () => {
    expect(headings(page).filter((heading) => heading !== MEASURING)).toEqual([...SECTIONS]);
    expect(asks.length).toBeGreaterThan(0);
    expect(silent.length).toBeGreaterThan(0);
  });

  it("shows an example of every check", () => {
    const shown = asks.flatMap(({ files }) => expectationsOf({ name: rule.id, files }, backend));

    expect([...new Set(shown.map((each) => each.check ?? ""))].toSorted()).toEqual(
      rule.checks.map((check) => check.name).toSorted(),
    );
  });

  it.each(asks)("asks about example $number exactly as marked", async ({ files, number }) => {
    const markers = expectationsOf({ name: `example ${number}`, files }, backend);

    expect(markers.filter((marker) => marker.kind.startsWith("expect")).length).toBeGreaterThan(0);
    expect(disagreements(markers, await asked(files))).toEqual([]);
  });

  it("shows how to silence a question that is asked without it", async () => {
    const code = examplesIn(page, "How to silence")[0]?.files["main.py"] ?? "";
    const unsilenced = code.replace(/# maestro: .*/, "# a remark");

    expect(await asked({ "main.py": unsilenced })).toMatchObject([{ rule: rule.id }]);
    expect(await asked({ "main.py": code })).toEqual([]);
  });

  it.each(silent)("stays silent on example $number", async ({ files }) => {
    expect(await asked(files)).toEqual([]);
  });
});

describe("README.md", () => {
  it("lists the rules", async () => {
    await expect(withGenerated(readFileSync("README.md", "utf8"), "rules", ruleTable(rules))).toMatchFileSnapshot(
      "../README.md",
    );
  });
});

describe("rules, pages and fixtures", () => {
  it("name the same rules", () => {
    const ids = rules.map((rule) => rule.id);
    const pages = readdirSync("docs/rules").map((name) => name.replace(/\.md$/, ""));
    const fixtures = new Set(allFixtures().map((fixture) => fixture.rule));

    expect(pages.toSorted()).toEqual(ids);
    expect([...fixtures].toSorted()).toEqual(ids);
  });
});
