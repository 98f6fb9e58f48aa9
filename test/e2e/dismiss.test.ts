import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Pull, Thread } from "../../src/sandbox/store.ts";
import { handlersOf, moduleOf } from "./life-support.ts";
import {
  checksOf,
  createShop,
  nameOf,
  openPull,
  repository,
  requestCounts,
  type Stage,
  startStage,
} from "./support.ts";

let stage: Stage;
let pull: Pull;

/** `h1`, `h2` … wait for the network, others for a clock. */
function pay(...blocking: readonly string[]): Readonly<Record<string, string>> {
  return {
    "app/billing.py": moduleOf(["h1", "h2", "h3"].map((name) => ({ name, blocking: blocking.includes(name) }))),
  };
}

const NAP = "import time\n\nfrom fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n";

function naps(...names: readonly string[]): Readonly<Record<string, string>> {
  const handlers = names.map((name) => `@router.get("/${name}")\nasync def ${name}() -> None:\n    time.sleep(1)\n`);
  return { "app/naps.py": NAP + handlers.join("\n\n") };
}

const MAIN = `from fastapi import FastAPI

from app import billing, naps

app = FastAPI()
app.include_router(billing.router)
app.include_router(naps.router)


@app.get("/health")
async def health() -> None: ...
`;

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
  stage.sandbox.addUser("wendy", { on: repository, role: "write" });
  stage.sandbox.addUser("tim", { on: repository, role: "triage" });
  pull = await openPull(stage.sandbox, { ...pay("h1", "h2"), ...naps("a"), "app/main.py": MAIN });
  await stage.idle();
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

function threadOf(handler: string): Thread {
  const found = pull.threads.find((thread) => handlersOf(thread).includes(handler));
  if (found === undefined) throw new Error(`nothing was asked about ${handler}`);
  return found;
}

async function answer(thread: Thread, author: string, body: string): Promise<void> {
  await stage.sandbox.replyInThread({ ...nameOf(pull), commentId: thread.comments[0]?.id ?? 0, author, body });
  await stage.idle();
}

async function say(author: string, body: string): Promise<void> {
  await stage.sandbox.comment({ ...nameOf(pull), author, body });
  await stage.idle();
}

async function push(files: Readonly<Record<string, string>>): Promise<void> {
  await stage.sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files });
  await stage.idle();
}

function check(): { readonly title: string | null; readonly summary: string | null } | undefined {
  return checksOf(stage.sandbox).at(-1);
}

function reactionsTo(thread: Thread): readonly string[] {
  return thread.comments[1]?.reactions.map(({ content }) => content) ?? [];
}

describe("/maestro dismiss in the thread of a question", () => {
  it("closes it for good, and the check says so at once", async () => {
    expect(check()?.title).toBe("3 questions");
    stage.sandbox.resetRecording();
    await answer(threadOf("h1"), "wendy", "/maestro dismiss the provider is fast");
    expect(requestCounts(stage.sandbox)).toEqual({
      "GET /repos/{owner}/{repo}/collaborators/{username}/permission": 1,
      "POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions": 2,
      // The pull request, and the edit of the question.
      "POST /graphql": 2,
      "POST /repos/{owner}/{repo}/check-runs": 1,
    });
    const { comments } = threadOf("h1");

    expect(check()).toMatchObject({ title: "2 questions", summary: expect.stringContaining("stays closed") });
    expect(comments.map(({ author }) => author)).toEqual(["maestro[bot]", "wendy"]);
    expect(comments[0]?.body).toMatch(/^✕ Dismissed by `wendy`, so I won't ask this here again\.\n\n`/);
    expect(comments[0]?.minimized).toBeNull();
    expect(reactionsTo(threadOf("h1"))).toEqual(["eyes", "rocket"]);

    const told = structuredClone(threadOf("h1"));
    await push(pay("h2"));
    await push(pay("h1", "h2"));
    await stage.restart();
    await push({ ...pay("h1", "h2", "h3") });

    expect(pull.threads.filter((thread) => handlersOf(thread).includes("h1"))).toHaveLength(1);
    expect(threadOf("h1").comments).toEqual(told.comments);
    expect(check()?.title).toBe("3 questions");
  });

  it("is up to those who may write", async () => {
    await answer(threadOf("h1"), "tim", "/maestro dismiss");
    await answer(threadOf("h2"), "ann", "/maestro dismiss");

    expect(check()?.title).toBe("3 questions");
    for (const name of ["h1", "h2"]) {
      expect(reactionsTo(threadOf(name))).toEqual(["confused"]);
      expect(threadOf(name).comments[2]).toMatchObject({
        author: "maestro[bot]",
        body: expect.stringContaining("Only somebody who may write to this repository can dismiss my questions."),
      });
      expect(threadOf(name).comments).toHaveLength(3);
    }
  });

  it("has no effect in other people's threads", async () => {
    const token = stage.sandbox.tokenFor("wendy");
    const own = await fetch(`${stage.sandbox.apiUrl}/repos/acme/shop/pulls/${pull.number}/comments`, {
      method: "POST",
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ path: "app/naps.py", line: 3, side: "RIGHT", commit_id: pull.headSha, body: "Why?" }),
    });
    expect(own.status).toBe(201);
    const thread = pull.threads.at(-1);
    if (thread === undefined) throw new Error("no thread");
    await answer(thread, "wendy", "/maestro dismiss");
    await answer(thread, "wendy", "/maestro dance");
    await stage.sandbox.waitFor(() => thread.comments.length === 5);

    expect(thread.comments[2]?.body).toContain("not about a question of mine");
    expect(thread.comments[4]?.body).toContain("I don't know this command.");
    expect(check()?.title).toBe("3 questions");
  });

  it("is forgotten when a person only quotes the App's words", async () => {
    await answer(threadOf("h1"), "wendy", "/maestro dismiss");
    const body = threadOf("h1").comments[0]?.body ?? "";
    await answer(threadOf("h2"), "tim", body);
    await say("tim", body);
    await say("ann", "/maestro recheck");

    expect(check()?.title).toBe("2 questions");
  });
});

describe("/maestro dismiss with a rule", () => {
  it("keeps its questions back on this pull request, and the check counts them", async () => {
    await say("wendy", "/maestro dismiss API001 we know");

    expect(pull.issueComments).toHaveLength(2);
    expect(pull.issueComments[0]?.reactions.map(({ content }) => content)).toEqual(["eyes", "rocket"]);
    expect(pull.issueComments[1]).toMatchObject({
      author: "maestro[bot]",
      body: expect.stringMatching(/^I ask nothing more about `API001` on this pull request\./),
    });
    expect(check()).toMatchObject({
      title: "2 questions",
      summary: expect.stringContaining("`wendy` dismissed `API001` on this pull request, so I keep one question back."),
    });
    const nap = pull.threads.find(({ path }) => path === "app/naps.py");
    expect(nap?.comments[0]?.body).toMatch(/^✕ Dismissed by `wendy`/);

    await stage.restart();
    await push({ ...naps("a", "b", "c"), ...pay("h1", "h2", "h3") });

    expect(pull.threads.filter(({ path }) => path === "app/naps.py")).toHaveLength(1);
    expect(check()).toMatchObject({ title: "3 questions", summary: expect.stringContaining("keep 3 questions back") });
    expect(pull.issueComments).toHaveLength(2);
  });

  it("may name one check of it", async () => {
    await say("wendy", "/maestro dismiss API006/blocking-client");

    expect(check()).toMatchObject({
      title: "1 question",
      summary: expect.stringContaining(
        "dismissed `API006/blocking-client` on this pull request, so I keep 2 questions",
      ),
    });
  });

  it("says it once, however often it is asked for", async () => {
    await say("wendy", "/maestro dismiss API001");
    await say("wendy", "/maestro dismiss api001/blocking-call");

    expect(pull.issueComments.filter(({ author }) => author === "maestro[bot]")).toHaveLength(1);
    expect(pull.issueComments.at(-1)?.reactions.map(({ content }) => content)).toEqual(["eyes", "rocket"]);
  });

  it.each([
    ["tim", "/maestro dismiss API001", "Only somebody who may write"],
    ["wendy", "/maestro dismiss", "I don't know which question you mean."],
    ["wendy", "/maestro dismiss everything", "I don't know which question you mean."],
    ["wendy", "/maestro dismiss API999", "I have no rule `API999`. My rules are `API001`, "],
    ["wendy", "/maestro dismiss API006/nothing", "`API006` has no such check. Its checks are `"],
  ])("is refused with a reason: %s says %s", async (author, body, reason) => {
    await say(author, body);
    await stage.restart();
    await say("ann", "/maestro recheck");

    expect(pull.issueComments[0]?.reactions.map(({ content }) => content)).toEqual(["confused"]);
    expect(pull.issueComments[1]?.body).toContain(reason);
    expect(pull.issueComments).toHaveLength(3);
    expect(check()?.title).toBe("3 questions");
  });
});

describe("an App that may resolve threads", () => {
  it("resolves what was dismissed", async () => {
    await stage.close();
    const permissions = {
      metadata: "read",
      contents: "write",
      pull_requests: "write",
      checks: "write",
      issues: "write",
    } as const;
    stage = await startStage({ permissions });
    await createShop(stage.sandbox);
    stage.sandbox.addUser("wendy", { on: repository, role: "write" });
    pull = await openPull(stage.sandbox, pay("h1", "h2"));
    await stage.idle();
    await answer(threadOf("h1"), "wendy", "/maestro dismiss");
    await push(pay("h2"));
    await push(pay("h1", "h2"));

    expect(threadOf("h1")).toMatchObject({ resolvedBy: "maestro[bot]" });
    expect(threadOf("h1").comments).toHaveLength(2);
    expect(check()?.title).toBe("1 question");
  });
});
