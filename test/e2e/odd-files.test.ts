import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

import { readDiff } from "../../src/github/read-diff.ts";
import { readTree } from "../../src/github/read-tree.ts";
import { deriveHeadTree } from "../../src/review/derive-tree.ts";
import type { PullRequest, Tree } from "../../src/review/ports.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { openPull as plainPull } from "../review/support.ts";
import { installationClient } from "../sandbox/support.ts";
import { commitAll, git, gitProject } from "../support/git-project.ts";
import { moduleOf } from "./life-support.ts";
import { checksOf, repository, requestCounts, type Stage, startStage } from "./support.ts";

let stage: Stage;

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

const MAIN = `from fastapi import FastAPI

from app import pay

app = FastAPI()
app.include_router(pay.router)
`;

/** A repository on disk whose branch `change` does what the test does to its folder. */
async function openChanged(change: (folder: string) => void): Promise<Pull> {
  const folder = gitProject({
    "app/__init__.py": "",
    "app/main.py": MAIN,
    "app/pay.py": moduleOf([{ name: "h1", blocking: false }]),
    "app/gone.py": "GONE = 1\n",
    "app/moved.py": Array.from({ length: 20 }, (_value, line) => `MOVED_${line} = ${line}\n`).join(""),
    "app/tool.py": "TOOL = 1\n",
    "logo.bin": new Uint8Array([0, 1, 2]),
  });
  git(folder, "switch", "--quiet", "--create", "change");
  change(folder);
  commitAll(folder, "Change");
  stage = await startStage();
  stage.sandbox.addUser("ann");
  const branches = { main: "main", change: "change" };
  await stage.sandbox.createRepository({ owner: "acme", name: "shop", fromGitRepository: { path: folder, branches } });
  const pull = await stage.sandbox.openPullRequest({ ...repository, head: "change", title: "Change", author: "ann" });
  await stage.idle();
  return pull;
}

/** The head's tree as it follows from the diff, and as GitHub lists it. */
async function bothTrees(pull: Pull): Promise<{ readonly derived: Tree | undefined; readonly listed: Tree }> {
  const access = { octokit: await installationClient(stage.sandbox), ...repository, number: pull.number };
  const { length: changedFiles } = await stage.sandbox.reading.pullFiles(repositoryOf(), pull);
  const plain: PullRequest = { ...plainPull, headSha: pull.headSha, baseSha: pull.baseSha, changedFiles };
  const diff = await readDiff(access, plain);
  const base = await readTree(access, diff.mergeBase);
  return { derived: deriveHeadTree(base, diff, changedFiles), listed: await readTree(access, pull.headSha) };
}

function repositoryOf(): Parameters<Stage["sandbox"]["reading"]["pullFiles"]>[0] {
  const found = stage.sandbox.state.repositories.get("acme/shop");
  if (found === undefined) throw new Error("no repository");
  return found;
}

function entries(tree: Tree | undefined): readonly string[] | undefined {
  return tree?.files.map(({ path, blob, kind }) => `${path} ${blob} ${kind}`).toSorted();
}

const TREES = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";

describe("files of every kind", () => {
  it("that were added, changed, moved, removed and made executable follow from the diff", async () => {
    const pull = await openChanged((folder) => {
      writeFileSync(join(folder, "app/pay.py"), moduleOf([{ name: "h1", blocking: true }]));
      writeFileSync(join(folder, "app/added.py"), "ADDED = 1\n");
      writeFileSync(join(folder, "logo.bin"), new Uint8Array([0, 9, 9]));
      writeFileSync(join(folder, "app/empty.py"), "");
      rmSync(join(folder, "app/gone.py"));
      renameSync(join(folder, "app/moved.py"), join(folder, "app/renamed.py"));
      chmodSync(join(folder, "app/tool.py"), 0o755);
    });
    const { derived, listed } = await bothTrees(pull);

    expect(entries(derived)).toEqual(entries(listed));
    expect(requestCounts(stage.sandbox)[TREES]).toBe(3);
    expect(pull.threads).toMatchObject([{ path: "app/pay.py" }]);
    expect(checksOf(stage.sandbox)[0]?.summary).not.toContain("Could not read");
  });

  it("that are links or submodules are told apart by the tree, and named", async () => {
    const pull = await openChanged((folder) => {
      writeFileSync(join(folder, "app/pay.py"), moduleOf([{ name: "h1", blocking: true }]));
      symlinkSync("pay.py", join(folder, "app/link.py"));
      rmSync(join(folder, "app/tool.py"));
      symlinkSync("pay.py", join(folder, "app/tool.py"));
      mkdirSync(join(folder, "vendor.py"));
      git(folder, "update-index", "--add", "--cacheinfo", `160000,${"a".repeat(40)},vendor.py`);
    });
    const { derived } = await bothTrees(pull);

    expect(derived).toBeUndefined();
    expect(pull.threads).toMatchObject([{ path: "app/pay.py" }]);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("`app/link.py`: it is a symbolic link");
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("`app/tool.py`: it is a symbolic link");
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("`vendor.py`: it is a submodule");
  });
});
