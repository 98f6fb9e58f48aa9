import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

import type { Pull } from "../../src/sandbox/store.ts";
import { BASE_FILES, Branch } from "./life-branch.ts";
import { type Handler, lifeTable, Witness } from "./life-support.ts";
import { nameOf, openPull, repository, type Stage, startStage } from "./support.ts";

let stage: Stage;

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function start(permissions: Readonly<Record<string, "read" | "write">> | undefined): Promise<{
  readonly branch: Branch;
  readonly pull: Pull;
  readonly witness: Witness;
}> {
  stage = await startStage(permissions === undefined ? {} : { permissions });
  stage.sandbox.addUser("ann");
  await stage.sandbox.createRepository({ owner: "acme", name: "shop", files: BASE_FILES });
  stage.sandbox.addUser("mia", { on: repository, role: "triage" });
  stage.sandbox.addUser("wendy", { on: repository, role: "write" });
  const branch = new Branch(stage);
  const pull = await openPull(stage.sandbox, branch.files());
  await stage.idle();
  return { branch, pull, witness: new Witness(stage, pull) };
}

const MAY_RESOLVE = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  checks: "write",
  issues: "write",
} as const;

describe.each([
  ["that may not resolve threads", undefined],
  ["that may resolve threads", MAY_RESOLVE],
])("forty pushes to one pull request, with an App %s", (which, permissions) => {
  it("ask every question once, lose none, and respect what people decided", { timeout: 300_000 }, async () => {
    const { branch, pull, witness } = await start(permissions);
    const { sandbox, idle } = stage;
    const person = (name: string): { commentId: number; threadId: string } & ReturnType<typeof nameOf> => {
      const thread = witness.threadOf(name);
      return { ...nameOf(pull), commentId: thread.comments[0]?.id ?? 0, threadId: thread.nodeId };
    };
    const resolve = async (name: string): Promise<void> => {
      await sandbox.resolveThread({ ...person(name), actor: "mia", resolved: true });
      witness.closedByPeople.add(name);
    };
    const object = async (name: string, author: string): Promise<void> => {
      await sandbox.reactInThread({ ...person(name), author, content: "-1" });
      if (author === "mia") witness.closedByPeople.add(name);
    };
    const hide = async (name: string): Promise<void> => {
      await sandbox.hideComment({ ...person(name), reason: "OUTDATED" });
      witness.closedByPeople.add(name);
    };
    const dismiss = async (name: string, author: string): Promise<void> => {
      await sandbox.replyInThread({ ...person(name), author, body: "/maestro dismiss we know" });
      await idle();
      if (author === "wendy") witness.closedByPeople.add(name);
    };
    const sleep = (...names: readonly string[]): void => names.forEach((name) => branch.set("naps", name, true));
    const kept = new Map<string, readonly Handler[]>();
    const steps: readonly (readonly [string, () => Promise<void>])[] = [
      ["a second question", async () => (branch.set("pay", "h2", true), branch.push())],
      [
        "lines drift",
        async () => ((branch.style = { header: '"""Payments.\n\nLonger than before."""\n\n' }), branch.push()),
      ],
      ["a comment changes", async () => ((branch.style = { ...branch.style, comment: "# Ask them." }), branch.push())],
      ["the first is fixed", async () => (branch.set("pay", "h1", false), branch.push())],
      ["the first is back", async () => (branch.set("pay", "h1", true), branch.push())],
      [
        "a person answers the second",
        async () => {
          await sandbox.replyInThread({ ...person("h2"), author: "ann", body: "It is rarely called." });
          await branch.push();
        },
      ],
      ["the answered one is fixed", async () => (branch.set("pay", "h2", false), branch.push())],
      ["the answered one is back", async () => (branch.set("pay", "h2", true), branch.push())],
      [
        "a new file with two questions",
        async () => (branch.set("ship", "h3", true), branch.set("ship", "h4", true), branch.push()),
      ],
      ["the new file is renamed", async () => (branch.rename("ship", "send"), branch.push())],
      ["the old file is renamed", async () => (branch.rename("pay", "pays"), branch.push())],
      ["everything is indented anew", async () => ((branch.style = { ...branch.style, indent: "  " }), branch.push())],
      ["force-push: squashed", () => branch.push({ force: true })],
      [
        "main moves, and the branch is rebased",
        async () => {
          await sandbox.pushFiles({ ...repository, branch: "main", files: { "app/other.py": "OTHER = 1\n" } });
          await branch.push({ force: true });
        },
      ],
      [
        "main moves, and is merged into the branch",
        async () => {
          await sandbox.pushFiles({ ...repository, branch: "main", files: { "app/more.py": "MORE = 1\n" } });
          await branch.push({ merge: "refs/heads/main" });
        },
      ],
      ["a person resolves the third", async () => (await resolve("h3"), await idle(), branch.push())],
      ["the resolved one is fixed", async () => (branch.set("send", "h3", false), branch.push())],
      ["the resolved one is back", async () => (branch.set("send", "h3", true), branch.push())],
      ["the author objects, which decides nothing", async () => (await object("h4", "ann"), branch.push())],
      ["the fourth is fixed", async () => (branch.set("send", "h4", false), branch.push())],
      ["the fourth is back", async () => (branch.set("send", "h4", true), branch.push())],
      ["somebody with triage rights objects", async () => (await object("h4", "mia"), branch.push())],
      ["the objected one is fixed", async () => (branch.set("send", "h4", false), branch.push())],
      ["the objected one is back", async () => (branch.set("send", "h4", true), branch.push())],
      ["somebody hides the first", async () => (await hide("h1"), branch.push())],
      [
        "everything is reverted",
        async () => {
          [...branch.modules].forEach(([name, handlers]) => kept.set(name, handlers));
          branch.modules = new Map([["pay", [{ name: "h1", blocking: false }]]]);
          branch.style = {};
          await branch.push();
        },
      ],
      ["the revert is reverted", async () => ((branch.modules = new Map(kept)), branch.push())],
      ["a file does not parse", async () => ((branch.style = { tail: "def broken(:\n    x = = 1" }), branch.push())],
      ["the file parses again", async () => ((branch.style = {}), branch.push())],
      [
        "five questions of one kind in one file",
        async () => {
          ["h10", "h11", "h12", "h13", "h14"].forEach((name) => branch.set("many", name, true));
          await branch.push();
          expect(pull.threads.filter(({ path }) => path === "app/many.py")).toHaveLength(1);
        },
      ],
      [
        "some of them are fixed",
        async () => (branch.set("many", "h10", false), branch.set("many", "h14", false), branch.push()),
      ],
      [
        "somebody with triage rights tries to dismiss the second",
        async () => (await dismiss("h2", "mia"), branch.push()),
      ],
      ["somebody who may write dismisses it", async () => (await dismiss("h2", "wendy"), branch.push())],
      ["the dismissed one is fixed", async () => (branch.set("pays", "h2", false), branch.push())],
      [
        "the App restarts, and the dismissed one is back",
        async () => (await stage.restart(), branch.set("pays", "h2", true), branch.push()),
      ],
      ["its file is renamed", async () => (branch.rename("pays", "bills"), branch.push())],
      ["two that sleep", async () => (sleep("s1", "s2"), branch.push())],
      [
        "their rule is dismissed on the pull request, and one more of it comes",
        async () => {
          await sandbox.comment({ ...nameOf(pull), author: "wendy", body: "/maestro dismiss API001 on purpose" });
          await idle();
          ["s1", "s2"].forEach((name) => witness.closedByPeople.add(name));
          sleep("s3");
          witness.silenced.add("s3");
          await branch.push();
        },
      ],
      [
        "the App restarts, force-push, and another of it",
        async () => {
          await stage.restart();
          sleep("s4");
          witness.silenced.add("s4");
          await branch.push({ force: true });
        },
      ],
      [
        "everything is fixed",
        async () => {
          for (const [module, handlers] of branch.modules) {
            handlers.forEach(({ name }) => branch.set(module, name, false));
          }
          await branch.push();
        },
      ],
    ];

    witness.check("the first push", branch.blocking, branch.asked);
    for (const [name, act] of steps) {
      await act();
      witness.check(name, branch.blocking, branch.asked);
    }
    expect(pull.pushes).toHaveLength(steps.length);
    expect(pull.pushes.length).toBeGreaterThanOrEqual(30);
    // For people: LIFE_TABLE_DIR=/tmp npx vitest run test/e2e/life.test.ts
    const folder = process.env["LIFE_TABLE_DIR"];
    if (folder !== undefined) writeFileSync(join(folder, `life of an App ${which}.md`), lifeTable(witness.rows));
  });
});
