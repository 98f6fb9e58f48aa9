import { html, raw } from "hono/html";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import sanitize from "sanitize-html";
const BLOCKS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "details", "summary"];
const INLINE = ["code", "kbd", "b", "strong", "i", "em", "del", "s", "ins", "sub", "sup", "a"];
const LISTS = ["ul", "ol", "li", "input", "table", "thead", "tbody", "tr", "th", "td"];
const ALLOWED = {
    allowedTags: [...BLOCKS, ...INLINE, ...LISTS],
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
export function renderMarkdown(source, target = []) {
    const dirty = micromark(source, {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
    });
    // The pattern has one group, so that every second piece is the code of a suggestion.
    const pieces = sanitize(dirty, ALLOWED).split(SUGGESTION);
    return html `${pieces.map((piece, index) => (index % 2 === 0 ? raw(piece) : suggestionDiff(piece, target)))}`;
}
/** The text of the first line alone, for a heading. */
export function renderFirstLine(source) {
    const [line = ""] = source.split("\n", 1);
    return html `${raw(sanitize(micromark(line), { allowedTags: [] }))}`;
}
/** `code` has been escaped by the renderer; `target` has not. */
function suggestionDiff(code, target) {
    const text = code.replace(/\n$/, "");
    const added = text === "" ? [] : text.split("\n");
    const rows = [
        target.map((line) => html `<span class="removed">- ${line}</span>`),
        added.map((line) => html `<span class="added">+ ${raw(line)}</span>`),
    ];
    return html `<div class="suggestion">
    <p class="suggestion-title">Suggested change</p>
    <pre><code>${rows}</code></pre>
  </div>`;
}
