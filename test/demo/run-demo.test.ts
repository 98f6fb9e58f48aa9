import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { readArguments } from "../../src/demo/arguments.ts";
import { runDemo } from "../../src/demo/run-demo.ts";
import { commit, git, gitLater, smallRepository, temporaryFolder } from "./temporary-repository.ts";

async function demo(...args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const stopped = new Promise<undefined>(() => undefined);
  await runDemo(readArguments(["--once", ...args]), { print: (text) => printed.push(text), colour: false, stopped });
  return printed.join("\n");
}

/** Every file below a folder with its content, and when it was written. */
function snapshot(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return files.flatMap((file) => {
    const { mtimeMs, mode } = statSync(file);
    return statSync(file).isFile() ? [`${file} ${mtimeMs} ${mode} ${readFileSync(file).toString("base64")}`] : [file];
  });
}

const SLEEPY = `import time

from fastapi import FastAPI

app = FastAPI()

@app.get("/more")
async def more() -> None:
    time.sleep(1)
`;

/** What the bundled pull request is asked about: every rule, at least once. */
const INLINE = [
  "errors.py API008/leaked-exception",
  "main.py API007/probe-path-mismatch",
  "routers/checkout.py API006/blocking-client",
  "routers/checkout.py API006/blocking-client",
  "routers/checkout.py API001/blocking-call",
  "routers/invoices.py API001/blocking-call",
  "routers/invoices.py API001/blocking-call",
  "routers/orders.py API001/blocking-call",
  "routers/returns.py API004/untyped-body",
  "routers/returns.py API002/bypassed-provider",
  "routers/returns.py API003/task-called-early",
  "routers/shipping.py API006/blocking-client",
];

/** A pattern of origins, and no rate limit on a new route that takes one-time codes. */
const SUMMARY = ["API005/cors-loose-regex", "API005/no-rate-limit"];

describe("the demo", () => {
  test("asks its questions about the bundled pull request", async () => {
    const text = await demo();
    expect(text).toMatch(/Pull request {5}http:\/\/127\.0\.0\.1:\d+\/acme\/shop\/pull\/1/);
    const inline = [...text.matchAll(/^ ?\d+\. app\/(\S+):\d+ {2}\w+ {2}(\S+)$/gm)].map(
      ([, path, check]) => `${path} ${check}`,
    );
    expect(inline).toEqual(INLINE);
    const [, summary = ""] = text.split("### Questions");
    expect([...summary.matchAll(/^ {4}- (\S+), /gm)].map(([, check]) => check)).toEqual(SUMMARY);
    expect(text).toContain("Check Maestro: neutral");
    expect(text).not.toMatch(/app\/routers\/products\.py|app\/services\/receipts\.py|app\/services\/parcels\.py/);
  });

  test("reviews a change of a repository on disk and leaves that untouched", async () => {
    const { path } = smallRepository();
    const before = snapshot(path);
    const text = await demo("--repo", path, "--base", "main");
    expect(text).toContain("Slow down");
    expect(text).toMatch(/1\. app\/main\.py:10 .*API001\/blocking-call/);
    expect(text).toContain("Check Maestro: neutral, 1 question\n");
    expect(snapshot(path)).toEqual(before);
  });

  test("reviews a bare repository", async () => {
    const bare = join(temporaryFolder(), "users.git");
    git(temporaryFolder(), "clone", "--quiet", "--bare", smallRepository().path, bare);
    const text = await demo("--repo", bare, "--base", "main", "--head", "feature");
    expect(text).toMatch(/1\. app\/main\.py:10 /);
    expect(text).toContain("Check Maestro: neutral, 1 question\n");
  });

  test("reviews a shallow clone", async () => {
    const source = smallRepository();
    const path = join(temporaryFolder(), "users");
    git(source.path, "clone", "--quiet", "--depth=1", `file://${source.path}`, path);
    commit(path, "Sleep more", { "app/more.py": SLEEPY });
    const text = await demo("--repo", path, "--base", "HEAD~1");
    expect(text).toMatch(/1\. app\/more\.py:9 .*API001\/blocking-call/);
  });

  test("says which changed file a partial clone lacks", async () => {
    const { path } = smallRepository();
    const sha = git(path, "rev-parse", "main:app/main.py");
    rmSync(join(path, ".git", "objects", sha.slice(0, 2), sha.slice(2)));
    await expect(demo("--repo", path, "--base", "main")).rejects.toThrow("does not have what app/main.py held");
  });

  test("says that a change without a question has none", async () => {
    const { path } = smallRepository();
    const text = await demo("--repo", path, "--base", "feature", "--head", "main");
    expect(text).toContain("No questions on the lines of this pull request.");
    expect(text).toContain("Check Maestro: skipped");
  });

  test("refuses what is no repository before it starts anything", async () => {
    await expect(demo("--repo", temporaryFolder(), "--base", "main")).rejects.toThrow("is not a git repository");
  });
});

test("the demo keeps running, reviews a pushed fix, and ends when it is told to", async () => {
  const printed: string[] = [];
  let stop: (value: undefined) => void = () => undefined;
  const stopped = new Promise<undefined>((fulfil) => (stop = fulfil));
  const { path } = smallRepository();
  const options = readArguments(["--repo", path, "--base", "main"]);
  const running = runDemo(options, { print: (text) => printed.push(text), colour: false, stopped });
  await vi.waitFor(() => expect(printed.join("\n")).toContain("Ctrl-C ends the demo"), 20_000);
  const [, command = ""] = /^ {2}(git clone .*)$/m.exec(printed.join("\n")) ?? [];
  const folder = temporaryFolder();
  // The server runs in this process, so git must not block it.
  await gitLater(folder, ...command.split(" ").slice(1), ".");
  commit(folder, "Await instead", { "app/main.py": "import asyncio\n" });
  await gitLater(folder, "push", "--quiet");
  await vi.waitFor(
    () => expect(printed.at(-1)).toMatch(/check success, No open questions, 1 settled; open threads: 0$/),
    20_000,
  );
  stop(undefined);
  await running;
});
