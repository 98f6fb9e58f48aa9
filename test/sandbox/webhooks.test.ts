import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import type { Hook } from "./support.ts";
import { installationClient, openShopPull, probotFor, SHOP, startHook, startShop } from "./support.ts";

const EVENTS = [
  "pull_request",
  "issue_comment",
  "check_run",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_review_thread",
];

let sandbox: Sandbox;
let hook: Hook;
let pull: Pull;

beforeAll(async () => {
  hook = await startHook();
  sandbox = await startShop({ events: EVENTS, webhookUrl: hook.url });
  pull = await openShopPull(sandbox);
  await sandbox.settled();
});

afterEach(() => {
  hook.status = 200;
});

afterAll(async () => {
  await sandbox.close();
  await hook.close();
});

function names(from: number): string[] {
  return sandbox
    .deliveries()
    .slice(from)
    .map((one) => (one.action === null ? one.event : `${one.event}.${one.action}`));
}

describe("webhooks", () => {
  test("opening a pull request is told with a valid signature and a GUID", () => {
    const [first] = hook.received;
    const { webhookSecret } = sandbox.state.app;
    const expected = createHmac("sha256", webhookSecret)
      .update(first?.body ?? "")
      .digest("hex");
    expect(first?.headers["x-hub-signature-256"]).toBe(`sha256=${expected}`);
    expect(first?.headers["x-github-event"]).toBe("pull_request");
    expect(first?.headers["x-github-delivery"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(sandbox.deliveries()[0]).toMatchObject({ status: "OK", statusCode: 200, responseBody: "answer" });
  });

  test("everything that happens on a pull request is told in GitHub's own format", async () => {
    const name = { ...SHOP, number: pull.number };
    const start = sandbox.deliveries().length;
    const octokit = await installationClient(sandbox);
    await sandbox.comment({ ...name, author: "ada", body: "/maestro recheck" });
    const { data: review } = await octokit.rest.pulls.createReview({
      ...SHOP,
      pull_number: pull.number,
      event: "COMMENT",
      body: "One question",
      comments: [{ path: "app/main.py", line: 10, body: "Why?" }],
    });
    const [thread] = pull.threads;
    await sandbox.replyInThread({ ...name, commentId: thread?.comments[0]?.id ?? 0, author: "ada", body: "Because." });
    await sandbox.resolveThread({ ...name, threadId: thread?.nodeId ?? "", actor: "ada", resolved: true });
    await sandbox.resolveThread({ ...name, threadId: thread?.nodeId ?? "", actor: "ada", resolved: false });
    await octokit.rest.checks.create({ ...SHOP, name: "Maestro", head_sha: pull.headSha, conclusion: "success" });
    const run = await octokit.rest.checks.listForRef({ ...SHOP, ref: pull.headSha });
    const checkRunId = run.data.check_runs[0]?.id ?? 0;
    await sandbox.rerequestCheck({ ...SHOP, checkRunId, actor: "ada" });
    await sandbox.updatePullRequest({ ...name, actor: "ada", draft: true });
    await sandbox.updatePullRequest({ ...name, actor: "ada", draft: false, title: "Change some lines" });
    await sandbox.updatePullRequest({ ...name, actor: "ada", locked: true });
    await sandbox.updatePullRequest({ ...name, actor: "ada", locked: false, state: "closed" });
    await sandbox.updatePullRequest({ ...name, actor: "ada", state: "open" });
    await sandbox.settled();
    expect(names(start)).toEqual([
      "issue_comment.created",
      "pull_request_review.submitted",
      "pull_request_review_comment.created",
      "pull_request_review.submitted",
      "pull_request_review_comment.created",
      "pull_request_review_thread.resolved",
      "pull_request_review_thread.unresolved",
      "check_run.created",
      "check_run.completed",
      "check_run.rerequested",
      "pull_request.converted_to_draft",
      "pull_request.edited",
      "pull_request.ready_for_review",
      "pull_request.locked",
      "pull_request.unlocked",
      "pull_request.closed",
      "pull_request.reopened",
    ]);
    expect(review.state).toBe("COMMENTED");
    expect(sandbox.violations()).toEqual([]);
  });

  test("a refused delivery is not repeated by itself, and a redelivery has the same GUID", async () => {
    hook.status = 503;
    await sandbox.comment({ ...SHOP, number: pull.number, author: "ada", body: "Hello" });
    await sandbox.settled();
    const failed = sandbox.deliveries().at(-1);
    expect(failed).toMatchObject({ status: "Invalid HTTP Response: 503", statusCode: 503, redelivery: false });
    hook.status = 200;
    const app = await probotFor(sandbox).auth();
    await app.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: failed?.id ?? 0 });
    await sandbox.settled();
    const { data } = await app.rest.apps.listWebhookDeliveries({ per_page: 2 });
    expect(data.map((one) => [one.guid, one.redelivery, one.status])).toEqual([
      [failed?.guid, true, "OK"],
      [failed?.guid, false, "Invalid HTTP Response: 503"],
    ]);
    const detail = await app.rest.apps.getWebhookDelivery({ delivery_id: failed?.id ?? 0 });
    expect(detail.data.request.payload?.["action"]).toBe("created");
    expect(sandbox.violations()).toEqual([]);
  });

  test("an address where nobody listens is a failed delivery", async () => {
    sandbox.setWebhookUrl("http://127.0.0.1:1/");
    await sandbox.comment({ ...SHOP, number: pull.number, author: "ada", body: "Hello?" });
    await sandbox.settled();
    sandbox.setWebhookUrl(hook.url);
    expect(sandbox.deliveries().at(-1)).toMatchObject({ status: "failed to connect to host", statusCode: 0 });
  });

  test("events that the App did not subscribe to are not sent", async () => {
    const quiet = await startShop({ events: ["issue_comment"], webhookUrl: hook.url });
    await openShopPull(quiet);
    await quiet.settled();
    expect(quiet.deliveries()).toEqual([]);
    await quiet.close();
  });
});
