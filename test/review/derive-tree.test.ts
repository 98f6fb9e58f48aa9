import { describe, expect, it } from "vitest";

import { deriveHeadTree } from "../../src/review/derive-tree.ts";
import type { ChangedFile, Tree } from "../../src/review/ports.ts";
import { changedFile, treeOf } from "./support.ts";

const base: Tree = {
  truncated: false,
  files: [
    ...treeOf([changedFile("a.py"), changedFile("b.py"), changedFile("c.py")]).files,
    { path: "link.py", blob: "l", size: 4, kind: "symlink" },
  ],
};

function derive(files: readonly ChangedFile[], changed = files.length): Tree | undefined {
  return deriveHeadTree(base, { mergeBase: "base", files }, changed);
}

function pathsOf(tree: Tree | undefined): readonly string[] | undefined {
  return tree?.files.map(({ path, blob }) => `${path} ${blob}`).toSorted();
}

describe("deriveHeadTree", () => {
  it("applies what the diff says", () => {
    const tree = derive([
      changedFile("a.py", { status: "removed" }),
      changedFile("b.py", { blob: "new" }),
      changedFile("d.py", { status: "renamed", previousPath: "c.py", blob: "blob-of-c.py", hunks: undefined }),
      changedFile("e.py", { status: "added" }),
      changedFile("f.py", { status: "copied", previousPath: "b.py", blob: "blob-of-b.py" }),
    ]);

    expect(pathsOf(tree)).toEqual([
      "b.py new",
      "d.py blob-of-c.py",
      "e.py blob-of-e.py",
      "f.py blob-of-b.py",
      "link.py l",
    ]);
    expect(tree?.files.find(({ path }) => path === "d.py")?.size).toBe(100);
  });

  it("keeps a link a link when it is renamed", () => {
    const renamed = changedFile("other.py", {
      status: "renamed",
      previousPath: "link.py",
      blob: "l",
      hunks: undefined,
    });

    expect(derive([renamed])?.files.find(({ path }) => path === "other.py")?.kind).toBe("symlink");
  });

  it("gives up when the diff does not say enough", () => {
    const file = changedFile("a.py");

    expect(derive([file], 2)).toBeUndefined();
    expect(derive([{ ...file, oddKind: true }])).toBeUndefined();
    expect(deriveHeadTree({ ...base, truncated: true }, { mergeBase: "base", files: [file] }, 1)).toBeUndefined();
    expect(derive([changedFile("docs/link", { oddKind: true })])).toBeDefined();
  });
});
