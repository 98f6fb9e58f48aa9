import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { TOKEN_PERMISSIONS } from "../../src/github/installation-access.ts";
import { HANDLED_EVENTS } from "../../src/intake/handled-events.ts";

interface Manifest {
  readonly public: boolean;
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, "read" | "write">>;
}

const manifest: Manifest = parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8"));

/** Every REST endpoint that the App calls with an installation's token. */
const CALLED_ENDPOINTS = [
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "DELETE /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}",
  "GET /repos/{owner}/{repo}/compare/{basehead}",
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
  "GET /repos/{owner}/{repo}/tarball/{ref}",
  "POST /repos/{owner}/{repo}/check-runs",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
  "POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions",
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
] as const;

/**
 * What the published table does not know yet. Source: "Permissions required for GitHub Apps",
 * https://docs.github.com/rest/authentication/permissions-required-for-github-apps
 */
const NOT_IN_THE_TABLE: Readonly<Record<string, string>> = {
  "GET /repos/{}/{}/compare/{}": "contents: read",
  "GET /repos/{}/{}/tarball/{}": "contents: read",
  "GET /repos/{}/{}/collaborators/{}/permission": "metadata: read",
  "POST /repos/{}/{}/pulls/{}/comments/{}/replies": "pull_requests: write",
};

const table = z
  .object({
    "api.github.com": z.object({
      permissions: z.record(
        z.string(),
        z.object({ read: z.array(z.string()).default([]), write: z.array(z.string()).default([]) }),
      ),
    }),
  })
  .parse(createRequire(import.meta.url)("@octokit/app-permissions"))["api.github.com"].permissions;

/** The permissions of which any one is enough. */
function permissionsFor(endpoint: string): readonly string[] {
  const wanted = withoutNames(endpoint);
  const known = Object.entries(table).flatMap(([name, { read, write }]) => [
    ...(read.map(withoutNames).includes(wanted) ? [`${name}: read`] : []),
    ...(write.map(withoutNames).includes(wanted) ? [`${name}: write`] : []),
  ]);
  const added = NOT_IN_THE_TABLE[wanted];
  return added === undefined ? known : [...known, added];
}

/** The table and the API's description name parameters differently. */
function withoutNames(endpoint: string): string {
  return endpoint.replaceAll(/\{[^}]*\}/g, "{}");
}

function isGranted(permission: string): boolean {
  const [name = "", level] = permission.split(": ");
  const granted = manifest.default_permissions[name];
  return granted === level || granted === "write";
}

describe("app.yml", () => {
  it("subscribes to the events that the code handles", () => {
    expect(manifest.default_events.toSorted()).toEqual(Object.keys(HANDLED_EVENTS).toSorted());
  });

  it("asks for the permissions that a review's token carries, and for one more to hear of merge queues", () => {
    expect(manifest.default_permissions).toEqual({ ...TOKEN_PERMISSIONS, merge_queues: "read" });
  });

  it.each(CALLED_ENDPOINTS)("covers %s", (endpoint) => {
    expect(permissionsFor(endpoint)).not.toEqual([]);
    expect(permissionsFor(endpoint).filter(isGranted)).not.toEqual([]);
  });

  it("never writes to the repository's contents", () => {
    expect(manifest.default_permissions["contents"]).toBe("read");
    expect(manifest.public).toBe(false);
  });
});
