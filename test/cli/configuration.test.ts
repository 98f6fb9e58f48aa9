import { spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

import { commitAll, git, gitProject, temporaryFolder, writeFiles } from "../support/git-project.ts";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as users do. */
async function maestro(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return await new Promise((done, reject) => {
    const child = spawn(process.execPath, [resolve("lib/cli.js"), ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => void (stderr += chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      done({ status, stdout, stderr });
    });
  });
}

const PATH = ".github/maestro.yml";

const HANDLER = `import time
import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/one")
async def one():
    time.sleep(1)
    return requests.get("https://example.com/1", timeout=1).json()
`;

async function rulesAskedIn(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { status, stdout } = await maestro(folder, "check", "--format", "json", ...args);
  expect(status).toBe(0);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
  return findings.map(({ rule }) => rule);
}

describe("maestro check", () => {
  it("goes by the project's own configuration, also with a diff", async () => {
    const folder = gitProject({ "README.md": "# Shop\n" });
    git(folder, "switch", "--quiet", "--create", "change");
    writeFiles(folder, { "app/main.py": HANDLER });
    commitAll(folder, "Add a handler");
    expect(await rulesAskedIn(folder)).toEqual(["API001", "API006"]);

    writeFiles(folder, { [PATH]: "rules: { API006: off }\n" });
    expect(await rulesAskedIn(folder)).toEqual(["API001"]);
    expect(await rulesAskedIn(folder, "--diff", "main")).toEqual(["API001"]);
  });

  it("goes by the file that is named instead", async () => {
    const folder = gitProject({
      "app/main.py": HANDLER,
      ".github/maestro.yaml": "rules: { API006: off }\n",
      "other.yml": "rules: { API001: off }\n",
    });

    expect(await rulesAskedIn(folder)).toEqual(["API001"]);
    expect(await rulesAskedIn(folder, "--config", "other.yml")).toEqual(["API006"]);
  });

  it("stops at a broken file, and says where it is broken", async () => {
    const folder = gitProject({ "app/main.py": HANDLER, [PATH]: "rules:\n  API006: { sevrity: low }\nfail: 1\n" });

    expect(await maestro(folder, "check")).toEqual({
      status: 2,
      stdout: "",
      stderr: [
        "maestro: .github/maestro.yml:2:13: unknown key `sevrity`, did you mean `severity`?",
        "maestro: .github/maestro.yml:3:1: unknown key `fail`; known are `rules`, `include`, `exclude`, `max_comments`, `fail_on`, `drafts`, `bots`, `author_may_dismiss`, `language`, `suppress`, `architecture`, `ask`",
        "",
      ].join("\n"),
    });
  });

  it("stops at a file that is not there, and at one that is a link", async () => {
    const folder = gitProject({ "app/main.py": HANDLER, "elsewhere/secret.yml": "password: 1\n" });

    expect(await maestro(folder, "check", "--config", "none.yml")).toMatchObject({ status: 2, stdout: "" });
    writeFiles(folder, { ".github/README.md": "" });
    symlinkSync("../elsewhere/secret.yml", join(folder, PATH));
    const ended = await maestro(folder, "check");
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain("is not a regular file");
    expect(ended.stderr).not.toContain("password");
  });

  it("tells which suppression has ended, and whom a question is for", async () => {
    const folder = gitProject({
      "app/main.py": HANDLER,
      [PATH]: 'suppress: [{ rule: API006, path: app, until: 2020-01-31 }]\nask: { system-architect: "@acme/core" }\n',
    });
    const ended = await maestro(folder, "check");

    expect(ended.stderr).toBe(
      ".github/maestro.yml:1: the suppression of API006 in app ended on 2020-01-31; 1 of its questions is asked again\n",
    );
    expect(ended.stdout).toContain("for: system-architect, @acme/core");
  });
});

describe("maestro config check", () => {
  it("finds the file, and nothing wrong with it", async () => {
    const folder = gitProject({ [PATH]: "drafts: true\n" });

    expect(await maestro(folder, "config", "check")).toEqual({
      status: 0,
      stdout: ".github/maestro.yml is valid.\n",
      stderr: "",
    });
  });

  it("prints each problem with its line and column, and exits with 2", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      "mine.yml": "rules:\n  API006/blocking-cliant: off\n\tx: 1\n",
      "two.yml": "rules: { API6: \u202eoff }",
    });

    const tabs = await maestro(folder, "config", "check", "mine.yml");
    expect(tabs).toMatchObject({ status: 2, stderr: "" });
    expect(tabs.stdout).toMatch(/^mine\.yml:3:1: .*tab/m);
    const hidden = await maestro(folder, "config", "check", "two.yml");
    expect(hidden.stdout).toContain("two.yml:1:10: there is no rule or check `API6`");
    expect(hidden.stdout).not.toContain("\u202e");
  });

  it("says when there is no file", async () => {
    expect(await maestro(temporaryFolder(), "config", "check")).toEqual({
      status: 2,
      stdout: "",
      stderr: "maestro: There is no .github/maestro.yml here. Name a file?\n",
    });
  });
});
