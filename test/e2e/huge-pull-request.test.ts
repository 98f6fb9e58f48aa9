import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Pull } from "../../src/sandbox/store.ts";
import { commitAll, git, gitProject } from "../support/git-project.ts";
import { isClosed, moduleOf } from "./life-support.ts";
import { checksOf, repository, requestCounts, type Stage, startStage } from "./support.ts";

let stage: Stage;
let pull: Pull;

const MAIN = `from fastapi import FastAPI

from app import pay

app = FastAPI()
app.include_router(pay.router)
`;
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`;
/** GitHub lists changed files by name, and three thousand of them at most. */
const MANY = 3_100;

beforeEach(async () => {
  const folder = gitProject({
    "app/__init__.py": "",
    "app/main.py": MAIN,
    "app/pay.py": moduleOf([{ name: "h1", blocking: false }]),
    "app/moved.py": Array.from({ length: 20 }, (_value, line) => `MOVED_${line} = ${line}\n`).join(""),
    "app/tool.py": "TOOL = 1\n",
  });
  git(folder, "switch", "--quiet", "--create", "change");
  writeFileSync(join(folder, "app/pay.py"), moduleOf([{ name: "h1", blocking: true }]));
  renameSync(join(folder, "app/moved.py"), join(folder, "app/renamed.py"));
  rmSync(join(folder, "app/tool.py"));
  symlinkSync("pay.py", join(folder, "app/tool.py"));
  writeFileSync(join(folder, "app/model.py"), LFS);
  writeFileSync(join(folder, "app/picture.py"), new Uint8Array([0, 1, 2, 0, 255]));
  mkdirSync(join(folder, "data"));
  for (let index = 0; index < MANY; index += 1) writeFileSync(join(folder, `data/${index}.txt`), `${index}\n`);
  mkdirSync(join(folder, "late"));
  writeFileSync(join(folder, "late/last.py"), moduleOf([{ name: "h2", blocking: true }]));
  mkdirSync(join(folder, "app/vendor.py"));
  git(folder, "update-index", "--add", "--cacheinfo", `160000,${"a".repeat(40)},app/vendor.py`);
  commitAll(folder, "Change");
  stage = await startStage();
  stage.sandbox.addUser("ann");
  const branches = { main: "main", change: "change" };
  await stage.sandbox.createRepository({ owner: "acme", name: "shop", fromGitRepository: { path: folder, branches } });
  pull = await stage.sandbox.openPullRequest({ ...repository, head: "change", title: "Change", author: "ann" });
  await stage.idle();
}, 120_000);

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

describe("a pull request of more than three thousand files", () => {
  it("is reviewed as far as GitHub lists it, and what was not seen is said", async () => {
    const [check] = checksOf(stage.sandbox);
    const listed = /GitHub listed 3000 of the (\d+) changed files; I did not see the other (\d+)\./.exec(
      check?.summary ?? "",
    );

    expect(pull.threads).toMatchObject([{ path: "app/pay.py" }]);
    expect(check).toMatchObject({ title: "1 question", conclusion: "neutral" });
    expect(Number(listed?.[1])).toBeGreaterThan(MANY);
    expect(Number(listed?.[2])).toBe(Number(listed?.[1]) - 3_000);
    expect(check?.summary).toContain("`app/tool.py`: it is a symbolic link");
    expect(check?.summary).toContain("`app/vendor.py`: it is a submodule");
    expect(check?.summary).toContain("`app/model.py`: it is a Git LFS pointer");
    expect(check?.summary).toMatch(/`app\/picture\.py`: .*binary/);
    expect(check?.summary?.length).toBeLessThan(60_000);
    expect(requestCounts(stage.sandbox)).toMatchObject({
      "GET /repos/{owner}/{repo}/compare/{basehead}": 1,
      "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": 30,
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": 1,
    });

    // While files are out of sight nothing is settled: the question may have moved into one of them.
    const files = { "app/pay.py": moduleOf([{ name: "h1", blocking: false }]) };
    await stage.sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files });
    await stage.idle();
    expect(pull.threads.map(isClosed)).toEqual([false]);
    expect(checksOf(stage.sandbox).at(-1)?.summary).toContain("I settle nothing before I can read everything");
  }, 120_000);
});
