import { describe, expect, it } from "vitest";

import { renderSummary, renderTitle, type SummaryInput } from "../../src/wording/summary.ts";
import { renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links } from "./support.ts";

const nothing: SummaryInput = {
  links,
  inline: 0,
  listed: [],
  overflow: 0,
  unread: [],
  unseen: [],
  failures: [],
  remarks: [],
  counts: { files: 3, routes: 1 },
};

describe("renderTitle", () => {
  it.each([
    [0, "No questions"],
    [1, "1 question"],
    [3, "3 questions"],
  ])("counts %i", (questions, title) => {
    expect(renderTitle(questions)).toBe(title);
  });
});

describe("renderSummary", () => {
  it("is short when there is nothing to ask", () => {
    expect(renderSummary(nothing)).toBe("I have no questions about this change.\n\nI read 3 files and found 1 route.");
  });

  it("tells what was asked elsewhere, what was not read and what broke", () => {
    const summary = renderSummary({
      ...nothing,
      inline: 2,
      listed: [findingWith({ question: "Is `X` set?" })],
      overflow: 1,
      unread: [{ path: "app/broken.py", reason: "line 3 does not parse" }],
      unseen: ["GitHub listed 3000 of the 3001 changed files."],
      failures: [{ rule: "API001", check: "blocking-call", message: "no such node" }],
      remarks: ["The conversation is locked."],
    });

    expect(summary).toMatchInlineSnapshot(`
      "2 questions on lines of the change, 1 question below. 1 of them did not fit among the inline comments.

      The conversation is locked.

      ### Questions

      - API006, high: [\`app/billing.py:12\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L12) Is \`X\` set?

      ### Could not read

      - GitHub listed 3000 of the 3001 changed files.
      - \`app/broken.py\`: line 3 does not parse

      ### Checks that failed

      These checks broke off, so their questions may be incomplete. The fault is mine, not the code's.

      - \`API001/blocking-call\`: no such node

      I read 3 files and found 1 route."
    `);
  });

  it("is cut between entries, and says how many are absent", () => {
    const unread = Array.from({ length: 5_000 }, (_value, index) => ({
      path: `app/file${index}.py`,
      reason: "it is binary",
    }));
    const summary = renderSummary({ ...nothing, unread });

    expect(summary.length).toBeLessThanOrEqual(60_000);
    expect(summary).toMatch(/`: it is binary\n\n\d+ more entries did not fit here\.$/);
  });

  it("shows hostile paths and reasons as text", () => {
    const html = renderHtml(
      renderSummary({ ...nothing, unread: [{ path: "`@ann`</li><script>.py", reason: "@ann <b>#1" }] }),
    );

    expect(tagsOf(html)).toEqual(["p", "h3", "ul", "li", "code", "p"]);
    expect(textOutsideCode(html)).not.toMatch(/@ann|#1/);
  });
});
