import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Markdown as GitHub reads it, raw HTML included. */
export function renderHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The text that a reader sees outside code, where GitHub looks for mentions and references. */
export function textOutsideCode(html: string): string {
  return html
    .replace(/<pre>[\s\S]*?<\/pre>/g, " ")
    .replace(/<code>[\s\S]*?<\/code>/g, " ")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The names of all elements, in order. */
export function tagsOf(html: string): readonly string[] {
  return [...html.replace(/<!--[\s\S]*?-->/g, "").matchAll(/<([a-z][\w-]*)/gi)].map((match) =>
    (match[1] ?? "").toLowerCase(),
  );
}

/** Elements that are opened and not closed, or closed and not opened. */
export function danglingTags(html: string): readonly string[] {
  const open: string[] = [];
  const dangling: string[] = [];
  for (const [, slash, name = ""] of html.replace(/<!--[\s\S]*?-->/g, "").matchAll(/<(\/?)([a-z][\w-]*)[^>]*>/gi)) {
    const tag = name.toLowerCase();
    if (VOID.has(tag)) continue;
    if (slash === "") open.push(tag);
    else if (open.at(-1) === tag) open.pop();
    else dangling.push(tag);
  }
  return [...dangling, ...open];
}

const VOID: ReadonlySet<string> = new Set(["br", "hr", "img", "input"]);
