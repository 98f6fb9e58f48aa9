import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

/** A folder that is removed when the test has ended. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "maestro-demo-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const WHO = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
const ENV = { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };

/** Runs git without the machine's configuration. */
export function git(path: string, ...args: readonly string[]): string {
  return execFileSync("git", [...WHO, "-C", path, ...args], { encoding: "utf8", env: ENV, stdio: "pipe" }).trim();
}

/** The same without blocking this process. */
export async function gitLater(path: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)("git", [...WHO, "-C", path, ...args], { env: ENV });
}

/** Commits everything, after writing `files`. */
export function commit(path: string, message: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  git(path, "add", "--all");
  git(path, "commit", "--quiet", "--allow-empty", "--message", message);
  return git(path, "rev-parse", "HEAD");
}

const BEFORE = `from fastapi import FastAPI

app = FastAPI()


@app.get("/users")
async def list_users() -> list[str]:
    return []
`;

const AFTER = `import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/users")
async def list_users() -> list[str]:
    time.sleep(1)
    return []
`;

export interface SmallRepository {
  readonly path: string;
  readonly base: string;
  readonly head: string;
}

/** A repository whose branch `feature` makes one `async def` handler sleep, while `main` has moved on. */
export function smallRepository(): SmallRepository {
  const path = temporaryFolder();
  git(path, "init", "--quiet", "--initial-branch=main");
  const base = commit(path, "Start", { "app/main.py": BEFORE, "README.md": "users\n" });
  git(path, "switch", "--quiet", "--create", "feature");
  const head = commit(path, "Slow down", { "app/main.py": AFTER });
  git(path, "switch", "--quiet", "main");
  commit(path, "Something else", { "README.md": "users and more\n" });
  git(path, "switch", "--quiet", "feature");
  return { path, base, head };
}
