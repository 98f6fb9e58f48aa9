import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { renderSummary, renderTitle, type SummaryInput } from "../../src/wording/summary.ts";
import type { SurfaceChange, SurfaceRoute } from "../../src/engine/surface.ts";
import { hostileText } from "./hostile-text.ts";
import { danglingTags, renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links } from "./support.ts";

const nothing: SummaryInput = {
  links,
  inline: 0,
  listed: [],
  overflow: 0,
  settled: 0,
  closed: 0,
  silenced: [],
  unread: [],
  unseen: [],
  failures: [],
  remarks: [],
  configuration: { broken: [], changed: [], lapsed: [] },
  counts: { files: 3, routes: 1 },
};

const route: SurfaceRoute = {
  kind: "http",
  methods: ["POST"],
  path: "/charge",
  handler: "app.billing.charge",
  file: "app/billing.py",
  line: 9,
  async: true,
  dependencies: [],
  auth: [],
  body: [],
  output: null,
  status: 200,
  tags: [],
};

const change: SurfaceChange = {
  before: route,
  after: { ...route, methods: ["POST", "PUT"] },
  differences: [
    { what: "output", before: "", after: "int | None" },
    { what: "auth", before: "current_user", after: "" },
  ],
};

describe("renderTitle", () => {
  it.each([
    [0, "No questions"],
    [1, "1 question"],
    [3, "3 questions"],
  ])("counts %i", (questions, title) => {
    expect(renderTitle(questions)).toBe(title);
  });

  it("tells what was settled", () => {
    expect([renderTitle(2, 1), renderTitle(0, 2)]).toEqual(["2 questions, 1 settled", "No open questions, 2 settled"]);
    expect([renderTitle(2, 0, 1), renderTitle(0, 0, 2)]).toEqual(["2 questions", "No open questions"]);
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
      listed: [
        findingWith({ severity: "low", question: "Is `W` set?" }),
        findingWith({ question: "Is `X` set?" }),
        findingWith({ question: "Is `Y` set?" }),
      ],
      overflow: 1,
      settled: 2,
      closed: 1,
      surface: { added: [], removed: [], changed: [change] },
      unread: [{ path: "app/broken.py", reason: "line 3 does not parse" }],
      unseen: ["GitHub listed 3000 of the 3001 changed files."],
      failures: [{ rule: "API001", check: "blocking-call", message: "no such node" }],
      remarks: ["The conversation is locked."],
    });

    expect(summary).toMatchInlineSnapshot(`
      "2 questions on lines of the change, 3 questions below. 1 of them did not fit among the inline comments.

      The conversation is locked.

      2 earlier questions no longer hold. 1 question that somebody closed stays closed.

      ### Questions

      - [API006/blocking-client](https://maestro.example/rules/API006), high: [\`app/billing.py:12\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L12) Is \`X\` set?
      - [API006/blocking-client](https://maestro.example/rules/API006), high: [\`app/billing.py:12\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L12) Is \`Y\` set?
      - [API006/blocking-client](https://maestro.example/rules/API006), low: [\`app/billing.py:12\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L12) Is \`W\` set?

      ### API surface

      | | Route | Handler |
      |--|--|--|
      | changed | \`POST, PUT /charge\` | \`app.billing.charge\` ([\`app/billing.py:9\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L9)): output none → \`int \\| None\`, auth \`current_user\` → none |

      ### Could not read

      - GitHub listed 3000 of the 3001 changed files.
      - \`app/broken.py\`: line 3 does not parse

      ### Checks that failed

      These checks broke off, so their questions may be incomplete. The fault is mine, not the code's.

      - \`API001/blocking-call\`: no such node

      I read 3 files and found 1 route."
    `);
  });

  it("says what people wanted to be kept back, and who", () => {
    const summary = renderSummary({
      ...nothing,
      silenced: [
        { rule: "API006", by: "mia" },
        { rule: "API001", check: "blocking-call", by: "@acme/all" },
        { rule: "API006", by: "mia" },
      ],
    });

    expect(summary).toMatchInlineSnapshot(`
      "I have no open questions about this change.

      \`mia\` dismissed \`API006\` on this pull request, so I keep 2 questions back. \`@acme/all\` dismissed \`API001/blocking-call\` on this pull request, so I keep one question back.

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

describe("renderSummary with hostile text", () => {
  const routes = fc.record({ text: hostileText, file: hostileText }).map(({ text, file }): SurfaceRoute => ({
    ...route,
    methods: [text],
    path: text,
    handler: text,
    file,
  }));
  const inputs = fc
    .record({ text: hostileText, other: hostileText, added: fc.array(routes, { maxLength: 3 }), removed: routes })
    .map(({ text, other, added, removed }): SummaryInput => ({
      ...nothing,
      listed: [findingWith({ path: text, question: other })],
      unread: [{ path: other, reason: text }],
      remarks: [other],
      failures: [{ rule: "API001", check: text, message: other }],
      surface: {
        added,
        removed: [removed],
        changed: [{ before: removed, after: removed, differences: [{ what: "output", before: text, after: other }] }],
      },
    }));

  it("carries no mention, reference, address or HTML of strangers, and keeps its tables", () => {
    const allowed = new Set(["p", "h3", "ul", "li", "a", "code", "table", "thead", "tbody", "tr", "th", "td"]);
    fc.assert(
      fc.property(inputs, (input) => {
        const html = renderHtml(renderSummary(input));
        const words = textOutsideCode(html);

        expect(tagsOf(html).filter((tag) => !allowed.has(tag))).toEqual([]);
        expect(tagsOf(html).filter((tag) => tag === "tr")).toHaveLength(3 + (input.surface?.added.length ?? 0));
        expect(tagsOf(html).filter((tag) => tag === "td")).toHaveLength(3 * (2 + (input.surface?.added.length ?? 0)));
        expect(html.match(/href="(?!https:\/\/(github|maestro)\.example\/)/g)).toBeNull();
        expect(danglingTags(html)).toEqual([]);
        expect(words).not.toMatch(/@[\w-]|#\d|\bGH-\d|https?:\/\/|www\./i);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|<!--/);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays below GitHub's limit whatever the change holds", () => {
    const long = "`@|\\<#".repeat(20_000);
    const added = Array.from({ length: 400 }, () => ({ ...route, path: long, handler: long, file: long }));
    const summary = renderSummary({
      ...nothing,
      listed: Array.from({ length: 100 }, () => findingWith({ question: long, path: long })),
      surface: { added, removed: [], changed: [] },
    });

    expect(summary.length).toBeLessThanOrEqual(60_000);
    expect(summary).toContain("more entries did not fit here.");
  });
});
