import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  CHARGE,
  checksOf,
  CLEAN,
  createShop,
  nameOf,
  openPull,
  repository,
  type Stage,
  startStage,
} from "./support.ts";

let stage: Stage;

const REFUND = `

@router.post("/refund")
async def refund() -> dict[str, bool]:
    return {"ok": requests.get("https://pay.example", timeout=5).ok}
`;

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

describe("a pull request with a question", () => {
  it("gets one review with the question on its line, and a concluded check", async () => {
    stage.sandbox.resetRecording();
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.reviews).toMatchObject([
      { state: "COMMENTED", commitId: pull.headSha, body: "I have a question about this change." },
    ]);
    expect(pull.threads).toMatchObject([{ path: "app/billing.py", line: 16, comments: [{ author: "maestro[bot]" }] }]);
    expect(pull.threads[0]?.comments[0]?.body).toMatch(/requests\.post[\s\S]*\?\n\n[\s\S]*What I looked at/);
    expect(pull.issueComments).toEqual([]);
    expect(checksOf(stage.sandbox)).toMatchObject([
      {
        name: "Maestro",
        headSha: pull.headSha,
        status: "completed",
        conclusion: "neutral",
        title: "1 question",
        annotations: [{}],
      },
    ]);
  });
});

describe("a pull request without questions", () => {
  it("gets nothing but the check", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();

    expect(pull.reviews).toEqual([]);
    expect(pull.issueComments).toEqual([]);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "success", title: "No questions" }]);
  });

  it("is skipped when it has no Python", async () => {
    await openPull(stage.sandbox, { "README.md": "# The shop\n" });
    await stage.idle();

    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "skipped", title: "No Python" }]);
  });

  it("is skipped while it is a draft, and reviewed when it is ready", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { draft: true });
    await stage.idle();
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "skipped", title: "Draft" }]);

    await stage.sandbox.updatePullRequest({ ...nameOf(pull), actor: "ann", draft: false });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "skipped" }, { conclusion: "neutral" }]);
  });
});

describe("a push to the pull request", () => {
  it("asks what is new and nothing twice", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    await stage.sandbox.pushFiles({
      ...repository,
      branch: "change",
      author: "ann",
      files: { "app/billing.py": `${CHARGE}${REFUND}` },
    });
    await stage.idle();

    expect(pull.reviews).toHaveLength(2);
    expect(pull.threads.map((thread) => thread.path)).toEqual(["app/billing.py", "app/billing.py"]);
    expect(checksOf(stage.sandbox)).toMatchObject([
      { title: "1 question" },
      { title: "2 questions", headSha: pull.headSha },
    ]);
  });
});

describe("/maestro recheck", () => {
  it("reviews an unchanged head again and posts nothing twice", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    await stage.sandbox.comment({ ...nameOf(pull), author: "ann", body: "/maestro recheck" });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(pull.threads).toHaveLength(1);
    // The check says already what there is to say.
    expect(checksOf(stage.sandbox)).toMatchObject([{ title: "1 question", conclusion: "neutral" }]);
    expect(pull.issueComments.map(({ reactions }) => reactions.map(({ content }) => content))).toEqual([
      ["eyes", "rocket"],
    ]);
  });

  it("is refused to those who can only read", async () => {
    stage.sandbox.addUser("eve");
    const pull = await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();
    await stage.sandbox.comment({ ...nameOf(pull), author: "eve", body: "/maestro recheck" });
    await stage.idle();

    expect(checksOf(stage.sandbox)).toHaveLength(1);
    expect(pull.issueComments[0]?.reactions).toMatchObject([{ content: "confused", user: "maestro[bot]" }]);
    expect(pull.issueComments[1]).toMatchObject({ author: "maestro[bot]", body: expect.stringContaining("triage") });
  });

  it("is open to those who may triage", async () => {
    stage.sandbox.addUser("tim", { on: repository, role: "triage" });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { draft: true });
    await stage.idle();
    await stage.sandbox.comment({ ...nameOf(pull), author: "tim", body: "> /maestro help\n\n/maestro recheck" });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
  });

  it("reviews a draft, because somebody asked", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { draft: true });
    await stage.idle();
    await stage.sandbox.comment({ ...nameOf(pull), author: "ann", body: "/maestro recheck" });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
  });

  it("is not mistaken for what is no command", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();
    await stage.sandbox.comment({ ...nameOf(pull), author: "ann", body: "/maestro dance" });
    await stage.idle();
    await stage.sandbox.waitFor(() => pull.issueComments.length === 2);

    expect(pull.issueComments[0]?.reactions).toMatchObject([{ content: "confused" }]);
    expect(pull.issueComments[1]?.body).toContain("I don't know this command.");
    expect(checksOf(stage.sandbox)).toHaveLength(1);
  });
});

describe("a pull request from a fork", () => {
  it("is reviewed the same way, and its re-run button works", async () => {
    stage.sandbox.addUser("fay");
    await stage.sandbox.fork(repository, "fay");
    await stage.sandbox.pushFiles({
      owner: "fay",
      repo: "shop",
      branch: "change",
      author: "fay",
      files: { "app/billing.py": CHARGE },
    });
    const pull = await stage.sandbox.openPullRequest({
      ...repository,
      head: "fay:change",
      title: "Change",
      author: "fay",
    });
    await stage.idle();
    await stage.sandbox.rerequestCheck({
      ...repository,
      checkRunId: checksOf(stage.sandbox)[0]?.id ?? 0,
      actor: "ann",
    });
    await stage.idle();

    expect(pull.threads).toMatchObject([{ path: "app/billing.py", line: 16 }]);
    expect(checksOf(stage.sandbox).map((check) => check.conclusion)).toEqual(["neutral", "neutral"]);
  });
});

describe("the re-run button", () => {
  it("reviews again", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    await stage.sandbox.rerequestCheck({
      ...repository,
      checkRunId: checksOf(stage.sandbox)[0]?.id ?? 0,
      actor: "ann",
    });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(checksOf(stage.sandbox).map((check) => check.conclusion)).toEqual(["neutral", "neutral"]);
  });
});

describe("the button on the check", () => {
  it("reviews again", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    const checkRunId = checksOf(stage.sandbox)[0]?.id ?? 0;
    await stage.sandbox.requestAction({ ...repository, checkRunId, actor: "ann", identifier: "recheck" });
    await stage.idle();

    expect(pull.reviews).toHaveLength(1);
    expect(checksOf(stage.sandbox)).toMatchObject([{ title: "1 question" }, { title: "1 question" }]);
  });
});

describe("a merge queue", () => {
  it("gets the check that it may wait for", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();
    const headSha = await stage.sandbox.enqueue({ ...nameOf(pull), actor: "ann" });
    await stage.sandbox.waitFor(() => checksOf(stage.sandbox).length === 2);

    expect(checksOf(stage.sandbox)[1]).toMatchObject({ name: "Maestro", headSha, conclusion: "success" });
  });
});

describe("a pull request that nobody may write to", () => {
  it("gets its questions in the check alone while it is locked", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();
    await stage.sandbox.updatePullRequest({ ...nameOf(pull), actor: "ann", locked: true });
    await stage.sandbox.pushFiles({
      ...repository,
      branch: "change",
      author: "ann",
      files: { "app/billing.py": CHARGE },
    });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox).at(-1)).toMatchObject({ title: "1 question", conclusion: "neutral" });
    expect(checksOf(stage.sandbox).at(-1)?.summary).toContain("The conversation is locked");
  });

  it("is left alone in an archived repository", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { draft: true });
    await stage.idle();
    stage.sandbox.archive({ ...repository, archived: true });
    await stage.sandbox.updatePullRequest({ ...nameOf(pull), actor: "ann", draft: false });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox)).toHaveLength(1);
    expect(stage.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

describe("deliveries", () => {
  it("that come twice are worked on once", async () => {
    await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();
    const delivery = stage.sandbox.deliveries().find(({ event }) => event === "pull_request");
    await stage.sandbox.redeliver(delivery?.id ?? 0);
    await stage.idle();

    expect(checksOf(stage.sandbox)).toHaveLength(1);
    expect(stage.sandbox.deliveries().at(-1)).toMatchObject({ redelivery: true, statusCode: 200 });
  });

  it("leave nothing of their payloads in the log", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.sandbox.comment({ ...nameOf(pull), author: "ann", body: "/maestro recheck tell-nobody" });
    await stage.idle();
    const log = JSON.stringify(stage.log);

    expect(log).not.toMatch(/tell-nobody|BEGIN|ghs_|requests\.post/);
    expect(stage.log.filter(({ msg }) => msg === "Delivery answered").length).toBe(stage.sandbox.deliveries().length);
  });
});
