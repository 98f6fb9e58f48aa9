import { diffLines } from "diff";
import { afterAll, beforeAll } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import { blobSha } from "../../src/cli/blob-sha.ts";
import type { Analyser, BlobContent, FileRef } from "../../src/engine/analyser.ts";
import type { Analysis, Finding } from "../../src/engine/finding.ts";
import { withoutAbsences } from "./absences.ts";
import { analyseFiles, configurationIn } from "./analyse-files.ts";

export type Files = Readonly<Record<string, string>>;

/** Analyses whole trees and changes with the real analyser, which lives as long as the test file. */
export interface Reviewer {
  readonly whole: (files: Files) => Promise<Analysis>;
  readonly change: (before: Files, after: Files) => Promise<Analysis>;
}

/** The analyser for a test file, closed when the file's tests are done. With `about`, a rule, it leaves out what applications lack that the rule is not about. */
export function useReviewer(about?: string): Reviewer {
  let analyser: Analyser | undefined;
  beforeAll(async () => {
    analyser = await createAnalyser({ backend: "wasm" });
  });
  afterAll(async () => {
    await analyser?.close();
  });
  const started = (): Analyser => {
    if (analyser === undefined) throw new Error("The analyser starts before the first test, not earlier.");
    return analyser;
  };
  return {
    whole: async (files) => relevant(await analyseFiles(started(), files), about),
    change: async (before, after) => relevant(await analyseChange(started(), before, after), about),
  };
}

function relevant(analysis: Analysis, about: string | undefined): Analysis {
  return about === undefined ? analysis : { ...analysis, findings: withoutAbsences(analysis.findings, about) };
}

async function analyseChange(analyser: Analyser, before: Files, after: Files): Promise<Analysis> {
  const contents = new Map<string, BlobContent>();
  const refs = (files: Files): FileRef[] =>
    Object.entries(files).map(([path, text]) => {
      const bytes = Buffer.from(text, "utf8");
      const blob = blobSha(bytes);
      contents.set(blob, { bytes });
      return { path, blob };
    });
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  const touched = [...paths].filter((path) => before[path] !== after[path]);
  const changed = new Map(touched.map((path) => [path, changedLines(before[path] ?? "", after[path] ?? "")]));
  const baseFiles = refs(before).filter(({ path }) => changed.has(path));
  return await analyser.analyse({
    files: refs(after),
    diff: { changed, baseFiles },
    load: () => Promise.resolve(contents),
    ...configurationIn(before),
  });
}

/** The lines (1-based) of `after` that `before` does not have. */
function changedLines(before: string, after: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 1;
  for (const part of diffLines(before, after)) {
    const count = part.count;
    if (part.added) for (let at = line; at < line + count; at += 1) lines.add(at);
    if (!part.removed) line += count;
  }
  return lines;
}

/** `path:line check` of each finding, for comparing at a glance. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.path}:${finding.line} ${finding.check}`);
}

/** A module with an application, and the given lines below it. */
export function app(...lines: readonly string[]): string {
  return ["import time", "import requests", "from fastapi import FastAPI", "app = FastAPI()", ...lines, ""].join("\n");
}

/** How many lines stand above what {@link app} is given. */
export const ABOVE = 4;
