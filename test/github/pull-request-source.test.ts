import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createPullRequestSource } from "../../src/github/pull-request-source.ts";
import { createRepositoryMemory } from "../../src/github/repository-memory.ts";
import type { PullRequest, PullRequestSource } from "../../src/review/ports.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

const pull: PullRequest = {
  number: 3,
  title: "T",
  state: "open",
  draft: false,
  locked: false,
  archived: false,
  author: "ann",
  authorIsBot: false,
  headSha: "h",
  baseSha: "b",
  baseRef: "main",
  changedFiles: 2,
};

function source(memory = createRepositoryMemory()): PullRequestSource {
  return createPullRequestSource(github.access, {
    repositoryId: 99,
    memory,
    appId: 12,
    readMarker: () => undefined,
    readNote: () => undefined,
    isOwnCheck: () => false,
    onLogin: () => undefined,
  });
}

function pageOf(path: string): number {
  return Number(new URL(path, "http://x").searchParams.get("page"));
}

const comparison = (files: readonly object[]): { readonly body: object } => ({
  body: { merge_base_commit: { sha: "mb" }, files },
});

const listed = { status: "modified", sha: "b1", additions: 1, deletions: 0, changes: 1, patch: "@@ -0,0 +1 @@\n+a" };

describe("diff", () => {
  it("is one request for merge base and files", async () => {
    github.script(() =>
      comparison(
        [listed, { ...listed, filename: "b.py" }].map((file, index) => ({ filename: `f${index}.py`, ...file })),
      ),
    );
    const diff = await source().diff(pull);

    expect(diff.mergeBase).toBe("mb");
    expect(diff.files.map(({ path }) => path)).toEqual(["f0.py", "b.py"]);
    expect(github.requests.map(({ path }) => path)).toEqual(["/repos/acme/shop/compare/b...h?per_page=1&page=1"]);
  });

  it.each([
    ["GitHub counts differently for the pull request", 207],
    ["there are more than a comparison holds", 3_001],
  ])("reads the pull request's own list when %s", async (_name, changedFiles) => {
    github.script(({ path }) =>
      path.includes("/compare/")
        ? comparison([])
        : {
            body: Array.from({ length: pageOf(path) < 3 ? 100 : 7 }, (_value, index) => ({
              ...listed,
              filename: `f${pageOf(path)}-${index}.py`,
            })),
          },
    );

    expect((await source().diff({ ...pull, changedFiles })).files).toHaveLength(207);
    expect(github.requests).toHaveLength(4);
  });

  it("stops at GitHub's limit", async () => {
    github.script(({ path }) =>
      path.includes("/compare/")
        ? comparison([])
        : { body: Array.from({ length: 100 }, () => ({ ...listed, filename: "f.py" })) },
    );

    expect((await source().diff({ ...pull, changedFiles: 9_000 })).files).toHaveLength(3_000);
    expect(github.requests).toHaveLength(31);
  });

  it("tells files without a patch apart", async () => {
    const empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    const files = [
      { ...listed, filename: "a.py", previous_filename: "b.py", status: "renamed", patch: undefined, changes: 0 },
      { ...listed, filename: "c.py", patch: undefined, changes: 0 },
      { ...listed, filename: "d.py", patch: undefined, changes: 90_000 },
      { ...listed, filename: "e.py", status: "added", sha: empty, patch: undefined, changes: 0 },
      { ...listed, filename: "f.py", patch: "not a patch" },
    ];
    github.script(() => comparison(files));
    const diff = await source().diff({ ...pull, changedFiles: 5 });

    expect(diff.files.map((file) => file.noPatch)).toEqual([
      "unchanged",
      "binary-or-too-large",
      "binary-or-too-large",
      "unchanged",
      "binary-or-too-large",
    ]);
    expect(diff.files[0]).toMatchObject({ path: "a.py", previousPath: "b.py" });
  });

  it("is in doubt about what has the form of a link or a submodule", async () => {
    const patches = [
      "@@ -0,0 +1 @@\n+../other.py\n\\ No newline at end of file",
      `@@ -0,0 +1 @@\n+Subproject commit ${"a".repeat(40)}`,
      "@@ -0,0 +1 @@\n+a = 1",
    ];
    github.script(() => comparison(patches.map((patch, index) => ({ ...listed, filename: `f${index}.py`, patch }))));

    expect((await source().diff({ ...pull, changedFiles: 3 })).files.map(({ oddKind }) => oddKind)).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  it("is asked for once, and so are trees", async () => {
    github.script(({ path }) =>
      path.includes("/compare/")
        ? comparison([{ ...listed, filename: "a.py" }])
        : { body: { truncated: false, tree: [] } },
    );
    const memory = createRepositoryMemory();
    const small = { ...pull, changedFiles: 1 };
    for (const attempt of [source(memory), source(memory)]) {
      await attempt.diff(small);
      await attempt.tree("mb");
    }

    expect(github.requests).toHaveLength(2);
    expect(source(memory).remembers(small)).toBe(true);
    expect(source(memory).remembers({ ...small, headSha: "newer" })).toBe(false);
  });

  it("says what it wanted when GitHub refuses", async () => {
    github.script(() => undefined);

    await expect(source().diff(pull)).rejects.toThrow("GitHub answered 404 when I wanted to list the changed files.");
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
          { path: "lib.py", mode: "160000", type: "commit", sha: "3" },
          { path: "app", mode: "040000", type: "tree", sha: "4" },
          { path: "logo.png", mode: "100644", type: "blob", sha: "5", size: 9 },
        ],
      },
    }));

    expect(await source().tree("c")).toEqual({
      truncated: false,
      files: [
        { path: "a.py", blob: "1", size: 5, kind: "file" },
        { path: "l.py", blob: "2", size: 4, kind: "symlink" },
        { path: "lib.py", blob: "3", size: 0, kind: "submodule" },
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
    const tree = await source().tree("c");

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

    expect((await source().tree("c")).truncated).toBe(true);
    expect(github.requests).toHaveLength(201);
  });
});
