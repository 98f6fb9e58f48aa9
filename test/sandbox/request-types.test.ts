import type { operations } from "@octokit/openapi-types";
import { expect, test } from "vitest";
import type { Agreement, BodyOf } from "../../src/sandbox/validators/published.ts";

type Verdict<Ours> = unknown extends Agreement<Ours, BodyOf<operations["pulls/submit-review"]>> ? "agrees" : "differs";

type Event = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";

/** The compiler works the verdicts out; another one would not compile here. */
const verdicts: {
  same: Verdict<{ body?: string | undefined; event: Event }>;
  misspelt: Verdict<{ bodi?: string | undefined; event: Event }>;
  missing: Verdict<{ event: Event }>;
  value: Verdict<{ body?: string | undefined; event: "LIKE" }>;
} = { same: "agrees", misspelt: "differs", missing: "differs", value: "differs" };

test("a validator with other keys or values than the published request does not compile", () => {
  expect(Object.values(verdicts).filter((verdict) => verdict === "differs")).toHaveLength(3);
});
