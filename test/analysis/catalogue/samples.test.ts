import { beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../../src/analyser.ts";
import { catalogue } from "../../../src/analysis/catalogue/index.ts";
import type { Analyser } from "../../../src/engine/analyser.ts";
import type { Finding } from "../../../src/engine/finding.ts";
import { analyseFiles } from "../../support/analyse-files.ts";
import { samples } from "./samples/index.ts";
import { quietSamples } from "./samples/quiet.ts";

const APP = "from fastapi import FastAPI\napp = FastAPI()";
const CHECKS = new Set(["blocking-call", "cpu-bound-call", "blocking-client", "hidden-request"]);

function indent(lines: string, by: number): string {
  return lines
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");
}

function handler(keyword: "async def" | "def", setup: string, body: string): string {
  return `${APP}\n${setup}\n\n@app.get("/items")\n${keyword} respond():\n${indent(body, 4)}\n`;
}

/** Where the body starts in what `handler` writes. */
function firstLineOfBody(setup: string): number {
  return `${APP}\n${setup}`.split("\n").length + 4;
}

function offloaded(imports: string, call: string, setup: string, body: string): string {
  return handler("async def", `${imports}\n${setup}`, `def work():\n${indent(body, 4)}\nawait ${call}(work)`);
}

const forms: readonly { readonly name: string; readonly text: (setup: string, body: string) => string }[] = [
  { name: "asked", text: (setup, body) => handler("async def", setup, body) },
  { name: "handler", text: (setup, body) => handler("def", setup, body) },
  {
    name: "threadpool",
    text: (setup, body) =>
      offloaded("from fastapi.concurrency import run_in_threadpool", "run_in_threadpool", setup, body),
  },
  { name: "thread", text: (setup, body) => offloaded("import asyncio", "asyncio.to_thread", setup, body) },
];

const findings = new Map<string, Finding[]>();

function found(path: string): readonly string[] {
  return (findings.get(path) ?? []).map(
    (finding) => `${finding.rule}/${finding.check} ${finding.evidence.at(-1)?.text}`,
  );
}

/** Each sample is a project of its own: many questions of one kind in a project become one. */
async function analyse(analyser: Analyser, files: Readonly<Record<string, string>>): Promise<void> {
  const analysis = await analyseFiles(analyser, files);
  expect(analysis.failures).toEqual([]);
  expect(analysis.unread).toEqual([]);
  for (const finding of analysis.findings) {
    if (CHECKS.has(finding.check)) findings.set(finding.path, [...(findings.get(finding.path) ?? []), finding]);
  }
}

beforeAll(async () => {
  const analyser = await createAnalyser();
  try {
    for (const [at, { setup, blocking, twin }] of samples.entries()) {
      const files: Record<string, string> = {};
      for (const { name, text } of forms) files[`app/${name}_${at}.py`] = text(setup, blocking);
      if (twin !== undefined) files[`app/twin_${at}.py`] = handler("async def", twin.setup, twin.body);
      await analyse(analyser, files);
    }
    for (const [at, { setup, blocking }] of quietSamples.entries()) {
      await analyse(analyser, { [`app/quiet_${at}.py`]: handler("async def", setup, blocking) });
    }
  } finally {
    await analyser.close();
  }
});

describe.each(samples.map((of, at) => ({ ...of, at })))("$row: $blocking", ({ row: id, at, setup, blocking }) => {
  const row = catalogue.find((candidate) => candidate.id === id);

  test("in an async def it is asked about, by the row's check", () => {
    const asked = findings.get(`app/asked_${at}.py`) ?? [];
    const named = asked.map((finding) => `${finding.rule}/${finding.check}`);
    expect(named).toContain(`${row?.rule}/${row?.check}`);
    const first = firstLineOfBody(setup);
    const last = first + blocking.split("\n").length - 1;
    const causes = asked.map((finding) => finding.evidence.at(-1)?.line ?? 0);
    expect(causes.filter((line) => line < first || line > last)).toEqual([]);
  });

  test.each(["handler", "threadpool", "thread"])("stays silent as %s", (form) => {
    expect(found(`app/${form}_${at}.py`)).toEqual([]);
  });
});

describe("the awaited twin", () => {
  const twins = samples.flatMap(({ row, twin }, at) => (twin === undefined ? [] : [{ row, at, body: twin.body }]));

  test.each(twins)("of $row stays silent: $body", ({ at }) => {
    expect(found(`app/twin_${at}.py`)).toEqual([]);
  });
});

describe.each(quietSamples.map((of, at) => ({ ...of, at })))("$row: $blocking", ({ at }) => {
  test("stays silent in an async def", () => {
    expect(found(`app/quiet_${at}.py`)).toEqual([]);
  });
});

describe("the samples", () => {
  const sampled = new Set(samples.map((of) => of.row));
  const silenced = new Set(quietSamples.map((of) => of.row));

  test("cover every row", () => {
    const forgotten = catalogue.filter((row) => !(row.severity === "none" ? silenced : sampled).has(row.id));
    expect(forgotten.map((row) => row.id)).toEqual([]);
  });

  test("name rows that exist", () => {
    const ids = new Set(catalogue.map((row) => row.id));
    expect([...sampled, ...silenced].filter((id) => !ids.has(id))).toEqual([]);
  });
});
