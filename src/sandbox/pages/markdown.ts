import { html, raw } from "hono/html";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import sanitize from "sanitize-html";
import type { Html } from "./layout.ts";

const ALLOWED: sanitize.IOptions = {
  allowedTags: [
    ...["h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "kbd"],
    ...["b", "strong", "i", "em", "del", "s", "ins", "sub", "sup", "a", "ul", "ol", "li", "input"],
    ...["table", "thead", "tbody", "tr", "th", "td", "details", "summary"],
  ],
  allowedAttributes: {
    a: ["href", "title", "rel"],
    code: ["class"],
    details: ["open"],
    input: ["type", "checked", "disabled"],
    ol: ["start"],
    td: ["align"],
    th: ["align"],
  },
  allowedClasses: { code: ["language-*"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  transformTags: {
    a: sanitize.simpleTransform("a", { rel: "nofollow" }),
    // The pages load nothing from elsewhere, so a picture becomes a link to it.
    img: (_tag, attributes) => ({
      tagName: "a",
      attribs: { href: attributes["src"] ?? "", rel: "nofollow" },
      text: attributes["alt"] ?? "picture",
    }),
    input: (_tag, attributes) => ({
      tagName: "input",
      attribs: { type: "checkbox", disabled: "", ...("checked" in attributes ? { checked: "" } : {}) },
    }),
  },
};

const SUGGESTION = /<pre><code class="language-suggestion">([\s\S]*?)<\/code><\/pre>/g;

/**
 * Renders GitHub-flavoured Markdown from anyone. Only the elements of the allow-list survive, HTML comments never do.
 * `target` are the lines that a fenced `suggestion` would replace; it is then shown as a small diff.
 */
export function renderMarkdown(source: string, target: readonly string[] = []): Html {
  const dirty = micromark(source, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const clean = sanitize(dirty, ALLOWED);
  return raw(clean.replaceAll(SUGGESTION, (_block, code: string) => suggestionDiff(code, target)));
}

/** `code` has been escaped by the renderer; `target` has not. */
function suggestionDiff(code: string, target: readonly string[]): string {
  const removed = target.map((line) => html`<span class="removed">- ${line}</span>`.toString());
  const text = code.replace(/\n$/, "");
  const added = text === "" ? [] : text.split("\n").map((line) => `<span class="added">+ ${line}</span>`);
  const label = '<p class="suggestion-title">Suggested change</p>';
  return `<div class="suggestion">${label}<pre><code>${[...removed, ...added].join("")}</code></pre></div>`;
}
