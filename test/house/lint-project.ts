import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { writeFiles } from "../support/git-project.ts";

/** What the linter said: the rule, in which file, and the help that it printed. */
export interface LintMessage {
  readonly path: string;
  readonly rule: string;
  readonly help: string;
}

interface OxlintReport {
  readonly diagnostics: readonly { readonly filename: string; readonly code?: string; readonly help?: string }[];
  readonly number_of_files: number;
}

/** Runs the project's linter with the project's configuration on planted files. Fails if it could not look at all of them. */
export function lintProject(files: Readonly<Record<string, string>>): LintMessage[] {
  const folder = mkdtempSync(join(tmpdir(), "maestro-lint-"));
  try {
    writeFiles(folder, { ...files, ".gitignore": "node_modules\n" });
    for (const name of [".oxlintrc.json", "tsconfig.json"]) copyFileSync(resolve(name), join(folder, name));
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    return readReport(folder, Object.keys(files).length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(folder: string, planted: number): LintMessage[] {
  const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin", "oxlint");
  const run = spawnSync(process.execPath, [oxlint, "--type-aware", "--format=json"], { cwd: folder, encoding: "utf8" });
  const report = JSON.parse(run.stdout) as OxlintReport;
  if (report.number_of_files !== planted)
    throw new Error(`The linter looked at ${report.number_of_files} of ${planted} files.`);
  const broken = report.diagnostics.find((each) => each.code?.includes("tsconfig") === true);
  if (broken !== undefined) throw new Error(`The linter could not use types: ${broken.help ?? ""}`);
  return report.diagnostics.map(({ filename, code = "", help = "" }) => ({ path: filename, rule: code, help }));
}
