import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createPullRequestSource } from "../../src/github/pull-request-source.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

const listed = { status: "modified", sha: "b1", additions: 1, deletions: 0, changes: 1, patch: "@@ -0,0 +1 @@\n+a" };

describe("changedFiles", () => {
  it("reads all pages", async () => {
    github.script(({ path }) => {
      const page = Number(new URL(path, "http://x").searchParams.get("page"));
      return {
        body: Array.from({ length: page < 3 ? 100 : 7 }, (_value, index) => ({
          ...listed,
          filename: `f${page}-${index}.py`,
        })),
      };
    });
    const files = await createPullRequestSource(github.access).changedFiles();

    expect(files).toHaveLength(207);
    expect(github.requests).toHaveLength(3);
  });

  it("stops at GitHub's limit", async () => {
    github.script(() => ({ body: Array.from({ length: 100 }, () => ({ ...listed, filename: "f.py" })) }));

    expect(await createPullRequestSource(github.access).changedFiles()).toHaveLength(3_000);
    expect(github.requests).toHaveLength(30);
  });

  it("tells files without a patch apart", async () => {
    const empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    github.script(() => ({
      body: [
        { ...listed, filename: "a.py", previous_filename: "b.py", status: "renamed", patch: undefined, changes: 0 },
        { ...listed, filename: "c.py", patch: undefined, changes: 0 },
        { ...listed, filename: "d.py", patch: undefined, changes: 90_000 },
        { ...listed, filename: "e.py", status: "added", sha: empty, patch: undefined, changes: 0 },
        { ...listed, filename: "f.py", patch: "not a patch" },
      ],
    }));
    const files = await createPullRequestSource(github.access).changedFiles();

    expect(files.map((file) => file.noPatch)).toEqual([
      "unchanged",
      "binary-or-too-large",
      "binary-or-too-large",
      "unchanged",
      "binary-or-too-large",
    ]);
    expect(files[0]).toMatchObject({ path: "a.py", previousPath: "b.py" });
  });
});

describe("tree", () => {
  it("tells files, links and submodules apart", async () => {
    github.script(() => ({
      body: {
        truncated: false,
        tree: [
          { path: "a.py", mode: "100644", type: "blob", sha: "1", size: 5 },
          { path: "l.py", mode: "120000", type: "blob", sha: "2", size: 4 },
          { path: "lib", mode: "160000", type: "commit", sha: "3" },
          { path: "app", mode: "040000", type: "tree", sha: "4" },
        ],
      },
    }));

    expect(await createPullRequestSource(github.access).tree("c")).toEqual({
      truncated: false,
      files: [
        { path: "a.py", blob: "1", size: 5, kind: "file" },
        { path: "l.py", blob: "2", size: 4, kind: "symlink" },
        { path: "lib", blob: "3", size: 0, kind: "submodule" },
      ],
    });
  });

  it("walks the folders when GitHub cuts the listing", async () => {
    github.script(({ path }) => {
      const file = { path: "a.py", mode: "100644", type: "blob", sha: "1", size: 5 };
      const folder = { path: "app", mode: "040000", type: "tree", sha: "sub" };
      const tree = path.includes("/sub") ? [file] : [file, folder];
      return { body: { truncated: path.includes("recursive"), tree } };
    });
    const tree = await createPullRequestSource(github.access).tree("c");

    expect(tree.truncated).toBe(false);
    expect(tree.files.map((file) => file.path)).toEqual(["a.py", "app/a.py"]);
  });

  it("gives up on trees without end, and says so", async () => {
    github.script(({ path }) => ({
      body: {
        truncated: path.includes("recursive"),
        tree: [{ path: "deep", mode: "040000", type: "tree", sha: "sub" }],
      },
    }));

    expect((await createPullRequestSource(github.access).tree("c")).truncated).toBe(true);
    expect(github.requests).toHaveLength(201);
  });
});

describe("pullRequest and mergeBase", () => {
  it("reads what a review needs", async () => {
    github.script(({ path }) =>
      path.includes("/compare/")
        ? { body: { merge_base_commit: { sha: "mb" } } }
        : {
            body: {
              number: 3,
              title: "T",
              state: "open",
              draft: true,
              locked: false,
              user: { login: "dep[bot]", type: "Bot" },
              head: { sha: "h" },
              base: { sha: "b", ref: "main" },
              changed_files: 2,
            },
          },
    );
    const source = createPullRequestSource(github.access);
    const pull = await source.pullRequest();

    expect(pull).toEqual({
      number: 3,
      title: "T",
      state: "open",
      draft: true,
      locked: false,
      author: "dep[bot]",
      authorIsBot: true,
      headSha: "h",
      baseSha: "b",
      baseRef: "main",
      changedFiles: 2,
    });
    expect(await source.mergeBase(pull)).toBe("mb");
    expect(github.requests.at(-1)?.path).toContain("/compare/b...h");
  });

  it("says what it wanted when GitHub refuses", async () => {
    github.script(() => undefined);

    await expect(createPullRequestSource(github.access).pullRequest()).rejects.toThrow(
      "GitHub answered 404 when I wanted to read the pull request.",
    );
  });
});
