import { chmodSync, existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { readWorkingTree } from "../../src/cli/working-tree.ts";
import { ConfigError } from "../../src/errors.ts";
import { git, gitProject, temporaryFolder, writeFiles } from "../support/git-project.ts";

async function pathsIn(folder: string): Promise<string[]> {
  return (await readWorkingTree(folder)).files.map((file) => file.path);
}

describe("in a git repository", () => {
  it("reads what is tracked and what is new, and leaves ignored files alone", async () => {
    const folder = gitProject({ "app/main.py": "x = 1\n", ".gitignore": "secret.py\n", "README.md": "" });
    writeFiles(folder, { "app/new.py": "", "secret.py": "", "pyproject.toml": "" });

    const tree = await readWorkingTree(folder);

    expect(tree.files.map((file) => file.path)).toEqual(["app/main.py", "app/new.py", "pyproject.toml"]);
    expect([...tree.untracked]).toEqual(["app/new.py", "pyproject.toml"]);
  });

  it("names contents as git does", async () => {
    const folder = gitProject({ "a.py": "x = 1\n" });

    const [file] = (await readWorkingTree(folder)).files;

    expect(file?.blob).toBe(git(folder, "hash-object", "a.py").trim());
  });

  it("leaves out a file that was deleted but is still tracked", async () => {
    const folder = gitProject({ "a.py": "", "b.py": "" });
    rmSync(join(folder, "a.py"));

    expect(await pathsIn(folder)).toEqual(["b.py"]);
  });

  it("reads the named folder only, with paths relative to it", async () => {
    const folder = gitProject({ "api/main.py": "", "web/main.py": "" });

    expect(await pathsIn(join(folder, "api"))).toEqual(["main.py"]);
  });

  it("runs nothing that the repository's configuration names", async () => {
    const folder = gitProject({ "a.py": "" });
    const trace = join(temporaryFolder(), "was-run");
    git(folder, "config", "core.fsmonitor", `touch ${trace}; false`);
    writeFiles(folder, { "b.py": "" });

    expect(await pathsIn(folder)).toEqual(["a.py", "b.py"]);
    expect(existsSync(trace)).toBe(false);
  });

  it("reads odd file names", async () => {
    const folder = gitProject({ "with space.py": "", "ümläut.py": "", "new\nline.py": "", "-dash.py": "" });

    expect(await pathsIn(folder)).toEqual(["-dash.py", "new\nline.py", "with space.py", "ümläut.py"]);
  });
});

describe("symbolic links", () => {
  it("are not followed", async () => {
    const outside = temporaryFolder();
    writeFiles(outside, { "secret.py": "token = 1\n" });
    const folder = gitProject({ "a.py": "" });
    symlinkSync(join(outside, "secret.py"), join(folder, "link.py"));
    symlinkSync(outside, join(folder, "linked"));

    expect(await pathsIn(folder)).toEqual(["a.py"]);
  });

  it("do not lead out of the folder when one replaced a tracked folder", async () => {
    const outside = temporaryFolder();
    writeFiles(outside, { "main.py": "token = 1\n" });
    const folder = gitProject({ "app/main.py": "" });
    rmSync(join(folder, "app"), { recursive: true });
    symlinkSync(outside, join(folder, "app"));

    const tree = await readWorkingTree(folder);

    expect([...tree.contents.values()]).toEqual([
      { unreadable: "it lies behind a symbolic link that leaves the folder" },
    ]);
  });
});

describe("outside git", () => {
  it("walks the folder and skips environments, caches and packages", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      "app/main.py": "",
      ".venv/lib/a.py": "",
      "node_modules/x/a.py": "",
      "my-env/pyvenv.cfg": "",
      "my-env/lib/b.py": "",
      "app/__pycache__/c.py": "",
    });

    const tree = await readWorkingTree(folder);

    expect(tree.inGit).toBe(false);
    expect(tree.files.map((file) => file.path)).toEqual(["app/main.py"]);
  });
});

describe("what cannot be read", () => {
  it("is kept with its reason when it is too large", async () => {
    const folder = gitProject({ "big.py": Buffer.alloc(1_000_001, "#") });

    const tree = await readWorkingTree(folder);

    expect(tree.contents.get(tree.files[0]?.blob ?? "")).toEqual({ unreadable: "it is larger than 1 MB" });
  });

  it("gets a name of its own, so that two unread files are told apart", async () => {
    const folder = gitProject({ "a.py": Buffer.alloc(1_000_001, "#"), "b.py": Buffer.alloc(1_000_001, "#") });

    const tree = await readWorkingTree(folder);

    expect(new Set(tree.files.map((file) => file.blob)).size).toBe(2);
  });

  it("is wrong usage when the folder does not exist or is a file", async () => {
    const folder = gitProject({ "a.py": "" });

    await expect(readWorkingTree(join(folder, "nowhere"))).rejects.toThrow(ConfigError);
    await expect(readWorkingTree(join(folder, "a.py"))).rejects.toThrow("is a file");
  });

  it("is wrong usage when git refuses the repository", async () => {
    const folder = gitProject({ "a.py": "" });
    writeFiles(folder, { ".git/config": "[core\nnot a configuration" });
    chmodSync(join(folder, ".git/config"), 0o600);

    await expect(readWorkingTree(folder)).rejects.toThrow("git cannot read");
  });
});
