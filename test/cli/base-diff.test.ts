import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { diffAgainst, readBlobs, type BaseDiff } from "../../src/cli/base-diff.ts";
import { readWorkingTree } from "../../src/cli/working-tree.ts";
import { commitAll, git, gitProject, temporaryFolder, writeFiles } from "../support/git-project.ts";

const TEN_LINES = Array.from({ length: 10 }, (_, index) => `line_${index + 1} = ${index + 1}\n`).join("");

async function diffOf(folder: string, base = "main"): Promise<BaseDiff> {
  return await diffAgainst(await readWorkingTree(folder), base);
}

function plain(diff: BaseDiff): Record<string, number[]> {
  return Object.fromEntries([...diff.changed].map(([path, lines]) => [path, [...lines]]));
}

function branch(files: Readonly<Record<string, string>>): string {
  const folder = gitProject(files);
  git(folder, "switch", "--quiet", "--create", "feature");
  return folder;
}

describe("changed lines", () => {
  it("are those that were added or modified since the merge base", async () => {
    const folder = branch({ "a.py": TEN_LINES });
    writeFiles(folder, {
      "a.py": TEN_LINES.replace("line_3 = 3", "line_3 = 33").replace("line_9 = 9\n", "line_9 = 9\nnew = 1\n"),
    });
    commitAll(folder, "Change");

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [3, 10] });
  });

  it("leave out what the base branch changed since", async () => {
    const folder = branch({ "a.py": TEN_LINES, "b.py": TEN_LINES });
    git(folder, "switch", "--quiet", "main");
    writeFiles(folder, { "b.py": `${TEN_LINES}on_main = 1\n` });
    commitAll(folder, "On main");
    git(folder, "switch", "--quiet", "feature");
    writeFiles(folder, { "a.py": `${TEN_LINES}mine = 1\n` });
    commitAll(folder, "Mine");

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [11] });
  });

  it("include what is not committed and what is not tracked yet", async () => {
    const folder = branch({ "a.py": TEN_LINES });
    writeFiles(folder, { "a.py": `first = 0\n${TEN_LINES}`, "new.py": "x = 1\ny = 2" });

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [1], "new.py": [1, 2] });
  });

  it("are empty for a file that only lost lines", async () => {
    const folder = branch({ "a.py": TEN_LINES });
    writeFiles(folder, { "a.py": TEN_LINES.replace("line_5 = 5\n", "") });

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [] });
  });

  it("are right when a final line break is gone and when code looks like a diff", async () => {
    const folder = branch({ "a.py": "x = 1\ny = 2\n", "b.py": 'a = """\n-- a/x\n"""\nz = 1\n' });
    writeFiles(folder, { "a.py": "x = 1\ny = 3", "b.py": 'a = """\n++ b/other.py\n@@ -1 +7 @@\n"""\nz = 2\n' });

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [2], "b.py": [2, 3, 5] });
  });

  it("are found under odd names", async () => {
    const folder = branch({ "with space.py": "a = 1\n", 'ü "quoted".py': "a = 1\n", "tab\there.py": "a = 1\n" });
    writeFiles(folder, { "with space.py": "a = 2\n", 'ü "quoted".py': "a = 2\n", "tab\there.py": "a = 2\n" });

    expect(plain(await diffOf(folder))).toEqual({ "with space.py": [1], 'ü "quoted".py': [1], "tab\there.py": [1] });
  });

  it("do not depend on the user's diff settings or on diff drivers of the repository", async () => {
    const folder = branch({ "a.py": TEN_LINES, ".gitattributes": "*.py diff=evil\n" });
    for (const [key, value] of [
      ["diff.noprefix", "true"],
      ["diff.mnemonicPrefix", "true"],
      ["diff.external", "false"],
      ["diff.evil.command", "false"],
      ["diff.evil.textconv", "false"],
      ["color.diff", "always"],
      ["diff.interHunkContext", "9"],
    ] as const) {
      git(folder, "config", key, value);
    }
    writeFiles(folder, { "a.py": TEN_LINES.replace("line_3 = 3", "c = 3").replace("line_6 = 6", "f = 6") });

    expect(plain(await diffOf(folder))).toEqual({ "a.py": [3, 6] });
  });

  it("are relative to the named folder", async () => {
    const folder = branch({ "api/a.py": "a = 1\n", "web/b.py": "b = 1\n" });
    writeFiles(folder, { "api/a.py": "a = 2\n", "web/b.py": "b = 2\n" });

    expect(plain(await diffOf(join(folder, "api")))).toEqual({ "a.py": [1] });
  });
});

describe("the merge base's files", () => {
  it("are found under the present path after a rename, and hold the old content", async () => {
    const folder = branch({ "old.py": TEN_LINES });
    mkdirSync(join(folder, "app"));
    renameSync(join(folder, "old.py"), join(folder, "app/new.py"));
    writeFiles(folder, { "app/new.py": `${TEN_LINES}more = 1\n` });
    commitAll(folder, "Move");

    const { baseFiles } = await diffOf(folder);
    const contents = await readBlobs(folder, baseFiles);

    expect(baseFiles.map((file) => file.path)).toEqual(["app/new.py"]);
    expect([...contents.values()].map(text)).toEqual([TEN_LINES]);
  });

  it("include deleted files and leave out new ones", async () => {
    const folder = branch({ "gone.py": "gone = 1\n", "stays.py": "x = 1\n" });
    rmSync(join(folder, "gone.py"));
    writeFiles(folder, { "added.py": "unlike = 'anything'\n" });
    commitAll(folder, "Replace");

    expect((await diffOf(folder)).baseFiles.map((file) => file.path)).toEqual(["gone.py"]);
  });

  it("do not need contents that are no part of the project", async () => {
    const folder = branch({ "a.py": "a = 1\n", "huge.bin": "not Python" });
    const blob = git(folder, "rev-parse", "HEAD:huge.bin").trim();
    writeFiles(folder, { "a.py": "a = 2\n", "other.bin": "something else" });
    rmSync(join(folder, "huge.bin"));
    commitAll(folder, "Change");
    rmSync(join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2)));

    expect((await diffOf(folder)).baseFiles.map((file) => file.path)).toEqual(["a.py"]);
  });

  it("are read byte for byte, several at once, and told why when too large", async () => {
    const folder = branch({ "a.py": "\u0000binary\n\n", "b.py": "", "c.py": "#".repeat(1_000_001) });
    writeFiles(folder, { "a.py": "1\n", "b.py": "2\n", "c.py": "3\n" });

    const { baseFiles } = await diffOf(folder);
    const contents = await readBlobs(folder, baseFiles);

    expect(baseFiles.map(({ blob }) => text(contents.get(blob)))).toEqual([
      "\u0000binary\n\n",
      "",
      "it is larger than 1 MB",
    ]);
  });
});

describe("wrong usage", () => {
  it.each(["--output=/tmp/x", "-v", "", "no-such-branch", "HEAD:a.py"])("refuses %j as a base", async (base) => {
    const folder = branch({ "a.py": "" });

    await expect(diffOf(folder, base)).rejects.toThrow(/^--diff: /);
  });

  it("is a base that shares no history", async () => {
    const folder = branch({ "a.py": "" });
    git(folder, "switch", "--quiet", "--orphan", "other");
    commitAll(folder, "Unrelated");

    await expect(diffOf(folder)).rejects.toThrow("no common commit");
  });

  it("is --diff outside git", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "a.py": "" });

    await expect(diffOf(folder)).rejects.toThrow("--diff needs a git repository");
  });
});

function text(content: { bytes: Uint8Array } | { unreadable: string } | undefined): string {
  if (content === undefined) return "(none)";
  return "bytes" in content ? Buffer.from(content.bytes).toString("utf8") : content.unreadable;
}
