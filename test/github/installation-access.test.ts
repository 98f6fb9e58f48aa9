import type { Probot } from "probot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { createProbot } from "../../src/app/create-probot.ts";
import { createLogger } from "../../src/app/logger.ts";
import { accessPullRequest, TOKEN_PERMISSIONS } from "../../src/github/installation-access.ts";
import { settingsForTests } from "../app/support.ts";
import { type ScriptedGitHub, startScriptedGitHub } from "./scripted-github.ts";

let github: ScriptedGitHub;
let probot: Probot;

beforeAll(async () => {
  github = await startScriptedGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  github.requests.length = 0;
  const apiUrl = github.access.octokit.request.endpoint.DEFAULTS.baseUrl;
  const settings = settingsForTests({ github: { apiUrl, webUrl: apiUrl }, log: { level: "silent", format: "json" } });
  probot = await createProbot(settings, createLogger(settings.log), { throttle: false, retry: false }).ready();
});

const key = { installationId: 7, repositoryId: 99, owner: "acme", repo: "shop", number: 3 };

/** An installation that grants this; every token is named after the permissions that it carries. */
function grant(granted: Readonly<Record<string, string>>): void {
  github.script(({ path, body }) => {
    if (!path.endsWith("/access_tokens")) return { body: {} };
    const permissions = body["permissions"] ?? granted;
    return {
      status: 201,
      body: {
        token: JSON.stringify(permissions),
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
        permissions,
      },
    };
  });
}

function tokensAskedFor(): readonly unknown[] {
  return github.requests.filter(({ path }) => path.endsWith("/access_tokens")).map(({ body }) => body);
}

describe("a review's token", () => {
  it("reaches one repository, and is asked for once", async () => {
    grant({ ...TOKEN_PERMISSIONS, merge_queues: "read" });
    await accessPullRequest(probot, key);
    await accessPullRequest(probot, key);

    expect(tokensAskedFor()).toEqual([{ repository_ids: [99] }]);
  });

  it("may resolve threads where the installation grants it", async () => {
    grant({ ...TOKEN_PERMISSIONS, contents: "write" });
    await accessPullRequest(probot, key);

    expect(tokensAskedFor()).toHaveLength(1);
  });

  it("is exchanged for one that carries less where the installation grants too much", async () => {
    grant({ ...TOKEN_PERMISSIONS, contents: "write", administration: "write" });
    await accessPullRequest(probot, key);
    await accessPullRequest(probot, key);

    expect(tokensAskedFor()).toEqual([
      { repository_ids: [99] },
      { repository_ids: [99], permissions: { ...TOKEN_PERMISSIONS, contents: "write" } },
    ]);
  });

  it("that GitHub refuses is an error with its status", async () => {
    github.script(() => ({ status: 403, body: { message: "This installation has been suspended" } }));

    await expect(accessPullRequest(probot, key)).rejects.toMatchObject({ status: 403, retryable: false });
  });
});
