import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines } from "../../../src/sandbox/pages/diff-lines.ts";
import { renderMarkdown } from "../../../src/sandbox/pages/markdown.ts";

async function render(source: string, target: readonly string[] = []): Promise<string> {
  return String(await renderMarkdown(source, target));
}

describe("renderMarkdown", () => {
  test("renders tables, details and task lists", async () => {
    expect(await render("| a |\n| --- |\n| b |")).toContain("<td>b</td>");
    expect(await render("<details><summary>More</summary>\n\n*text*\n\n</details>")).toContain("<em>text</em>");
    expect(await render("- [x] done")).toContain('type="checkbox" disabled');
  });

  test("drops comments, scripts, styles and handlers", async () => {
    expect(await render("a <!-- secret --> b")).not.toContain("secret");
    expect(await render("<script>alert(1)</script><style>p{}</style><p onclick=x style=y>t</p>")).toBe(
      "&lt;script&gt;alert(1)&lt;/script&gt;&lt;style&gt;p{}&lt;/style&gt;<p>t</p>",
    );
    expect(await render("<form action=/x><button>b</button></form>")).toBe("b");
    expect(await render("[a](javascript:alert(1)) <a href='data:text/html,x'>b</a>")).not.toMatch(/javascript|data:/);
  });

  test("shows a picture as a link, so that nothing is loaded from elsewhere", async () => {
    expect(await render("![cat](http://example.com/cat.png)")).toContain(
      '<a href="http://example.com/cat.png" rel="nofollow">cat</a>',
    );
  });

  test("shows a suggestion that deletes its line as a removal only", async () => {
    const shown = await render("```suggestion\n```", ["old < line"]);
    expect(shown).toContain('<span class="removed">- old &lt; line</span>');
    expect(shown).not.toContain("added");
  });

  test("lets no element through that is not on the list, whatever the text", async () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "`",
      "```suggestion\n",
      "\n",
      "&lt;",
      "<svg onload=a>",
      "<b>",
      "</details>",
      "]]>",
      "<!--",
      '"',
      "x",
      "](",
      "[",
      "<iframe src=//a>",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 3 }), async (parts, target) => {
        expect(await render(parts.join(""), target)).not.toMatch(/<(svg|iframe|script|!--)|<[a-z]+[^<>]*\son[a-z]+=/i);
      }),
    );
  });
});

describe("diffLines", () => {
  test("numbers both sides of every hunk", () => {
    const rows = diffLines(
      "@@ -1,2 +1,2 @@\n a\n-b\n+c\n@@ -9 +9,2 @@ def f():\n d\n+--- e\n\\ No newline at end of file\n",
    );
    expect(rows).toEqual([
      { kind: "hunk", text: "@@ -1,2 +1,2 @@" },
      { kind: "context", oldLine: 1, newLine: 1, text: "a" },
      { kind: "removed", oldLine: 2, text: "b" },
      { kind: "added", newLine: 2, text: "c" },
      { kind: "hunk", text: "@@ -9 +9,2 @@ def f():" },
      { kind: "context", oldLine: 9, newLine: 9, text: "d" },
      { kind: "added", newLine: 10, text: "--- e" },
      { kind: "note", text: "No newline at end of file" },
    ]);
  });
});
