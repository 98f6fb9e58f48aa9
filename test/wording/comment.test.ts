import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { renderComment } from "../../src/wording/comment.ts";
import { renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links, rules } from "./support.ts";

const marker = "<!-- maestro:v1 abc.def -->";
const context = { links, rules, marker, withSuggestion: true };

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

      If this is intended, \`# maestro: ignore[API006] reason\` on the line, or on the line above, keeps me from asking.

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

/** What somebody would put into code, paths and names to make GitHub do something. */
const hostile = fc.oneof(
  fc.constantFrom(
    "@acme/security",
    "@everyone",
    "`@ann`",
    "``` ```",
    "```\n@ann\n```",
    "</details>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- maestro:v1 x.y -->",
    "-->",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "https://evil.example/x",
    "www.evil.example",
    "mail@evil.example",
    "fixes #123",
    "acme/shop#1",
    "GH-12",
    "0123456789abcdef0123456789abcdef01234567",
    "a\u202Eb",
    "&#64;ann &lt;b&gt;",
    "| a | b |\n|--|--|",
    "\n\n# heading\n\n- [ ] task",
    "\\`@ann\\`",
    "*bold* _it_ ~~no~~",
    "[^1]: note",
    ":tada:",
    "\r\n> quote",
    "   ",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: fc.constantFrom("`", "@", "a", "<", "\\", "\n", "]", "(", "~", "#", "1", " "), maxLength: 12 }),
);
const text = fc.array(hostile, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));

describe("renderComment with hostile text", () => {
  const findings = fc
    .record({ path: text, question: text, code: text, note: text, searched: text, replacement: text })
    .map((hostileText) =>
      findingWith({
        path: hostileText.path,
        question: hostileText.question,
        evidence: [{ path: hostileText.path, line: 1, text: hostileText.code, note: hostileText.note }],
        searched: [hostileText.searched],
        suggestion: { startLine: 12, endLine: 12, replacement: hostileText.replacement },
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

  it("stays below GitHub's limit whatever the code holds", () => {
    const long = "`@<#".repeat(50_000);
    const finding = findingWith({
      question: long,
      evidence: Array.from({ length: 500 }, () => ({ path: long, line: 1, text: long, note: long })),
      searched: Array.from({ length: 500 }, () => long),
      suggestion: { startLine: 12, endLine: 12, replacement: long },
    });

    expect(renderComment(finding, context).length).toBeLessThan(60_000);
  });
});
