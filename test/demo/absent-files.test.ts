import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leaveOutAbsentFiles } from "../../src/demo/absent-files.ts";
import { commit, git, temporaryFolder } from "./temporary-repository.ts";

test("an archive is made without the files whose contents are not there", async () => {
  const path = temporaryFolder();
  git(path, "init", "--quiet");
  const absent = ["data/model [1]*.bin", 'data/"quoted".bin'];
  const kept = { "app/main.py": "app = 1\n", "data/model 1.bin": "kept\n" };
  const head = commit(path, "Start", { ...kept, [absent[0]!]: "lost\n", [absent[1]!]: "lost too\n" });
  for (const name of absent) {
    const sha = git(path, "rev-parse", `HEAD:${name}`);
    rmSync(join(path, ".git", "objects", sha.slice(0, 2), sha.slice(2)));
  }
  expect(() => git(path, "archive", "--format=tar", head)).toThrow("cannot read");
  expect(await leaveOutAbsentFiles(join(path, ".git"), [head])).toEqual(absent.toSorted());
  const archive = git(path, "archive", "--format=tar", head);
  expect(archive).toContain("app/main.py");
  expect(archive).toContain("data/model 1.bin");
  expect(archive).not.toContain("data/model [1]*.bin");
});
