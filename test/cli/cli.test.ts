import { spawn } from "node:child_process";
import { resolve } from "node:path";
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

interface Document {
  readonly findings: readonly { readonly path: string; readonly line: number; readonly rule: string }[];
  readonly unread: readonly object[];
  readonly summary: object;
}

function document(ended: Ended): Document {
  return JSON.parse(ended.stdout) as Document;
}

const HANDLER = `import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/one")
async def one():
    return requests.get("https://example.com/1").json()
`;

const SECOND_HANDLER = `

@app.get("/two")
async def two():
    return requests.get("https://example.com/2").json()
`;

describe("maestro check", () => {
  it("asks about a blocking request and exits 0", async () => {
    const ended = await maestro(gitProject({ "app/main.py": HANDLER }), "check");

    expect(ended).toMatchObject({ status: 0, stderr: "" });
    expect(ended.stdout).toContain("app/main.py\n  9:12  high  API006/blocking-client\n");
    expect(ended.stdout).toMatch(/\n1 question in 1 file with 1 route\.\n$/);
  });

  it("prints JSON, version 1", async () => {
    const ended = await maestro(gitProject({ "app/main.py": HANDLER }), "check", ".", "--format", "json");

    expect(document(ended)).toMatchObject({
      version: 1,
      findings: [
        { rule: "API006", check: "blocking-client", path: "app/main.py", line: 9, column: 12, placement: "inline" },
      ],
      unread: [],
      summary: { files: 1, routes: 1, questions: 1 },
    });
  });

  it("exits 1 when --fail-on is reached", async () => {
    expect((await maestro(gitProject({ "app/main.py": HANDLER }), "check", "--fail-on", "any")).status).toBe(1);
  });

  it("takes a folder, also outside git", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "project/main.py": HANDLER });

    const ended = await maestro(folder, "check", "project", "--format=json");

    expect(document(ended).findings.map((finding) => finding.path)).toEqual(["main.py"]);
  });

  it("keeps to --rule", async () => {
    const ended = await maestro(
      gitProject({ "app/main.py": HANDLER }),
      "check",
      "--rule",
      "API001",
      "--format",
      "json",
    );

    expect(document(ended).findings).toEqual([]);
  });

  it("names files that it could not read", async () => {
    const ended = await maestro(gitProject({ "app/main.py": HANDLER, "app/data.py": "\u0000" }), "check");

    expect(ended.stdout).toContain("Could not read\n  app/data.py: ");
  });

  it("ends quietly on an empty project", async () => {
    expect(await maestro(temporaryFolder(), "check")).toEqual({
      status: 0,
      stdout: "No questions in 0 files with 0 routes.\n",
      stderr: "",
    });
  });
});

describe("maestro check --diff", () => {
  function project(): string {
    const folder = gitProject({ "app/main.py": HANDLER });
    git(folder, "switch", "--quiet", "--create", "feature");
    return folder;
  }

  it("asks about new lines only", async () => {
    const folder = project();
    writeFiles(folder, { "app/main.py": HANDLER + SECOND_HANDLER });
    commitAll(folder, "Second");

    const ended = await maestro(folder, "check", "--diff", "main", "--format", "json");

    expect(document(ended).findings).toMatchObject([{ path: "app/main.py", line: 14 }]);
  });

  it("does not ask again about what only moved to another file", async () => {
    const folder = project();
    git(folder, "mv", "app/main.py", "app/service.py");
    commitAll(folder, "Move");

    expect(document(await maestro(folder, "check", "--diff", "main", "--format", "json")).findings).toEqual([]);
  });

  it("asks about new files that are not committed", async () => {
    const folder = project();
    writeFiles(folder, { "app/other.py": HANDLER });

    const ended = await maestro(folder, "check", "--diff", "main", "--format", "json");

    expect(document(ended).findings).toMatchObject([{ path: "app/other.py", line: 9 }]);
  });
});

describe("wrong usage exits 2 with one clear sentence", () => {
  it.each([
    [["check", "nowhere"], "maestro: nowhere cannot be opened (ENOENT).\n"],
    [["check", "--diff", "no-such"], 'maestro: --diff: this repository has no commit "no-such". Fetch it first?\n'],
    [["check", "--diff=--output=x"], 'maestro: --diff: "--output=x" is not the name of a branch, tag or commit.\n'],
    [["check", "--format", "sarif"], "Allowed choices are text, json"],
    [["check", "--fail-on", "often"], "Allowed choices are high, medium, low, any, never"],
    [["check", "--rule", "API999"], 'maestro: --rule: there is no rule "API999".'],
    [["check", "--nonsense"], "unknown option '--nonsense'"],
    [["nonsense"], "unknown command 'nonsense'"],
    [["check", "a", "b"], "too many arguments"],
    [[], "Usage: maestro"],
  ])("%j", async (args, message) => {
    const ended = await maestro(gitProject({ "a.py": "" }), ...args);

    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain(message);
  });
});

describe("help", () => {
  it.each([
    ["--help", "Usage: maestro"],
    ["--version", "0.1.0"],
  ])("%s goes to stdout and exits 0", async (option, text) => {
    const ended = await maestro(temporaryFolder(), option);

    expect(ended).toMatchObject({ status: 0, stderr: "" });
    expect(ended.stdout).toContain(text);
  });
});
