import { describe, expect, it } from "vitest";

import { GitHubError } from "../../src/errors.ts";
import { guarded, RateLimited, toGitHubError } from "../../src/github/github-error.ts";

function octokitError(
  status: number,
  message = "Oops",
  headers: Record<string, string> = {},
  data: unknown = {},
): Error {
  return Object.assign(new Error(message), { status, response: { headers, data } });
}

describe("toGitHubError", () => {
  it.each<[string, Error, number]>([
    ["403 with retry-after", octokitError(403, "Forbidden", { "retry-after": "7" }), 7_000],
    ["429", octokitError(429), 60_000],
    ["403 that says so in words", octokitError(403, "You have exceeded a secondary rate limit."), 60_000],
    ["422 with the code abuse", octokitError(422, "Validation Failed", {}, { errors: [{ code: "abuse" }] }), 60_000],
    ["422 for content that came too quickly", octokitError(422, "was submitted too quickly"), 60_000],
    [
      "a GraphQL answer",
      Object.assign(new Error("limit"), {
        name: "GraphqlResponseError",
        errors: [{ type: "RATE_LIMITED" }],
        headers: {},
      }),
      60_000,
    ],
  ])("knows the rate limit in %s", (_name, error, waitMs) => {
    const result = toGitHubError(error, "post the review");

    expect(result).toBeInstanceOf(RateLimited);
    // A length that GitHub named is one to rely on.
    expect(result).toMatchObject({ waitMs, retryable: true, isGuess: waitMs === 60_000 });
  });

  it("waits for the reset of an exhausted limit", () => {
    const reset = Math.floor(Date.now() / 1000) + 1_000;
    const result = toGitHubError(
      octokitError(403, "API rate limit exceeded", {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(reset),
      }),
      "read",
    );

    expect(result).toBeInstanceOf(RateLimited);
    expect(result instanceof RateLimited && result.waitMs > 900_000 && result.waitMs <= 1_000_000).toBe(true);
  });

  it.each([
    [500, true],
    [502, true],
    [408, true],
    [401, false],
    [403, false],
    [404, false],
    [422, false],
  ])("says of %i whether another try may help", (status, retryable) => {
    const result = toGitHubError(octokitError(status), "list the changed files");

    expect(result).toBeInstanceOf(GitHubError);
    expect(result).toMatchObject({
      status,
      retryable,
      message: `GitHub answered ${status} when I wanted to list the changed files.`,
    });
  });

  it("leaves errors alone that no request caused", () => {
    const error = new TypeError("a mistake in the program");

    expect(toGitHubError(error, "read")).toBe(error);
  });

  it("keeps the first purpose of nested calls", async () => {
    const outer = guarded("outer", () => guarded("inner", () => Promise.reject(octokitError(404))));

    await expect(outer).rejects.toThrow("when I wanted to inner");
  });
});
