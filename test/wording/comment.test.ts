import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { renderComment, renderGroup } from "../../src/wording/comment.ts";
import { annotationText } from "../../src/wording/annotation-text.ts";
import { reopenedBody, settledBody } from "../../src/wording/thread-state.ts";
import { hostileText } from "./hostile-text.ts";
import { danglingTags, renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links, rules } from "./support.ts";

const marker = "<!-- maestro:v1 abc.def -->";
const context = { links, rules, marker, withSuggestion: true, mention: false };

describe("renderComment", () => {
  it("asks, offers, and shows what it looked at", () => {
    const body = renderComment(
      findingWith({
        searched: ["`app/main.py`", "3 routers"],
        suggestion: { startLine: 12, endLine: 12, replacement: "    await charge(order)" },
      }),
      context,
    );

    expect(body).toMatchInlineSnapshot(`
      "\`create\` calls \`requests.post\`, which waits for the network on the event loop. Would \`httpx.AsyncClient\` fit here?

      \`\`\`suggestion
          await charge(order)
      \`\`\`

      <details>
      <summary>What I looked at</summary>

      1. [\`app/billing.py:12\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L12) \`charge(order)\` – called here
      2. [\`app/gateway.py:40\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/gateway.py#L40) \`requests.post(url)\` – the blocking call

      I searched: \`app/main.py\`; 3 routers.

      A blocking client stops the event loop, so every other request waits for it. More: [API006: Outbound HTTP from async code](https://maestro.example/rules/API006); [FastAPI: Concurrency](https://fastapi.tiangolo.com/async/).

      If this is intended, \`# maestro: ignore[API006] reason\` on the line, or on the line above, keeps me from asking. So does the answer \`/maestro dismiss\` here, on this pull request.

      </details>

      <!-- maestro:v1 abc.def -->"
    `);
  });

  it("offers no suggestion where the comment stands on other lines", () => {
    const body = renderComment(findingWith({ suggestion: { startLine: 12, endLine: 12, replacement: "x" } }), {
      ...context,
      withSuggestion: false,
    });

    expect(body).not.toContain("```suggestion");
  });

  it("names the rule without a link when nobody could follow it", () => {
    const body = renderComment(findingWith(), { ...context, links: { ...links, rulesUrl: undefined } });

    expect(body).toContain("More: API006, Outbound HTTP from async code;");
  });
});

describe("renderComment with hostile text", () => {
  const findings = fc
    .record({
      path: hostileText,
      question: hostileText,
      code: hostileText,
      note: hostileText,
      searched: hostileText,
      replacement: hostileText,
    })
    .map((text) =>
      findingWith({
        path: text.path,
        question: text.question,
        evidence: [{ path: text.path, line: 1, text: text.code, note: text.note }],
        searched: [text.searched],
        suggestion: { startLine: 12, endLine: 12, replacement: text.replacement },
      }),
    );
  const calm = renderHtml(
    renderComment(
      findingWith({ searched: ["x"], suggestion: { startLine: 12, endLine: 12, replacement: "x" } }),
      context,
    ),
  );
  const allowed = new Set(tagsOf(calm));

  it("carries no mention, reference, address or HTML of strangers, and keeps its own structure", () => {
    fc.assert(
      fc.property(findings, (finding) => {
        const html = renderHtml(renderComment(finding, context));
        expect(danglingTags(html)).toEqual([]);
        const words = textOutsideCode(html);

        expect(tagsOf(html).filter((tag) => !allowed.has(tag))).toEqual([]);
        expect(tagsOf(html).filter((tag) => tag === "details" || tag === "pre")).toEqual(["pre", "details"]);
        expect(html.match(/href="(?!https:\/\/(github|maestro)\.example\/|https:\/\/fastapi\.)/g)).toBeNull();
        expect(html.match(/<!--/g)).toHaveLength(1);
        expect(words).not.toMatch(/@[\w-]/);
        expect(words).not.toMatch(/#\d|\bGH-\d/i);
        expect(words).not.toMatch(/\b[0-9a-f]{7,40}\b/i);
        expect(words).not.toMatch(/https?:\/\/|www\./i);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps its structure in a group, and above and below the lines that later runs add", () => {
    fc.assert(
      fc.property(fc.array(findings, { minLength: 4, maxLength: 5 }), (all) => {
        const [first, ...others] = all;
        if (first === undefined) return;
        const body = renderGroup([first, ...others], context);
        for (const text of [
          body,
          settledBody(body, "a".repeat(40), marker),
          reopenedBody(body, "b".repeat(40), marker),
        ]) {
          const html = renderHtml(text);

          expect(tagsOf(html).filter((tag) => !allowed.has(tag) && tag !== "ul")).toEqual([]);
          expect(tagsOf(html).filter((tag) => tag === "details")).toHaveLength(1);
          expect(danglingTags(html)).toEqual([]);
          expect(html.match(/<!--/g)).toHaveLength(1);
          expect(textOutsideCode(html)).not.toMatch(/@[\w-]|#\d|https?:\/\//i);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("leaves nothing in an annotation that turns text around or hides", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(annotationText(text)).not.toMatch(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069`]/);
      }),
    );
  });

  it("stays below GitHub's limit whatever the code holds", () => {
    const long = "`@<#".repeat(50_000);
    const finding = findingWith({
      question: long,
      evidence: Array.from({ length: 500 }, () => ({ path: long, line: 1, text: long, note: long })),
      searched: Array.from({ length: 500 }, () => long),
      suggestion: { startLine: 12, endLine: 12, replacement: long },
    });

    expect(renderComment(finding, context).length).toBeLessThan(60_000);
    expect(renderGroup([finding, ...Array.from({ length: 500 }, () => finding)], context).length).toBeLessThan(60_000);

    // As large as the marker of a group becomes: fifty questions with eight causes each.
    const named = { ...context, marker: `<!-- maestro:v1 ${"a".repeat(25_000)}.def -->` };
    const group = renderGroup([finding, ...Array.from({ length: 49 }, () => finding)], named);
    expect(group.length).toBeLessThan(60_000);
    expect(group.endsWith(named.marker)).toBe(true);
  });
});

describe("renderGroup", () => {
  it("asks once, lists the others, and shows what it looked at", () => {
    const others = [20, 30, 40].map((line) =>
      findingWith({
        line,
        symbol: `app.billing.f${line}`,
        evidence: [{ path: "app/billing.py", line, text: "pay()", note: "" }],
      }),
    );
    const body = renderGroup([findingWith(), ...others], context);

    expect(body.slice(0, body.indexOf("<details>"))).toMatchInlineSnapshot(`
      "\`create\` calls \`requests.post\`, which waits for the network on the event loop. Would \`httpx.AsyncClient\` fit here?

      The same check asks about 3 more places in this file:

      - [\`app/billing.py:20\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L20) \`pay()\` in \`app.billing.f20\`
      - [\`app/billing.py:30\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L30) \`pay()\` in \`app.billing.f30\`
      - [\`app/billing.py:40\`](https://github.example/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/app/billing.py#L40) \`pay()\` in \`app.billing.f40\`

      "
    `);
  });
});

describe("a comment whose state changes", () => {
  const body = renderComment(findingWith(), context);

  it("says so above, once", () => {
    const settled = settledBody(body, "a".repeat(40), marker);
    const again = reopenedBody(settled, "b".repeat(40), marker);

    expect(settled).toBe(`✓ I no longer see this as of ${"a".repeat(7)}.\n\n${body}`);
    expect(again).toBe(`↻ I see this again as of ${"b".repeat(7)}.\n\n${body}`);
    expect(settledBody(again, "a".repeat(40), marker)).toBe(settled);
  });
});
