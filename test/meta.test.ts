import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createAnalyser } from "../src/analyser.ts";
import type { Analyser } from "../src/engine/analyser.ts";
import type { Finding } from "../src/engine/finding.ts";
import { createWasmBackend } from "../src/python/wasm-backend.ts";
import { rules } from "../src/rules/index.ts";
import { analyseFiles } from "./support/analyse-files.ts";
import type { Expectation } from "./support/expectations.ts";
import { allFixtures, expectationsOf, type Fixture } from "./support/fixtures.ts";

const fixtures = allFixtures();
const checks = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check, name: `${rule.id}/${check.name}` })));
const expectations = new Map<Fixture, Expectation[]>();
let analyser: Analyser;

beforeAll(async () => {
  analyser = await createAnalyser({ backend: "wasm" });
  const backend = await createWasmBackend();
  for (const fixture of fixtures) expectations.set(fixture, expectationsOf(fixture, backend));
});

afterAll(async () => {
  await analyser.close();
});

function markersFor(name: string): Expectation[] {
  const own = fixtures.filter((fixture) => `${fixture.rule}/${fixture.check}` === name);
  return own.flatMap((fixture) => expectations.get(fixture) ?? []);
}

describe.each(checks)("$name", ({ rule, check, name }) => {
  it("has a fixture that asks and a neighbour that stays silent", () => {
    const markers = markersFor(name);
    const asks = markers.filter(
      (marker) =>
        marker.kind.startsWith("expect") && marker.rule === rule.id && (marker.check ?? check.name) === check.name,
    );

    expect(asks.length, "markers `# expect:`").toBeGreaterThan(0);
    expect(markers.filter((marker) => marker.kind === "ok").length, "markers `# ok:`").toBeGreaterThan(0);
  });

  it("is explained on its rule's page", () => {
    expect(readFileSync(`docs/rules/${rule.id}.md`, "utf8")).toContain(`\`${check.name}\``);
  });

  it("is named in kebab-case, after the pattern", () => {
    expect(check.name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(check.name).not.toMatch(/^(disallow|prefer|use|require|missing)-/);
  });
});

describe("names", () => {
  it("are unique", () => {
    const ids = rules.map((rule) => rule.id);
    const names = checks.map(({ name }) => name);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
    expect(ids).toEqual(ids.toSorted());
  });

  it("of fixture folders are names of checks", () => {
    const folders = new Set(fixtures.map((fixture) => `${fixture.rule}/${fixture.check}`));

    expect([...folders].toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
  });
});

const UNKIND = /\b(missing|must|should have|wrong|you forgot)\b/i;

describe("questions", () => {
  it("end with a question mark, stay short, name their evidence and blame nobody", async () => {
    const faults: string[] = [];
    let asked = 0;
    for (const fixture of fixtures) {
      const { findings } = await analyseFiles(analyser, fixture.files);
      asked += findings.length;
      for (const finding of findings)
        faults.push(...faultsOf(finding).map((fault) => `${fixture.name}: ${fault}: ${finding.question}`));
    }

    expect(asked).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});

function faultsOf(finding: Finding): string[] {
  const { question } = finding;
  // Quoted code may hold any word.
  const prose = question.replaceAll(/`[^`]*`/g, "");
  const faults: string[] = [];
  if (!question.endsWith("?")) faults.push("does not end with a question mark");
  if (question.length > 400) faults.push("is longer than 400 characters");
  if (UNKIND.test(prose)) faults.push("blames");
  if (/\ba [aei]/i.test(prose)) faults.push("takes `a` for `an`");
  if (question.split("`").length % 2 === 0) faults.push("leaves a code span open");
  if (!namesEvidence(finding)) faults.push("names no evidence");
  return faults;
}

/** A code span of the question is found in the evidence, or the question names a place that was searched. */
function namesEvidence({ question, symbol, evidence, searched }: Finding): boolean {
  const seen = [symbol, ...evidence.flatMap((step) => [step.path, step.text])];
  const spans = [...question.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
  const named = spans.some((span) => seen.some((text) => text.includes(span) || span.includes(text)));
  return named || searched.some((place) => question.includes(place));
}
