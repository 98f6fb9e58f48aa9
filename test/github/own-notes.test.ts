import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { openPullRequest } from "../../src/github/open-pull-request.ts";
import { ann, bot, ownership, page, pull, thread } from "./pull-answers.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(() => {
  github.requests.length = 0;
});

describe("dismissals", () => {
  const comment = (body: string, author: object = bot): object => ({ body, viewerDidAuthor: author === bot, author });

  it("of a question stand in its comment, whatever was said later", async () => {
    const later = { body: "fp:x:settled", viewerDidAuthor: true, author: bot };
    github.script(() =>
      pull(
        {},
        page([thread("x", { body: "fp:x:dismissed" }), thread("y", { body: "fp:y:dismissed", replies: [later] })]),
      ),
    );

    expect((await openPullRequest(github.access, ownership)).threads).toMatchObject([
      { dismissedBy: "mia", said: "asked" },
      { dismissedBy: "mia", said: "settled" },
    ]);
  });

  it("of a rule stand in the App's own answers, on all pages of the conversation", async () => {
    const first = page([comment("note:c5:API006"), comment("note:c6:API001", ann), comment("hello", ann)], true);
    const second = page([comment("note:c7"), comment("note:c8:API003")]);
    github.script(() => pull({ comments: github.requests.length === 1 ? first : second }));
    const { dismissals, answered } = await openPullRequest(github.access, ownership);

    expect(dismissals.map(({ rule }) => rule)).toEqual(["API006", "API003"]);
    expect(answered).toEqual(["c5", "c7", "c8"]);
    expect(github.requests).toHaveLength(2);
  });

  it("and refusals in threads are answers as well, in other people's threads too", async () => {
    const nodes = [
      thread("own", { replies: [comment("note:t7")] }),
      thread("other", { author: ann, own: false, replies: [comment("note:t8"), comment("note:t9", ann)] }),
    ];
    github.script(() => pull({}, page(nodes)));

    expect((await openPullRequest(github.access, ownership)).answered).toEqual(["t7", "t8"]);
  });
});
