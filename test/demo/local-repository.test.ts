import { describe, expect, test } from "vitest";
import { readLocalChange } from "../../src/demo/local-repository.ts";
import { commit, git, smallRepository, temporaryFolder } from "./temporary-repository.ts";

describe("readLocalChange", () => {
  test("compares HEAD with its merge base, not with the tip of the base", async () => {
    const { path, base, head } = smallRepository();
    const change = await readLocalChange({ path, base: "main", head: "HEAD" });
    expect(change).toMatchObject({ path, mergeBase: base, head, branch: "feature", title: "Slow down" });
  });

  test("reads bare repositories and named heads", async () => {
    const { path, base, head } = smallRepository();
    const bare = `${temporaryFolder()}/users.git`;
    git(path, "clone", "--quiet", "--bare", path, bare);
    const change = await readLocalChange({ path: bare, base: "main", head: "feature" });
    expect(change).toMatchObject({ name: "users", mergeBase: base, head, branch: "change" });
  });

  test("names a pull request of several commits after its base", async () => {
    const { path, base } = smallRepository();
    commit(path, "More", { "a.py": "" });
    const change = await readLocalChange({ path, base: "main", head: "HEAD" });
    expect(change.title).toBe(`Changes since ${base.slice(0, 7)}`);
  });

  test("keeps a head on the base branch's name apart from the base", async () => {
    const { path } = smallRepository();
    git(path, "switch", "--quiet", "main");
    const change = await readLocalChange({ path, base: "feature", head: "HEAD" });
    expect(change.branch).toBe("change");
  });

  test("says what is the matter with what it was given", async () => {
    const { path } = smallRepository();
    const read = (base: string, head = "HEAD", folder = path): Promise<unknown> =>
      readLocalChange({ path: folder, base, head });
    await expect(read("main", "HEAD", temporaryFolder())).rejects.toThrow("is not a git repository");
    await expect(read("main", "HEAD", `${path}/no-such-folder`)).rejects.toThrow("is not a git repository");
    await expect(read("nonsense")).rejects.toThrow("no commit called nonsense");
    await expect(read("main", "--all")).rejects.toThrow("no commit called --all");
    await expect(read("feature")).rejects.toThrow("nothing to review");
    git(path, "switch", "--quiet", "--orphan", "elsewhere");
    commit(path, "Apart", { "b.py": "" });
    await expect(read("main")).rejects.toThrow("no common ancestor");
  });
});
