import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Pull } from "../../src/sandbox/store.ts";
import { CHARGE, checksOf, createShop, nameOf, openPull, type Stage, startStage } from "./support.ts";

let stage: Stage;
let pull: Pull;

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
  stage.sandbox.addUser("eve");
  pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
  await stage.idle();
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function say(author: string, body: string): Promise<void> {
  await stage.sandbox.comment({ ...nameOf(pull), author, body });
  await stage.idle();
}

describe("a command that only asks", () => {
  it("is answered, without a review", async () => {
    await say("ann", "/maestro explain API006");
    await say("eve", "/maestro help");

    expect(checksOf(stage.sandbox)).toHaveLength(1);
    expect(pull.issueComments.map(({ author }) => author)).toEqual(["ann", "maestro[bot]", "eve", "maestro[bot]"]);
    expect(pull.issueComments[0]?.reactions.map(({ content }) => content)).toEqual(["eyes", "rocket"]);
    expect(pull.issueComments[1]?.body).toMatch(/^\*\*\[API006: .+\]\(http.+\/rules\/API006\)\*\*/);
    expect(pull.issueComments[1]?.body).toContain("- `blocking-client` asks about ");
    expect(pull.issueComments[3]?.body).toContain("| `/maestro recheck` |");
  });

  it("shows in the thread of a question what the question rests on", async () => {
    const [thread] = pull.threads;
    const commentId = thread?.comments[0]?.id ?? 0;
    await stage.sandbox.replyInThread({ ...nameOf(pull), commentId, author: "ann", body: "/maestro explain" });
    await stage.idle();

    expect(thread?.comments).toHaveLength(3);
    expect(thread?.comments[2]?.body).toMatch(/^1\. \[`app\/billing\.py:16`\]/);
    expect(thread?.comments[2]?.body).not.toContain("details>");
    expect(thread?.comments[1]?.reactions.map(({ content }) => content)).toEqual(["eyes", "rocket"]);
    expect(checksOf(stage.sandbox)).toMatchObject([{ title: "1 question" }]);
  });

  it.each([
    ["eve", "/maestro explain API006", "Only the author of this pull request"],
    ["ann", "/maestro explain", "I don't know what to explain."],
    ["ann", "/maestro explain API999", "I have no rule `API999`."],
  ])("is refused with a reason: %s says %s", async (author, body, reason) => {
    await say(author, body);

    expect(pull.issueComments[0]?.reactions.map(({ content }) => content)).toEqual(["confused"]);
    expect(pull.issueComments[1]?.body).toContain(reason);
    expect(checksOf(stage.sandbox)).toHaveLength(1);
  });
});
